/** What every reducer of the board is made of. */
import type { Board, Fact, Step } from './board.js';

export type Reducer = (board: Board, fact: Fact) => Board;
// The wire is checked where it enters; here a fact's type tells the shape of its data.
export type Data = Record<string, never>;
export const read = <T>(fact: Fact): T => fact.data as unknown as T;
export const stepOf = (fact: Fact): Step => ({ at: fact.at, by: fact.by });

// What changes is mostly what came last, and a board may hold hundreds of open incidents.
const placeOf = (items: readonly { id: string }[], id: string): number =>
  items.findLastIndex((item) => item.id === id);

export function change<T extends { id: string }>(
  items: readonly T[],
  id: string,
  next: (item: T) => T,
): readonly T[] {
  const place = placeOf(items, id);
  const item = items[place];
  return item === undefined ? items : items.with(place, next(item));
}

/** As the last, in place of the one that has its id. */
export const put = <T extends { id: string }>(items: readonly T[], item: T): readonly T[] =>
  placeOf(items, item.id) < 0 ? [...items, item] : [...items.filter((other) => other.id !== item.id), item];
