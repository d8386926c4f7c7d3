/** The rows of the watch list. */
import { MoreThan } from 'typeorm';
import { json, key, present, table, text } from '../storage/entity.js';
import type { Asking } from '../storage/unit.js';
import type { Watch } from './watch.js';

export const WatchesTable = table<Watch>('watches', {
  id: key,
  name: json,
  document: json,
  ground: json,
  instruction: text,
  until: text,
  state: text,
  proposed: json,
  session: text,
  approved: json,
  ended: json,
});

export async function watchWith(asking: Asking, id: string): Promise<Watch | undefined> {
  const row = await asking.rows(WatchesTable).findOneBy({ id });
  return row === null ? undefined : present(row);
}

/** Approved, and not over. */
export async function watchesInForce(asking: Asking, now: string): Promise<Watch[]> {
  return (await asking.rows(WatchesTable).findBy({ state: 'active', until: MoreThan(now) })).map(present);
}

/** Newest first; a court watches dozens, not thousands. */
export async function allWatches(asking: Asking): Promise<Watch[]> {
  return (await asking.rows(WatchesTable).find({ order: { id: 'DESC' }, take: 500 })).map(present);
}

/** @returns whether it still was in that state */
export async function changeWatch(
  asking: Asking,
  id: string,
  from: Watch['state'],
  change: Partial<Watch>,
): Promise<boolean> {
  return (await asking.rows(WatchesTable).update({ id, state: from }, change)).affected === 1;
}
