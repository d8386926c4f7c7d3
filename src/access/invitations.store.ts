/** One-time links by which a person enters the register; of each only the hash of its secret. */
import type { Instant } from '../kernel/clock.js';
import { json, key, table, text } from '../storage/entity.js';
import type { Asking } from '../storage/unit.js';
import type { Role } from './permission.js';

export interface InvitationRow {
  /** SHA-256 of the link's secret, hex */
  readonly token: string;
  readonly roles: readonly Role[];
  readonly station?: string;
  readonly until: Instant;
  readonly usedAt?: Instant;
}

export const InvitationTable = table<InvitationRow>('invitations', {
  token: key,
  roles: json,
  station: text,
  until: text,
  usedAt: text,
});

/** True for the one who uses it, false for whoever comes after. */
export async function useInvitation(asking: Asking, token: string, at: Instant): Promise<boolean> {
  const sql =
    'UPDATE "invitations" SET "usedAt" = ? WHERE "token" = ? AND "usedAt" IS NULL RETURNING "token"';
  return (await asking.query(sql, [at, token])).length > 0;
}

export const forgetUnused = (asking: Asking): Promise<unknown> =>
  asking.query('DELETE FROM "invitations" WHERE "usedAt" IS NULL');
