/** The rows of the persons involved: who they are is sealed, the two hashes find by exact match alone. */
import { json, key, present, table, text } from '../storage/entity.js';
import type { Asking } from '../storage/unit.js';
import type { InvolvedItem } from './involved.js';

export interface InvolvedRow extends Omit<InvolvedItem, 'repeats'> {
  readonly sealed: string;
  readonly nameHash: string;
  readonly numberHash?: string;
}

export const InvolvedTable = table<InvolvedRow>('involved', {
  id: key,
  incident: text,
  role: text,
  about: json,
  sealed: text,
  nameHash: text,
  numberHash: text,
  at: text,
  by: json,
});

export const insertInvolved = (asking: Asking, row: InvolvedRow): Promise<unknown> =>
  asking.rows(InvolvedTable).insert(row);

export async function involvedWith(asking: Asking, id: string): Promise<InvolvedRow | undefined> {
  const row = await asking.rows(InvolvedTable).findOneBy({ id });
  return row === null ? undefined : present(row);
}

export const involvedIn = async (asking: Asking, incidents: readonly string[]): Promise<InvolvedRow[]> =>
  (
    await asking
      .rows(InvolvedTable)
      .find({ where: incidents.map((incident) => ({ incident })), order: { id: 'ASC' } })
  ).map(present);

export const involvedBy = async (
  asking: Asking,
  hash: { readonly nameHash: string } | { readonly numberHash: string },
): Promise<InvolvedRow[]> =>
  (await asking.rows(InvolvedTable).find({ where: hash, order: { id: 'ASC' }, take: 200 })).map(present);
