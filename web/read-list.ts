/** Reads a list of the console on by its cursor, page by page. Pure but for what it is given to ask with. */
import type { List } from './wire.js';

/** The longest page that the console gives. */
export const pageRows = 500;
/** What stands there at once, before anybody asks for more. */
export const firstRows = 100;

/** Reads until there is no more or enough was read; `next` is where more begins. */
export const readList = async <T>(
  ask: (path: string) => Promise<List<T>>,
  path: string,
  atLeast: number,
): Promise<List<T>> => {
  const items: T[] = [];
  const rows = Math.min(atLeast, pageRows);
  const sign = path.includes('?') ? '&' : '?';
  let next: string | null | undefined;
  do {
    const cursor = next === undefined ? '' : `&cursor=${encodeURIComponent(next ?? '')}`;
    const page = await ask(`${path}${sign}limit=${rows}${cursor}`);
    items.push(...page.items);
    next = page.next ?? null;
  } while (next !== null && items.length < atLeast);
  return { items, next };
};
