/** The rows of a time that has been. */
import { laterBy, type Instant } from '../kernel/clock.js';
import { present } from '../storage/entity.js';
import type { Asking } from '../storage/unit.js';
import type { AlarmItem } from './alarm.js';
import { AlarmTable, TroubleTable, type TroubleRow } from './alarms.store.js';
import type { History, PastAlarm, PastFlood, PastTrouble } from './history.js';

/** So long before the span alarms are looked for that stood in it; one that is open is found however old it is. */
const beforeMs = 31 * 24 * 3_600_000;
/** The same of troubles: a weak battery may stand for months before somebody changes it. */
const longestTroubleMs = 366 * 24 * 3_600_000;

/** @param to the first moment that no longer belongs to it */
export async function historyBetween(asking: Asking, from: Instant, to: Instant): Promise<History> {
  return {
    alarms: await alarmsBetween(asking, laterBy(from, -beforeMs), to),
    troubles: await troublesBetween(asking, laterBy(from, -longestTroubleMs), from, to),
    floods: await floodsBetween(asking, from, to),
  };
}

// What is open and older than all that is looked through has an index of its own.

async function alarmsBetween(asking: Asking, earliest: Instant, to: Instant): Promise<PastAlarm[]> {
  const those = (condition: string): Promise<AlarmItem[]> =>
    asking
      .rows(AlarmTable)
      .createQueryBuilder('alarm')
      .select(columnsOf('alarm', alarmColumns))
      .where(condition, { earliest, to })
      .orderBy('alarm.raisedAt', 'ASC')
      .addOrderBy('alarm.id', 'ASC')
      .getMany();
  const older = await those(
    "alarm.response <> 'closed' AND alarm.raisedAt < :earliest AND alarm.raisedAt < :to",
  );
  return [...older, ...(await those('alarm.raisedAt >= :earliest AND alarm.raisedAt < :to'))].map(present);
}

async function troublesBetween(
  asking: Asking,
  earliest: Instant,
  from: Instant,
  to: Instant,
): Promise<PastTrouble[]> {
  const those = (condition: string): Promise<TroubleRow[]> =>
    asking
      .rows(TroubleTable)
      .createQueryBuilder('trouble')
      .select(columnsOf('trouble', troubleColumns))
      .where(condition, { earliest, from, to })
      .orderBy('trouble.raisedAt', 'ASC')
      .addOrderBy('trouble.id', 'ASC')
      .getMany();
  const older = await those(
    'trouble.clearedAt IS NULL AND trouble.raisedAt < :earliest AND trouble.raisedAt < :to',
  );
  const within = await those(
    `trouble.raisedAt >= :earliest AND trouble.raisedAt < :to
     AND (trouble.raisedAt >= :from OR trouble.clearedAt IS NULL OR trouble.clearedAt > :from)`,
  );
  return [...older, ...within].map(present);
}

const alarmColumns = [
  'id',
  'device',
  'place',
  'level',
  'source',
  'raisedAt',
  'response',
  'shown',
  'steps',
  'outcome',
  'drill',
  'madeReal',
];
const troubleColumns = ['id', 'kind', 'device', 'place', 'raisedAt', 'clearedAt'];
const columnsOf = (row: string, names: readonly string[]): string[] => names.map((name) => `${row}.${name}`);

async function floodsBetween(asking: Asking, from: Instant, to: Instant): Promise<PastFlood[]> {
  const rows = await asking.query<{ since: Instant; count: number; until: Instant | null }>(
    `SELECT "since", "count", "until" FROM "floods" WHERE "since" < ? AND ("until" IS NULL OR "until" > ?) ORDER BY "since"`,
    [to, from],
  );
  return rows.map(({ since, count, until }) => ({ since, count, ...(until === null ? {} : { until }) }));
}
