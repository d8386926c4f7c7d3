/** Proofs over the ledger as it stands on disk (contracts.md 3). */
import { invalid } from '../kernel/errors.js';
import type { Asking } from '../storage/unit.js';
import { sha256, treeNode } from './ledger.service.js';
import { entriesFrom } from './ledger.store.js';
import { toBase64 } from './note.js';
import { consistencyProof, inclusionProof } from './tree.js';

export interface EntryProof {
  readonly entry: number;
  readonly size: number;
  readonly index: number;
  readonly leaf: string;
  readonly hashes: readonly string[];
}

export interface ConsistencyProof {
  readonly from: number;
  readonly to: number;
  readonly hashes: readonly string[];
}

export const consistencyOf = (asking: Asking, from: number, to: number): Promise<Uint8Array[]> =>
  consistencyProof(from, to, (level, index) => treeNode(asking, level, index), sha256);

/** @param head how many entries there are @throws DomainError NO_SUCH_TREES */
export async function consistencyBetween(
  asking: Asking,
  head: number,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<ConsistencyProof> {
  if (from < 1 || from > to || to > head)
    throw invalid('NO_SUCH_TREES', `the ledger has ${head} entries; 1 <= from <= to <= that`);
  return { from, to, hashes: (await consistencyOf(asking, from, to)).map(toBase64) };
}

/** @param head how many entries there are @throws DomainError NO_SUCH_ENTRY */
export async function inclusionOf(
  asking: Asking,
  head: number,
  { entry, size }: { readonly entry: number; readonly size: number },
): Promise<EntryProof> {
  if (entry < 1 || entry > size || size > head)
    throw invalid('NO_SUCH_ENTRY', `the ledger has ${head} entries; 1 <= entry <= size <= that`);
  const [row] = await entriesFrom(asking, entry, 1);
  const hashes = await inclusionProof(
    entry - 1,
    size,
    (level, index) => treeNode(asking, level, index),
    sha256,
  );
  return { entry, size, index: entry - 1, leaf: row?.leaf ?? '', hashes: hashes.map(toBase64) };
}
