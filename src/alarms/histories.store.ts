/** The rows of a time that has been. */
import { laterBy, type Instant } from '../kernel/clock.js';
import { present } from '../storage/entity.js';
import type { Asking } from '../storage/unit.js';
import { AlarmTable, TroubleTable } from './alarms.store.js';
import type { History, PastFlood } from './history.js';

/** So long before the span alarms are looked for that stood in it; one that is open is found however old it is. */
const beforeMs = 31 * 24 * 3_600_000;

/** @param to the first moment that no longer belongs to it */
export async function historyBetween(asking: Asking, from: Instant, to: Instant): Promise<History> {
  const earlier = laterBy(from, -beforeMs);
  const alarms = await asking
    .rows(AlarmTable)
    .createQueryBuilder('alarm')
    .select(columnsOf('alarm', alarmColumns))
    .where("alarm.raisedAt < :to AND (alarm.raisedAt >= :earlier OR alarm.response <> 'closed')", {
      to,
      earlier,
    })
    .orderBy('alarm.raisedAt', 'ASC')
    .addOrderBy('alarm.id', 'ASC')
    .getMany();
  const troubles = await asking
    .rows(TroubleTable)
    .createQueryBuilder('trouble')
    .select(columnsOf('trouble', troubleColumns))
    .where(
      'trouble.raisedAt < :to AND (trouble.raisedAt >= :from OR trouble.clearedAt IS NULL OR trouble.clearedAt > :from)',
      { from, to },
    )
    .orderBy('trouble.raisedAt', 'ASC')
    .addOrderBy('trouble.id', 'ASC')
    .getMany();
  return {
    alarms: alarms.map(present),
    troubles: troubles.map(present),
    floods: await floodsBetween(asking, from, to),
  };
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
