/** What the signer may sign, and what is said between it and the console. */
import { invalid, conflict, type DomainError } from '../kernel/errors.js';
import type { Instant } from '../kernel/clock.js';
import { covers, type Loss } from './beginning.js';
import {
  checkpointText,
  fromBase64,
  parseCheckpoint,
  toBase64,
  type Checkpoint,
  type SignedTree,
} from './note.js';
import { verifyConsistency, type Sha256 } from './tree.js';

/** Before the first; the signer keeps what it signed last in a file of its own. */
export const nothingSigned: SignedTree = {
  size: 0,
  root: '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
};

/** One key pair of the signer, as others see it. */
export interface SignerKeys {
  /** Ed25519, SubjectPublicKeyInfo, PEM */
  readonly pem: string;
  /** SM2; absent where this machine has no openssl that knows SM2 */
  readonly sm2Pem?: string;
  /** certificate of the P-256 key that signs packets (CMS) */
  readonly packetCertificatePem: string;
  readonly since: Instant;
}

/** What the signer is, told at first and after every signature. */
export interface SignerState {
  readonly court: string;
  readonly keys: SignerKeys;
  /** the statement, signed by the key before and by this one, that made it the court's; absent for a first key */
  readonly succession?: string;
  /** number of the ledger it signs; more than 1 after a loss */
  readonly ledger: number;
  /** the statement that began it; absent for a first one */
  readonly beginning?: string;
  readonly last: SignedTree;
  /** user id that it runs as; -1 where the system has none */
  readonly uid: number;
}

export type ToSigner = { readonly id: number } & (
  | { readonly asks: 'state' }
  | { readonly asks: 'checkpoint'; readonly text: string; readonly proof: readonly string[] }
  | { readonly asks: 'seal'; readonly text: string }
  | { readonly asks: 'sm2'; readonly text: string }
  | { readonly asks: 'cms'; readonly text: string; readonly at: Instant }
  | { readonly asks: 'successor'; readonly at: Instant }
  | { readonly asks: 'begin-anew'; readonly loss: Loss; readonly at: Instant }
);

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;
export type Question = WithoutId<ToSigner>;

export interface FromSigner {
  readonly id: number;
  readonly state?: SignerState;
  /** a whole note, or a signature in base64 */
  readonly signed?: string;
  readonly refused?: {
    readonly code: string;
    readonly kind: DomainError['kind'];
    readonly message: string;
  };
}

/**
 * The checkpoint in `text`, where it is one of this court and continues what was signed last.
 * @throws DomainError SIGNER_NOT_A_CHECKPOINT, LEDGER_SHORTER, LEDGER_FORKED
 */
export function checkpointToSign(
  { text, proof }: { readonly text: string; readonly proof: readonly string[] },
  origin: string,
  last: SignedTree,
  sha256: Sha256,
): Checkpoint {
  const checkpoint = checkpointIn(text);
  if (checkpoint === undefined || checkpoint.origin !== origin)
    throw invalid('SIGNER_NOT_A_CHECKPOINT', `the signer signs checkpoints of ${origin}, not this`);
  const before = { size: last.size, root: fromBase64(last.root) };
  if (checkpoint.size < before.size)
    throw conflict(
      'LEDGER_SHORTER',
      `a tree of ${before.size} entries was signed; this one has ${checkpoint.size}`,
      { known: last.size, here: checkpoint.size },
    );
  if (!verifyConsistency(before, checkpoint, proofIn(proof), sha256))
    throw conflict(
      'LEDGER_FORKED',
      `this tree of ${checkpoint.size} entries is not shown to continue the signed one of ${before.size}`,
      { known: last.size, here: checkpoint.size },
    );
  return checkpoint;
}

/** Exactly three lines: what stands in a fourth would be signed without being understood. */
function checkpointIn(text: string): Checkpoint | undefined {
  try {
    const checkpoint = parseCheckpoint(text);
    return checkpointText(checkpoint) === text ? checkpoint : undefined;
  } catch {
    return undefined;
  }
}

function proofIn(proof: readonly string[]): Uint8Array[] {
  try {
    return proof.map(fromBase64);
  } catch {
    throw invalid('SIGNER_NOT_A_PROOF', 'a consistency proof is a list of hashes in base64');
  }
}

const sealed = /^[0-9a-f]{64} {2}(tagmanifest-sha256\.txt|tagmanifest-sm3\.txt|signature\/[A-Za-z0-9._-]+)$/;
const tagged = /^[0-9a-f]{64} {2}(?!data\/|signature\/|tagmanifest-)[^\\\p{C}\p{Zl}\p{Zp}]+$/u;

/** A packet's seal (contracts.md 4): both tagmanifests and what lies in signature/, and nothing else. */
export const isSealText = (text: string): boolean =>
  isListOf(text, sealed) &&
  ['tagmanifest-sha256.txt', 'tagmanifest-sm3.txt'].every((name) => text.includes(`  ${name}\n`));

/** A packet's tagmanifest: no line of it could stand in a seal or a checkpoint. */
export const isTagManifest = (text: string): boolean =>
  isListOf(text, tagged) && text.includes('  bagit.txt\n');

function isListOf(text: string, line: RegExp): boolean {
  if (!text.endsWith('\n')) return false;
  const lines = text.slice(0, -1).split('\n');
  const names = lines.map((one) => one.slice(66));
  return lines.every((one) => line.test(one)) && new Set(names).size === names.length;
}

/** A new key of a court, in words that both the old one and the new one sign. */
export const successionText = (
  origin: string,
  next: { readonly key: Uint8Array; readonly sm2Key?: Uint8Array; readonly from: Instant },
): string =>
  [
    `${origin}/keys`,
    `ed25519 ${toBase64(next.key)}`,
    ...(next.sm2Key === undefined ? [] : [`sm2 ${toBase64(next.sm2Key)}`]),
    `from ${next.from}`,
    '',
  ].join('\n');

/** @throws TypeError where the text is none */
export function parseSuccession(text: string): { origin: string; key: Uint8Array; from: Instant } {
  const [head, ...lines] = text.split('\n');
  const value = (name: string): string =>
    lines.find((line) => line.startsWith(`${name} `))?.slice(name.length + 1) ?? '';
  const key = fromBase64(value('ed25519'));
  if (head?.endsWith('/keys') !== true || key.length !== 32 || value('from') === '')
    throw new TypeError('no succession of keys');
  return { origin: head.slice(0, -'/keys'.length), key, from: value('from') };
}

/**
 * A new ledger may begin only where what was signed last under the old name is told as lost or kept, and never twice.
 * @throws DomainError SIGNER_HIDES_A_LOSS
 */
export function demandTold(
  loss: Loss,
  signing: { readonly ledger: number; readonly last: SignedTree },
): void {
  const isTold = covers(loss, signing.last) && loss.kept.size <= loss.known.size;
  if (!isTold || loss.number <= signing.ledger || loss.asked === loss.approved)
    throw conflict(
      'SIGNER_HIDES_A_LOSS',
      `a tree of ${signing.last.size} entries was signed, and two people must say that it is lost`,
      { known: signing.last.size },
    );
}
