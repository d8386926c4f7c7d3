/** What was shared with whom of another house. */
import type { Instant } from '../kernel/clock.js';
import type { Asking } from '../storage/unit.js';

export interface GrantRow {
  readonly subject: string;
  readonly viewer: string;
  readonly since: Instant;
  readonly until: Instant | null;
}

const columns = '"subject", "viewer", "since", "until"';

/** In the order of the subjects' names, which is that of their making; the oldest first. */
export const grantsAfter = (
  asking: Asking,
  viewer: string,
  subject: string,
  limit: number,
): Promise<GrantRow[]> =>
  asking.query<GrantRow>(
    `SELECT ${columns} FROM "grants" WHERE "viewer" = ? AND "subject" > ? ORDER BY "subject" LIMIT ?`,
    [viewer, subject, limit],
  );

/** What counts now, the newest subjects first. @param before the last of the page before */
export const newestGrants = (
  asking: Asking,
  viewer: string,
  now: Instant,
  limit: number,
  before?: string,
): Promise<Pick<GrantRow, 'subject'>[]> =>
  asking.query(
    `SELECT "subject" FROM "grants" WHERE "viewer" = ? AND ("until" IS NULL OR "until" > ?)
     ${before === undefined ? '' : 'AND "subject" < ?'} ORDER BY "subject" DESC LIMIT ?`,
    [viewer, now, ...(before === undefined ? [] : [before]), limit],
  );

export async function grantOf(
  asking: Asking,
  viewer: string,
  subject: string,
): Promise<GrantRow | undefined> {
  const [row] = await asking.query<GrantRow>(
    `SELECT ${columns} FROM "grants" WHERE "subject" = ? AND "viewer" = ?`,
    [subject, viewer],
  );
  return row;
}

/** The same thing shared again takes the new end. */
export const putGrant = (asking: Asking, row: GrantRow): Promise<unknown> =>
  asking.query(
    `INSERT INTO "grants" (${columns}) VALUES (?, ?, ?, ?)
     ON CONFLICT ("subject", "viewer") DO UPDATE SET "until" = excluded."until"`,
    [row.subject, row.viewer, row.since, row.until],
  );
