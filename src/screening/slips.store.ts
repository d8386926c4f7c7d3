/** The rows of slips. */
import { In } from 'typeorm';
import { json, key, large, present, table, text } from '../storage/entity.js';
import type { Asking } from '../storage/unit.js';
import type { Slip, SlipState } from './slip.js';

export const SlipsTable = table<Slip>('slips', {
  id: key,
  day: text,
  nth: large,
  number: text,
  lane: text,
  kind: text,
  state: text,
  class: text,
  item: json,
  owner: json,
  shelf: text,
  photo: text,
  at: text,
  by: json,
  operators: json,
  ended: json,
});

/** The court has one writer, so that nobody takes the number in between. */
export async function nextNth(asking: Asking, day: string): Promise<number> {
  const [row] = await asking.query<{ last: number | string | null }>(
    'SELECT MAX("nth") AS "last" FROM "slips" WHERE "day" = ?',
    [day],
  );
  return Number(row?.last ?? 0) + 1;
}

export const takenShelves = async (asking: Asking): Promise<string[]> =>
  (
    await asking.query<{ shelf: string }>(
      `SELECT "shelf" FROM "slips" WHERE "state" = 'kept' AND "shelf" IS NOT NULL`,
    )
  ).map(({ shelf }) => shelf);

export async function slipWith(asking: Asking, id: string): Promise<Slip | undefined> {
  const row = await asking.rows(SlipsTable).findOneBy({ id });
  return row === null ? undefined : present(row);
}

/** @returns whether it was still kept: an item goes away once */
export async function endSlip(
  asking: Asking,
  id: string,
  change: Pick<Slip, 'state' | 'ended'>,
): Promise<boolean> {
  return (await asking.rows(SlipsTable).update({ id, state: 'kept' }, change)).affected === 1;
}

/** As it stands on the paper: it has an index, an ending of it has none. */
const isWholeNumber = (number = ''): boolean => /^\d{8}-\d{3,}$/.test(number);

/** Newest first. */
export async function listSlips(
  asking: Asking,
  wanted: { readonly state?: SlipState | undefined; readonly number?: string | undefined },
  limit: number,
  after: { readonly at: string; readonly id: string } | undefined,
): Promise<Slip[]> {
  const query = asking
    .rows(SlipsTable)
    .createQueryBuilder('slip')
    .orderBy('slip.at', 'DESC')
    .addOrderBy('slip.id', 'DESC')
    .take(limit);
  if (wanted.state !== undefined) query.andWhere('slip.state = :state', { state: wanted.state });
  if (isWholeNumber(wanted.number)) query.andWhere('slip.number = :number', { number: wanted.number });
  else if (wanted.number !== undefined)
    query.andWhere('slip.number LIKE :number', { number: `%${wanted.number.replaceAll(/[%_\\]/g, '')}` });
  if (after !== undefined) query.andWhere('(slip.at, slip.id) < (:at, :id)', after);
  return (await query.getMany()).map(present);
}

/** Whose the items are, by the slips’ numbers; a slip may name nobody. */
export async function ownersOf(
  asking: Asking,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, Slip['owner']>> {
  if (numbers.length === 0) return new Map();
  const rows = await asking.rows(SlipsTable).findBy({ number: In([...numbers]) });
  return new Map(rows.map((row) => [row.number, present(row).owner]));
}
