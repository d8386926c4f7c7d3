/** What was shared with whom of another house. */
import type { Instant } from '../kernel/clock.js';
import type { Asking } from '../storage/unit.js';

export interface GrantRow {
  readonly subject: string;
  readonly viewer: string;
  readonly since: Instant;
  readonly until: Instant | null;
}

export const allGrants = (asking: Asking): Promise<GrantRow[]> =>
  asking.query<GrantRow>('SELECT "subject", "viewer", "since", "until" FROM "grants"');

/** The same thing shared again takes the new end. */
export const putGrant = (asking: Asking, row: GrantRow): Promise<unknown> =>
  asking.query(
    `INSERT INTO "grants" ("subject", "viewer", "since", "until") VALUES (?, ?, ?, ?)
     ON CONFLICT ("subject", "viewer") DO UPDATE SET "until" = excluded."until"`,
    [row.subject, row.viewer, row.since, row.until],
  );
