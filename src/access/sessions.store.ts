/** The sign-ins: of each only the hash of its secret, who it is and when it was last seen. */
import type { Instant } from '../kernel/clock.js';
import { key, table, text } from '../storage/entity.js';
import type { Asking } from '../storage/unit.js';
import type { Role } from './permission.js';

export interface SessionRow {
  readonly id: string;
  /** SHA-256 of the cookie's secret, hex */
  readonly token: string;
  readonly person: string;
  readonly startedAt: Instant;
  readonly seenAt: Instant;
  readonly address?: string;
  readonly endedAt?: Instant;
}

export const SessionsTable = table<SessionRow>('sessions', {
  id: key,
  token: text,
  person: text,
  startedAt: text,
  seenAt: text,
  address: text,
  endedAt: text,
});

/** An open sign-in with the person behind it. */
export interface OpenSession {
  readonly id: string;
  readonly person: string;
  readonly username: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly station: string | null;
  readonly startedAt: Instant;
  readonly seenAt: Instant;
}

type Raw = Omit<OpenSession, 'roles'> & { readonly roles: string };

const open = `SELECT s."id", s."person", p."username", p."name", p."roles", p."station", s."startedAt", s."seenAt"
  FROM "sessions" s JOIN "people" p ON p."id" = s."person" WHERE s."endedAt" IS NULL AND p."disabled" = 0`;

const parsed = (raw: Raw): OpenSession => ({ ...raw, roles: JSON.parse(raw.roles) as Role[] });

export async function openSession(asking: Asking, token: string): Promise<OpenSession | undefined> {
  const rows = await asking.query<Raw>(`${open} AND s."token" = ?`, [token]);
  return rows.map(parsed)[0];
}

export async function openSessions(asking: Asking): Promise<OpenSession[]> {
  return (await asking.query<Raw>(open)).map(parsed);
}

export async function sessionsOf(asking: Asking, person: string): Promise<string[]> {
  const sql = 'SELECT "id" FROM "sessions" WHERE "person" = ? AND "endedAt" IS NULL';
  return (await asking.query<{ id: string }>(sql, [person])).map((row) => row.id);
}

/** True for the one who ended it, false when it had ended already. */
export async function endSession(asking: Asking, id: string, at: Instant): Promise<boolean> {
  const sql = 'UPDATE "sessions" SET "endedAt" = ? WHERE "id" = ? AND "endedAt" IS NULL RETURNING "id"';
  return (await asking.query(sql, [at, id])).length > 0;
}

export const seeSession = (asking: Asking, id: string, at: Instant): Promise<unknown> =>
  asking.query('UPDATE "sessions" SET "seenAt" = ? WHERE "id" = ? AND "seenAt" < ?', [at, id, at]);
