/** The rows of alarms, of what is due about them, and of troubles. */
import { In, IsNull, LessThanOrEqual, MoreThan, Not } from 'typeorm';
import { flag, json, key, present, table, text, whole } from '../storage/entity.js';
import type { Asking } from '../storage/unit.js';
import { before, type AlarmItem, type Response, type TroubleItem } from './alarm.js';

export const AlarmTable = table<AlarmItem>('alarms', {
  id: key,
  device: text,
  place: text,
  zone: text,
  level: text,
  pattern: text,
  source: text,
  annunciation: text,
  response: text,
  raisedAt: text,
  deviceAt: text,
  brokerAt: text,
  late: flag,
  incident: text,
  drill: text,
  madeReal: json,
  presses: whole,
  pressedAt: text,
  escalation: whole,
  shown: json,
  sounded: json,
  steps: json,
  officers: json,
  care: json,
  overdue: json,
  outcome: text,
  reason: json,
});

export interface TroubleRow extends TroubleItem {
  readonly clearedAt?: string;
}
export const TroubleTable = table<TroubleRow>('troubles', {
  id: key,
  kind: text,
  urgent: flag,
  annunciation: text,
  device: text,
  place: text,
  raisedAt: text,
  clearedAt: text,
  detail: json,
});

export interface TimerRow {
  readonly kind: string;
  readonly subject: string;
  readonly dueAt: string;
}
export const TimerTable = table<TimerRow>('timers', { kind: key, subject: key, dueAt: text });

export async function alarmWith(asking: Asking, id: string): Promise<AlarmItem | undefined> {
  const row = await asking.rows(AlarmTable).findOneBy({ id });
  return row === null ? undefined : present(row);
}

/**
 * The alarm of a device that a further press belongs to.
 * @param drill whose press it is: a drill's press never joins a real alarm, nor a real press a drill's
 */
export async function openAlarmOf(
  asking: Asking,
  device: string,
  drill?: string,
): Promise<AlarmItem | undefined> {
  // Spelled out, so that the index of open alarms serves it, however many the device has had.
  const [open] = await asking.query<{ id: string }>(
    `SELECT "id" FROM "alarms" WHERE "device" = ? AND "response" <> 'closed'
       AND "source" IN ('press', 'malformed', 'conflict')
       AND ${drill === undefined ? `("drill" IS NULL OR "madeReal" IS NOT NULL)` : `"drill" = ? AND "madeReal" IS NULL`}
       ORDER BY "raisedAt" DESC LIMIT 1`,
    drill === undefined ? [device] : [device, drill],
  );
  return open === undefined ? undefined : alarmWith(asking, open.id);
}

/** The earliest first. */
export const alarmsOfDrill = async (asking: Asking, drill: string): Promise<AlarmItem[]> =>
  (await asking.rows(AlarmTable).find({ where: { drill }, order: { raisedAt: 'ASC', id: 'ASC' } })).map(
    present,
  );

export const insertAlarm = (asking: Asking, alarm: AlarmItem): Promise<unknown> =>
  asking.rows(AlarmTable).insert(alarm);

export const changeAlarm = (asking: Asking, id: string, change: Partial<AlarmItem>): Promise<unknown> =>
  asking.rows(AlarmTable).update({ id }, change);

/** Guarded: changes the alarm only if its response comes before `next`. @returns whether it did */
export async function stepAlarm(
  asking: Asking,
  id: string,
  next: Response,
  change: Partial<AlarmItem>,
): Promise<boolean> {
  const result = await asking
    .rows(AlarmTable)
    .update({ id, response: In([...before(next)]) }, { ...change, response: next });
  return result.affected === 1;
}

export async function listAlarms(
  asking: Asking,
  state: 'open' | 'closed' | undefined,
  limit: number,
  after: { at: string; id: string } | undefined,
): Promise<AlarmItem[]> {
  const query = asking
    .rows(AlarmTable)
    .createQueryBuilder('alarm')
    .orderBy('alarm.raisedAt', 'DESC')
    .addOrderBy('alarm.id', 'DESC')
    .limit(limit);
  if (state === 'open') query.andWhere("alarm.response <> 'closed'");
  if (state === 'closed') query.andWhere("alarm.response = 'closed'");
  if (after !== undefined) query.andWhere('(alarm.raisedAt, alarm.id) < (:at, :id)', after);
  return (await query.getMany()).map(present);
}

export const alarmsOf = async (asking: Asking, incident: string): Promise<AlarmItem[]> =>
  (await asking.rows(AlarmTable).find({ where: { incident }, order: { raisedAt: 'ASC' } })).map(present);

/** Whether a silent alarm of this place is open. */
export const isSilentAt = (asking: Asking, place: string): Promise<boolean> =>
  asking.rows(AlarmTable).existsBy({ place, pattern: 'silent', response: Not('closed') });

export const openAlarms = async (asking: Asking): Promise<AlarmItem[]> =>
  (
    await asking
      .rows(AlarmTable)
      .createQueryBuilder('alarm')
      .where("alarm.response <> 'closed'")
      .orderBy('alarm.raisedAt', 'ASC')
      .addOrderBy('alarm.id', 'ASC')
      .getMany()
  ).map(present);

export const openTroubles = async (asking: Asking): Promise<TroubleRow[]> =>
  (
    await asking
      .rows(TroubleTable)
      .find({ where: { clearedAt: IsNull() }, order: { raisedAt: 'ASC', id: 'ASC' } })
  ).map(present);

export const openTroublesOf = async (
  asking: Asking,
  kind: string,
  device: string | undefined,
): Promise<TroubleRow[]> =>
  (await asking.rows(TroubleTable).findBy({ kind, clearedAt: IsNull(), device: device ?? IsNull() })).map(
    present,
  );

export const insertTrouble = (asking: Asking, trouble: TroubleRow): Promise<unknown> =>
  asking.rows(TroubleTable).insert(trouble as never);

export async function clearTrouble(asking: Asking, id: string, clearedAt: string): Promise<boolean> {
  return (await asking.rows(TroubleTable).update({ id, clearedAt: IsNull() }, { clearedAt })).affected === 1;
}

export const setTimers = (asking: Asking, timers: readonly TimerRow[]): Promise<unknown> =>
  asking.query(
    `INSERT INTO "timers" ("kind", "subject", "dueAt") VALUES ${timers.map(() => '(?, ?, ?)').join(', ')}
     ON CONFLICT ("kind", "subject") DO NOTHING`,
    timers.flatMap(({ kind, subject, dueAt }) => [kind, subject, dueAt]),
  );

/**
 * What is due at `now`, and what is due so late that only a clock stepped back can say so.
 * @param latest the kinds with the last instant at which one set just now could be due
 */
export const dueTimers = (
  asking: Asking,
  now: string,
  latest: readonly TimerRowDue[],
  limit: number,
): Promise<TimerRow[]> =>
  asking.rows(TimerTable).find({
    where: [
      { dueAt: LessThanOrEqual(now) },
      ...latest.map(({ kind, dueAt }) => ({ kind, dueAt: MoreThan(dueAt) })),
    ],
    order: { dueAt: 'ASC' },
    take: limit,
  });
type TimerRowDue = Pick<TimerRow, 'kind' | 'dueAt'>;

/** Guarded: acknowledges what sounds again at an alarm that was answered already. @returns whether it did */
export async function hush(asking: Asking, id: string): Promise<boolean> {
  const rows = await asking.query(
    `UPDATE "alarms" SET "annunciation" = 'acknowledged' WHERE "id" = ? AND "response" <> 'raised' AND "response" <> 'closed'
       AND "annunciation" IN ('unacknowledged', 'returned-unacknowledged') RETURNING "id"`,
    [id],
  );
  return rows.length === 1;
}

/** @returns whether it was still there: a timer fires once */
export async function takeTimer(asking: Asking, { kind, subject }: TimerRow): Promise<boolean> {
  return (await asking.rows(TimerTable).delete({ kind, subject })).affected === 1;
}

export const stopTimers = (asking: Asking, subject: string, kinds: readonly string[]): Promise<unknown> =>
  asking.rows(TimerTable).delete({ subject, kind: In([...kinds]) });

/** The check-ins of officers that are due at this alarm some time. */
export const stopCheckIns = (asking: Asking, alarm: string, person = '%'): Promise<unknown> =>
  asking.query(`DELETE FROM "timers" WHERE "subject" = ? AND "kind" LIKE ?`, [alarm, `check-in:${person}`]);
