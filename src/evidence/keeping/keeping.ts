/** The keeper's rules: when kept bytes may go, and what it tells the console. Pure. */
import { isAttested, type Attested } from '../../ledger/attested.js';
import { fromBase64, type NoteKey } from '../../ledger/note.js';
import type { Checks } from '../../ledger/witness.js';
import type { RefusedCall } from './audit-log.js';

/** As `Blobs` has them. */
export const shelves = ['blobs', 'quarantine'] as const;
export type KeptShelf = (typeof shelves)[number];

/** An exhibit that has, or had, some bytes. */
export interface Owner {
  readonly id: string;
  /** the entry that says that it was deleted */
  readonly deletion?: Attested;
}

/** What the database says, read by the console's own user; only what the signer signed is believed. */
export interface Answers {
  /** the key in use; the public key is base64 */
  readonly key?: { readonly name: string; readonly publicKey: string };
  readonly statements: readonly string[];
  /** by SHA-256 */
  readonly owners: Readonly<Record<string, readonly Owner[]>>;
}

/**
 * Whether bytes whose name is gone may go: `yes` where every exhibit of them was deleted by two people under a signed
 * checkpoint, `not-yet` where only the signature is still to come.
 */
export function mayGo(
  sha256: string,
  owners: readonly Owner[],
  key: NoteKey | undefined,
  checks: Checks,
): 'yes' | 'not-yet' | 'no' {
  const each = owners.map(({ id, deletion }) => {
    if (deletion === undefined || !isDeletionOf(id, sha256, deletion)) return 'no';
    if (deletion.proof === undefined) return 'not-yet';
    return key !== undefined && isAttested(deletion, key, checks) ? 'yes' : 'no';
  });
  if (each.length === 0 || each.includes('no')) return 'no';
  return each.includes('not-yet') ? 'not-yet' : 'yes';
}

interface DeletionEntry {
  readonly type: string;
  readonly by: { readonly kind: string; readonly id: string };
  readonly subject: { readonly kind: string; readonly id: string };
  readonly data: { readonly sha256: string; readonly asked: { readonly by: DeletionEntry['by'] } };
}

function isDeletionOf(id: string, sha256: string, { entry }: Attested): boolean {
  try {
    const { type, by, subject, data } = JSON.parse(
      new TextDecoder().decode(fromBase64(entry)),
    ) as DeletionEntry;
    const isOfTwo = [by, data.asked.by].every(({ kind }) => kind === 'person') && by.id !== data.asked.by.id;
    return (
      type === 'evidence.deleted' &&
      subject.kind === 'evidence' &&
      subject.id === id &&
      data.sha256 === sha256 &&
      isOfTwo
    );
  } catch {
    return false;
  }
}

/** What was found where a kept file's name should be, and that it was put back. */
export interface PutBack {
  readonly at: string;
  readonly shelf: KeptShelf;
  readonly sha256: string;
  readonly found: 'gone' | 'changed';
}

export type Told = PutBack | RefusedCall;

/** The file of the keeper's folder that the console reads: one JSON document a line, only ever added to. */
export const toldFile = 'told.jsonl';
/** How long a name may be away while the signature under its deletion is still to come. */
export const waitsMs = 15 * 60_000;
