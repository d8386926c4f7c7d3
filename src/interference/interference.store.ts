/** The rows of the register of interference. */
import { json, key, present, table, text } from '../storage/entity.js';
import type { Asking } from '../storage/unit.js';
import type { InterferenceRecord } from './interference.js';

export const InterferenceTable = table<InterferenceRecord>('interference', {
  id: key,
  tag: text,
  at: text,
  by: json,
  channel: text,
  happenedAt: text,
  device: text,
  from: text,
  to: text,
  who: json,
  unit: json,
  caseNumber: json,
  content: json,
  released: json,
});

export async function recordWith(asking: Asking, id: string): Promise<InterferenceRecord | undefined> {
  const row = await asking.rows(InterferenceTable).findOneBy({ id });
  return row === null ? undefined : present(row);
}

/** Newest first. */
export async function listRecords(
  asking: Asking,
  limit: number,
  after: { readonly at: string; readonly id: string } | undefined,
): Promise<InterferenceRecord[]> {
  const query = asking
    .rows(InterferenceTable)
    .createQueryBuilder('record')
    .orderBy('record.at', 'DESC')
    .addOrderBy('record.id', 'DESC')
    .take(limit);
  if (after !== undefined) query.andWhere('(record.at, record.id) < (:at, :id)', after);
  return (await query.getMany()).map(present);
}
