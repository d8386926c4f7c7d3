/** What every reducer of the board is made of. */
import type { Board, Fact, Step } from './board.js';

export type Reducer = (board: Board, fact: Fact) => Board;
// The wire is checked where it enters; here a fact's type tells the shape of its data.
export type Data = Record<string, never>;
export const read = <T>(fact: Fact): T => fact.data as unknown as T;
export const stepOf = (fact: Fact): Step => ({ at: fact.at, by: fact.by });
export const given = <T extends object>(fields: T): Partial<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;

export const change = <T extends { id: string }>(
  items: readonly T[],
  id: string,
  next: (item: T) => T,
): readonly T[] =>
  items.some((item) => item.id === id) ? items.map((item) => (item.id === id ? next(item) : item)) : items;
export const put = <T extends { id: string }>(items: readonly T[], item: T): readonly T[] => [
  ...items.filter((other) => other.id !== item.id),
  item,
];
