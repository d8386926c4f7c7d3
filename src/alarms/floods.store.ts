/** The row of the flood that there is, and when alarms and troubles were raised. */
import type { Instant } from '../kernel/clock.js';
import type { Asking } from '../storage/unit.js';
import type { Flood } from './flood.js';

export async function keptFlood(asking: Asking): Promise<Flood | undefined> {
  const [row] = await asking.query<Flood>('SELECT "since", "count" FROM "floods" WHERE "until" IS NULL');
  return row === undefined ? undefined : { since: row.since, count: row.count };
}

/** Nothing ends the one that there is. */
export const keepFlood = (
  asking: Asking & { readonly at: Instant },
  flood: Flood | undefined,
): Promise<unknown> =>
  flood === undefined
    ? asking.query('UPDATE "floods" SET "until" = ? WHERE "until" IS NULL', [asking.at])
    : asking.query('INSERT INTO "floods" ("since", "count") VALUES (?, ?)', [flood.since, flood.count]);

/** Oldest first. */
export async function raisedSince(asking: Asking, since: Instant, limit: number): Promise<Instant[]> {
  const rows = [];
  for (const table of ['alarms', 'troubles'])
    rows.push(
      ...(await asking.query<{ raisedAt: Instant }>(
        `SELECT "raisedAt" FROM "${table}" WHERE "raisedAt" > ? ORDER BY "raisedAt" DESC LIMIT ?`,
        [since, limit],
      )),
    );
  return rows.map(({ raisedAt }) => raisedAt).toSorted();
}
