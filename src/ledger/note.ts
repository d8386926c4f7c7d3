/** C2SP signed notes and checkpoints (c2sp.org/signed-note, c2sp.org/tlog-checkpoint): their text and their lines. */
import { hexOf, type Sha256 } from './tree.js';

/** c2sp.org/signed-note, signature types: the one for Ed25519. */
export const ed25519Type = 0x01;
/** Timestamped cosignatures by witnesses (c2sp.org/tlog-cosignature). */
export const cosignatureType = 0x04;
/** For what has no number of its own; the key then begins with a longer name. */
export const otherType = 0xff;
export const sm2IdPrefix = 'sm2-sm3-1234567812345678';

export interface Checkpoint {
  readonly origin: string;
  /** number of entries covered */
  readonly size: number;
  readonly root: Uint8Array;
}

/** A tree that was signed, as it is written down. */
export interface SignedTree {
  readonly size: number;
  /** base64 */
  readonly root: string;
}

export interface NoteSignature {
  readonly name: string;
  /** 4 bytes, hex */
  readonly keyId: string;
  readonly signature: Uint8Array;
}

export interface Note {
  /** ends with a newline; it is these bytes that are signed */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** @param publicKey 32 bytes */
export interface NoteKey {
  readonly name: string;
  readonly publicKey: Uint8Array;
}

export type SignBytes = (message: Uint8Array) => Uint8Array;
export type VerifyEd25519 = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;

const utf8 = new TextEncoder();
const emDash = '\u2014';

/** A court's first ledger; a later one, begun after a loss, bears its number. */
export const originOf = (court: string, ledger = 1): string =>
  `courthouse/${court}${ledger === 1 ? '' : `/${ledger}`}`;

export const ledgerNumberOf = (origin: string): number => Number(origin.split('/')[2] ?? 1);

export const checkpointText = (checkpoint: Checkpoint): string =>
  `${checkpoint.origin}\n${checkpoint.size}\n${toBase64(checkpoint.root)}\n`;

/** @throws TypeError where the text is no checkpoint */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin, size, root] = text.split('\n');
  if (origin === undefined || origin === '' || size === undefined || root === undefined)
    throw new TypeError('a checkpoint has three lines');
  if (!/^(0|[1-9][0-9]{0,14})$/.test(size)) throw new TypeError('a checkpoint without a size');
  const hash = fromBase64(root);
  if (hash.length !== 32) throw new TypeError('a checkpoint without a root');
  return { origin, size: Number(size), root: hash };
}

/** The first four bytes of SHA-256(name ‖ 0x0A ‖ type ‖ public key). */
export function keyIdOf(key: NoteKey, sha256: Sha256, type: number = ed25519Type): Uint8Array {
  return sha256(concat(utf8.encode(`${key.name}\n`), Uint8Array.of(type), key.publicKey)).slice(0, 4);
}

/** `— name base64(key id ‖ signature)` and a newline. */
export function signatureLine(
  text: string,
  key: NoteKey,
  sign: SignBytes,
  sha256: Sha256,
  type: number = ed25519Type,
): string {
  if (!/^[^\s+]+$/u.test(key.name)) throw new TypeError('a key name has no space and no plus');
  const signed = concat(keyIdOf(key, sha256, type), sign(utf8.encode(text)));
  return `${emDash} ${key.name} ${toBase64(signed)}\n`;
}

/**
 * The whole note.
 * @param text ends with a newline
 * @param lines what `signatureLine` gives, the court's Ed25519 line first
 */
export function noteText(text: string, lines: readonly string[]): string {
  if (!isNoteText(text))
    throw new TypeError('the text of a note ends with a newline and has no control characters');
  return `${text}\n${lines.join('')}`;
}

/** @throws TypeError where it is not a note: no signature, a broken line, no canonical base64 */
export function parseNote(note: string): Note {
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n'))
    throw new TypeError('a note has a text, an empty line and signatures');
  const text = note.slice(0, split + 1);
  if (!isNoteText(text)) throw new TypeError('a note with control characters');
  const signatures = note
    .slice(split + 2, -1)
    .split('\n')
    .map(parseSignature);
  return { text, signatures };
}

function parseSignature(line: string): NoteSignature {
  const found = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/=]+)$/u.exec(line);
  if (found?.[1] === undefined || found[2] === undefined) throw new TypeError('a broken signature line');
  const bytes = fromBase64(found[2]);
  if (bytes.length < 5) throw new TypeError('a signature line without a signature');
  return { name: found[1], keyId: hexOf(bytes.slice(0, 4)), signature: bytes.slice(4) };
}

/** True where the note bears a good Ed25519 signature by `key`; lines of others are passed over. */
export function verifyNote(note: Note, key: NoteKey, verify: VerifyEd25519, sha256: Sha256): boolean {
  const keyId = hexOf(keyIdOf(key, sha256));
  const own = note.signatures.filter((line) => line.name === key.name && line.keyId === keyId);
  return own.length > 0 && own.every((line) => verify(key.publicKey, utf8.encode(note.text), line.signature));
}

function isNoteText(text: string): boolean {
  if (text === '' || !text.endsWith('\n') || !text.isWellFormed()) return false;
  for (const character of text) {
    if (character < ' ' && character !== '\n') return false;
  }
  return true;
}

export const toBase64 = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));

/** @throws TypeError for anything but the one canonical form with padding */
export function fromBase64(text: string): Uint8Array {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) throw new TypeError('not base64');
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  if (toBase64(bytes) !== text) throw new TypeError('not canonical base64');
  return bytes;
}

function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
