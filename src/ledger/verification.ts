/** Reading the whole ledger again: each entry's number, bytes and link to the one before it, and the tree over all of them. Pure. */
import type { Instant } from '../kernel/clock.js';
import { firstPrev } from './entry.js';
import { append, emptyFrontier, hexOf, leafHash, type Frontier, type Sha256 } from './tree.js';

export interface LedgerFault {
  /** the first entry at which it shows */
  readonly entry: number;
  /** `gap` its number, `bytes` not those that were hashed, `chain` follows another, `tree` not what was signed */
  readonly what: 'gap' | 'bytes' | 'chain' | 'tree';
}

export interface Verification {
  readonly state: 'never' | 'running' | 'sound' | 'broken' | 'stopped';
  readonly startedAt?: Instant;
  readonly endedAt?: Instant;
  /** entries read so far, of so many */
  readonly checked: number;
  readonly of: number;
  readonly fault?: LedgerFault;
}

export interface Read {
  readonly prev: string;
  readonly frontier: Frontier;
}
export const nothingRead: Read = { prev: firstPrev, frontier: emptyFrontier };

interface Row {
  readonly seq: number;
  readonly leaf: string;
  readonly bytes: Uint8Array;
}

/** @returns how far one is with that entry, or what is wrong with it */
export function readOn({ prev, frontier }: Read, row: Row, sha256: Sha256): Read | LedgerFault {
  const entry = frontier.size + 1;
  if (row.seq !== entry) return { entry, what: 'gap' };
  const hash = leafHash(row.bytes, sha256);
  const said = JSON.parse(new TextDecoder().decode(row.bytes)) as { seq: number; prev: string };
  if (hexOf(hash) !== row.leaf || said.seq !== entry) return { entry, what: 'bytes' };
  if (said.prev !== prev) return { entry, what: 'chain' };
  return { prev: row.leaf, frontier: append(frontier, hash, sha256) };
}
