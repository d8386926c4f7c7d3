/** Gathers for entries what shows that the signer signed them, and how its keys followed each other. */
import type { Tables } from '../storage/entity.js';
import type { Asking } from '../storage/unit.js';
import type { Attested } from './attested.js';
import { allKeys, KeyTable, newestCheckpoint, type KeyRow } from './checkpoints.store.js';
import { entriesAbout, storedEntry, type EntryRow } from './ledger.store.js';
import { toBase64 } from './note.js';
import { inclusionOf } from './proofs.service.js';

/** What a connection for these questions must know of. */
export const attestedTables = [KeyTable] as Tables;

export async function attested(
  asking: Asking,
  { seq, bytes }: Pick<EntryRow, 'seq' | 'bytes'>,
): Promise<Attested> {
  const entry = toBase64(bytes);
  const newest = await newestCheckpoint(asking);
  if (newest === undefined || newest.size < seq) return { entry };
  const { size, note } = newest;
  const { index, hashes } = await inclusionOf(asking, size, { entry: seq, size });
  return { entry, proof: { index, hashes, note } };
}

/** The entries of one type about a subject. */
export const entriesOfType = async (
  asking: Asking,
  type: string,
  subject: { readonly kind: string; readonly id: string },
): Promise<EntryRow[]> => (await entriesAbout(asking, [subject])).filter((row) => row.type === type);

/** The key in use, and the statements by which each key introduced the next, oldest first. */
export async function signingKeys(
  asking: Asking,
  court: string,
): Promise<{ readonly inUse: KeyRow | undefined; readonly statements: readonly string[] }> {
  const [inUse] = (await allKeys(asking)).filter(({ kind }) => kind === 'ledger');
  const statements = (await entriesAbout(asking, [{ kind: 'ledger', id: court }]))
    .filter(({ type }) => type === 'ledger.key-succeeded' || type === 'ledger.begun-anew')
    .map((row) => storedEntry(row).data)
    .map(({ succession, statement }) => succession ?? statement)
    .filter((one) => typeof one === 'string');
  return { inUse, statements };
}
