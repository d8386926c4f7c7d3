/** The presses from browsers, each with the alarm that it raised or joined. */
import { key, table, text } from '../storage/entity.js';
import type { Asking } from '../storage/unit.js';
import type { AlarmItem } from './alarm.js';
import { alarmWith } from './alarms.store.js';

export interface PressRow {
  readonly person: string;
  readonly press: string;
  readonly place: string;
  readonly pattern: string;
  readonly alarm: string;
  readonly at: string;
}
export const PressTable = table<PressRow>('presses', {
  person: key,
  press: key,
  place: text,
  pattern: text,
  alarm: text,
  at: text,
});

/** His alarm that is still open there, which a further press of his belongs to. */
export async function openPressed(
  asking: Asking,
  person: string,
  place: string,
): Promise<AlarmItem | undefined> {
  const [open] = await asking.query<{ id: string }>(
    `SELECT "id" FROM "alarms" WHERE "place" = ? AND "response" <> 'closed'
       AND EXISTS (SELECT 1 FROM "presses" WHERE "alarm" = "alarms"."id" AND "person" = ?) ORDER BY "raisedAt" DESC LIMIT 1`,
    [place, person],
  );
  return open === undefined ? undefined : alarmWith(asking, open.id);
}

export const pressesOf = (asking: Asking, person: string, limit: number): Promise<PressRow[]> =>
  asking.rows(PressTable).find({ where: { person }, order: { at: 'DESC', press: 'DESC' }, take: limit });
