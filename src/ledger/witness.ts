/** Witnesses outside the court: their keys, and what their cosignatures say (c2sp.org/tlog-cosignature). */
import type { Instant } from '../kernel/clock.js';
import { invalid } from '../kernel/errors.js';
import type { LedgerLoss } from './beginning.js';
import {
  cosignatureType,
  fromBase64,
  keyIdOf,
  parseCheckpoint,
  parseNote,
  toBase64,
  verifyNote,
  type Checkpoint,
  type Note,
  type NoteKey,
  type VerifyEd25519,
} from './note.js';
import { bytesOfHex, hexOf, type Sha256 } from './tree.js';

export interface Witness extends NoteKey {
  /** where it takes checkpoints (c2sp.org/tlog-witness); without one it comes and fetches them */
  readonly url?: string;
}

export interface Cosignature {
  readonly witness: string;
  readonly at: Instant;
  /** the line of the note, with its newline */
  readonly line: string;
}

/** Somebody else saw this ledger otherwise. */
export interface LedgerContradiction {
  readonly found: 'shorter' | 'forked';
  /** entries now */
  readonly here: number;
  /** entries that were signed or witnessed before */
  readonly known: number;
  /** `signer`, or the name of the witness */
  readonly by: string;
}

/** What is kept of it: the tree, and the note that says so, which is the evidence. */
export interface SeenOtherwise extends LedgerContradiction {
  readonly root?: string;
  readonly note?: string;
}

/** How the ledger stands with those who saw it. */
export interface LedgerStanding {
  readonly contradictions: readonly LedgerContradiction[];
  /** what two people acknowledged as lost, oldest first: the ledger went on under another name each time */
  readonly losses: readonly LedgerLoss[];
  /** no checkpoint could be signed since then */
  readonly unsignedSince?: Instant;
}

export interface Checks {
  readonly verify: VerifyEd25519;
  readonly sha256: Sha256;
}

const utf8 = new TextEncoder();

/**
 * The settings file: a verifier key (c2sp.org/signed-note) a line and perhaps a URL after it; `#` begins a comment.
 * @throws DomainError WITNESS_LINE_WRONG naming the line
 */
export function parseWitnesses(text: string, sha256: Sha256): Witness[] {
  return text
    .split('\n')
    .map((line, at) => ({ line: line.trim(), at: at + 1 }))
    .filter(({ line }) => line !== '' && !line.startsWith('#'))
    .map(({ line, at }) => {
      const [vkey = '', url] = line.split(/\s+/);
      const witness = parseVerifierKey(vkey, sha256);
      if (witness === undefined)
        throw invalid('WITNESS_LINE_WRONG', `line ${at} of the witnesses is no cosignature verifier key`);
      return url === undefined ? witness : { ...witness, url };
    });
}

function parseVerifierKey(vkey: string, sha256: Sha256): NoteKey | undefined {
  const [, name, keyId, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(vkey) ?? [];
  if (name === undefined || encoded === undefined) return undefined;
  try {
    const bytes = fromBase64(encoded);
    const key = { name, publicKey: bytes.slice(1) };
    const isGood =
      bytes.length === 33 &&
      bytes[0] === cosignatureType &&
      hexOf(keyIdOf(key, sha256, cosignatureType)) === keyId;
    return isGood ? key : undefined;
  } catch {
    return undefined;
  }
}

export function verifierKey(key: NoteKey, sha256: Sha256): string {
  const bytes = Uint8Array.of(cosignatureType, ...key.publicKey);
  return `${key.name}+${hexOf(keyIdOf(key, sha256, cosignatureType))}+${toBase64(bytes)}`;
}

/** What a witness signs: when it was, and the checkpoint. */
export const cosignedText = (text: string, unixSeconds: number): Uint8Array =>
  utf8.encode(`cosignature/v1\ntime ${unixSeconds}\n${text}`);

/** The good cosignatures of known witnesses on a note. @throws DomainError COSIGNATURE_WRONG where one of theirs is bad */
export function cosignaturesOn(note: Note, witnesses: readonly Witness[], checks: Checks): Cosignature[] {
  return witnesses.flatMap((witness) => {
    const keyId = hexOf(keyIdOf(witness, checks.sha256, cosignatureType));
    return note.signatures
      .filter((line) => line.name === witness.name && line.keyId === keyId)
      .map(({ signature }) => {
        const seconds = secondsOf(signature);
        const isGood =
          signature.length === 72 &&
          checks.verify(witness.publicKey, cosignedText(note.text, seconds), signature.slice(8));
        if (!isGood)
          throw invalid(
            'COSIGNATURE_WRONG',
            `the cosignature by ${witness.name} does not fit the checkpoint`,
          );
        const bytes = Uint8Array.of(...bytesOfHex(keyId), ...signature);
        return {
          witness: witness.name,
          at: new Date(seconds * 1000).toISOString(),
          line: `\u2014 ${witness.name} ${toBase64(bytes)}\n`,
        };
      });
  });
}

/** 64 bits, big-endian; what lies beyond a date that a computer knows is no time. */
function secondsOf(signature: Uint8Array): number {
  const seconds = signature.slice(0, 8).reduce((value, byte) => value * 256 + byte, 0);
  return seconds <= 8_640_000_000_000 ? seconds : 0;
}

/**
 * A checkpoint that a witness hands in: signed by one of the court's keys and by at least one known witness.
 * @throws DomainError COSIGNATURE_WRONG
 */
export function cosignedCheckpoint(
  text: string,
  courtKeys: readonly NoteKey[],
  witnesses: readonly Witness[],
  checks: Checks,
): { readonly checkpoint: Checkpoint; readonly cosignatures: readonly Cosignature[] } {
  const wrong = (why: string): Error => invalid('COSIGNATURE_WRONG', why);
  let note: Note;
  let checkpoint: Checkpoint;
  try {
    note = parseNote(text);
    checkpoint = parseCheckpoint(note.text);
  } catch {
    throw wrong('this is no signed checkpoint');
  }
  if (
    !courtKeys.some(
      (key) => key.name === checkpoint.origin && verifyNote(note, key, checks.verify, checks.sha256),
    )
  )
    throw wrong('the checkpoint is not signed by a ledger key of this court');
  const cosignatures = cosignaturesOn(note, witnesses, checks);
  if (cosignatures.length === 0)
    throw wrong('the checkpoint bears no cosignature by a witness of this court');
  return { checkpoint, cosignatures };
}
