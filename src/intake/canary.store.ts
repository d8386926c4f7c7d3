/** The one row of the canary: its last press, written like an event, and since when it fails. */
import type { Asking } from '../storage/unit.js';

/** @returns whether this press was there already */
export async function keepCanaryPress(
  asking: Asking,
  boot: string,
  seq: number,
  at: string,
): Promise<boolean> {
  const [before] = await asking.query<{ boot: string; seq: number | string }>(
    'SELECT "boot", "seq" FROM "canary"',
  );
  if (before?.boot === boot && Number(before.seq) === seq) return true;
  await asking.query(
    `INSERT INTO "canary" ("id", "boot", "seq", "receivedAt") VALUES ('canary', ?, ?, ?)
     ON CONFLICT ("id") DO UPDATE SET "boot" = ?, "seq" = ?, "receivedAt" = ?`,
    [boot, seq, at, boot, seq, at],
  );
  return false;
}

export async function failingSince(asking: Asking): Promise<string | undefined> {
  const [row] = await asking.query<{ failingSince: string | null }>('SELECT "failingSince" FROM "canary"');
  return row?.failingSince ?? undefined;
}

export const keepFailing = (asking: Asking, since: string | null): Promise<unknown> =>
  asking.query(
    `INSERT INTO "canary" ("id", "boot", "seq", "receivedAt", "failingSince") VALUES ('canary', '', 0, '', ?)
     ON CONFLICT ("id") DO UPDATE SET "failingSince" = ?`,
    [since, since],
  );
