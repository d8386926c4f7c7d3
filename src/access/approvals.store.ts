/** The rows of what waits for a second person. */
import { json, key, present, table, text } from '../storage/entity.js';
import type { Asking } from '../storage/unit.js';
import type { Approval } from './approval.js';

export const ApprovalTable = table<Approval>('approvals', {
  id: key,
  kind: text,
  subject: text,
  about: json,
  why: json,
  asked: json,
  askedSession: text,
  state: text,
  decided: json,
});

export async function approvalWith(asking: Asking, kind: string, id: string): Promise<Approval | undefined> {
  const row = await asking.rows(ApprovalTable).findOneBy({ id, kind });
  return row === null ? undefined : present(row);
}

export async function openApproval(
  asking: Asking,
  kind: string,
  subject: string,
): Promise<Approval | undefined> {
  const row = await asking.rows(ApprovalTable).findOneBy({ kind, subject, state: 'asked' });
  return row === null ? undefined : present(row);
}

/** Oldest first; of every kind when none is named. */
export async function openApprovals(asking: Asking, kind?: string): Promise<Approval[]> {
  // Spelled out, so that the index of what waits serves it, however much was ever asked.
  const waiting = await asking.query<{ id: string }>(
    `SELECT "id" FROM "approvals" WHERE "state" = 'asked' ${kind === undefined ? '' : 'AND "kind" = ?'} ORDER BY "id"`,
    kind === undefined ? [] : [kind],
  );
  const rows = await Promise.all(
    waiting.map(({ id }) => asking.rows(ApprovalTable).findOneBy({ id, state: 'asked' })),
  );
  return rows.flatMap((row) => (row === null ? [] : [present(row)]));
}

/** Guarded. @returns whether it still waited */
export const decideApproval = async (
  asking: Asking,
  id: string,
  decision: Required<Pick<Approval, 'state' | 'decided'>>,
): Promise<boolean> =>
  (await asking.rows(ApprovalTable).update({ id, state: 'asked' }, decision)).affected === 1;
