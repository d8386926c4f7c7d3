/** The lease of a court in PostgreSQL: one row, and one advisory lock that dies with the holder's connection. */
import type { Client } from 'pg';
import { pace, type Standing } from './lease.js';

/** Of all locks of ours; the second number is the epoch. */
const lockClass = 0x636f7572;
/** Shared by all that wait and could serve; the second number is 1. */
const fitClass = 0x66697421;
const undefinedTable = '42P01';

/** By this name a holder's sessions are found and ended. */
export const sessionsOf = (epoch: number): string => `courthouse-console/${epoch}`;

/** @returns nothing where nobody ever held it; writes nothing */
export async function standingOf(client: Client): Promise<Standing | undefined> {
  try {
    const { rows } = await client.query<Standing>(
      `SELECT "epoch", "renewals", "holder", EXISTS (
         SELECT 1 FROM pg_locks
         WHERE "locktype" = 'advisory' AND "classid" = $1 AND "objid" = "epoch"::oid AND "objsubid" = 2
           AND "database" = (SELECT "oid" FROM pg_database WHERE "datname" = current_database())
       ) AS "isConnected" FROM "lease"`,
      [lockClass],
    );
    return rows[0];
  } catch (error) {
    if ((error as { code?: string }).code === undefinedTable) return undefined;
    throw error;
  }
}

/**
 * Takes the court over from what was seen. The row is changed only as it was seen, so of several takers one wins, and it waits
 * for a transaction of the former holder that is already under way.
 * @returns the new epoch; nothing where somebody else was quicker, the former holder included
 */
export async function raise(
  client: Client,
  seen: Pick<Standing, 'epoch' | 'renewals'>,
  holder: string,
): Promise<number | undefined> {
  const epoch = seen.epoch + 1;
  await client.query('BEGIN');
  try {
    await client.query('SET LOCAL synchronous_commit = on');
    await client.query(`SET LOCAL lock_timeout = ${pace.idleInTransactionMs}`);
    // Two that make the table at once would stumble over each other.
    await client.query('SELECT pg_advisory_xact_lock($1, 0)', [lockClass]);
    // The epoch is a key: raising it waits for `FOR KEY SHARE`, renewing does not.
    await client.query(
      'CREATE TABLE IF NOT EXISTS "lease" ("epoch" INTEGER PRIMARY KEY, "renewals" INTEGER NOT NULL, "holder" TEXT NOT NULL)',
    );
    await client.query(`INSERT INTO "lease" SELECT 0, 0, '' WHERE NOT EXISTS (SELECT 1 FROM "lease")`);
    const { rowCount } = await client.query(
      'UPDATE "lease" SET "epoch" = $1, "renewals" = 0, "holder" = $2 WHERE "epoch" = $3 AND "renewals" = $4',
      [epoch, holder, seen.epoch, seen.renewals],
    );
    if (rowCount === 1) {
      await client.query('SELECT pg_advisory_lock($1, $2)', [lockClass, epoch]);
      await client.query(`SELECT set_config('application_name', $1, false)`, [sessionsOf(epoch)]);
    }
    await client.query(rowCount === 1 ? 'COMMIT' : 'ROLLBACK');
    return rowCount === 1 ? epoch : undefined;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}

/** Ends what a former holder has open here. It may not be allowed: then the epoch alone keeps that one out. */
export async function endSessions(client: Client, epoch: number): Promise<void> {
  await client
    .query(
      `SELECT pg_terminate_backend("pid") FROM pg_stat_activity
       WHERE "datname" = current_database() AND "application_name" = $1`,
      [sessionsOf(epoch)],
    )
    .catch(() => undefined);
}

/** @returns whether the court is still its own */
export async function renew(client: Client, epoch: number): Promise<boolean> {
  const { rowCount } = await client.query(
    'UPDATE "lease" SET "renewals" = "renewals" + 1 WHERE "epoch" = $1',
    [epoch],
  );
  return rowCount === 1;
}

/** Lets the holder see that somebody waits who could serve. No row is written for it. */
export async function showFit(client: Client, isFit: boolean): Promise<void> {
  const verb = isFit ? 'pg_try_advisory_lock_shared' : 'pg_advisory_unlock_shared';
  await client.query(`SELECT ${verb}($1, 1)`, [fitClass]);
}

export async function isAwaited(client: Client): Promise<boolean> {
  const { rows } = await client.query(
    `SELECT 1 FROM pg_locks
     WHERE "locktype" = 'advisory' AND "classid" = $1 AND "objsubid" = 2 AND "mode" = 'ShareLock'
       AND "database" = (SELECT "oid" FROM pg_database WHERE "datname" = current_database()) LIMIT 1`,
    [fitClass],
  );
  return rows.length > 0;
}

/** Said first in every transaction that writes: gives a row while the court is its own, and keeps it so until COMMIT. */
export const demandEpoch = (epoch: number): string =>
  `SELECT 1 FROM "lease" WHERE "epoch" = ${epoch} FOR KEY SHARE`;
