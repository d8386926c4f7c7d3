/** One entry of a court's ledger: its exact bytes, its leaf, and the salted words it holds (contracts.md 2). */
import type { Actor, Subject } from '../kernel/actor.js';
import { canonical, type Json } from '../kernel/canonical.js';
import type { Instant } from '../kernel/clock.js';
import { hexOf, leafHash, type Sha256 } from './tree.js';

/** What people wrote or are called stands in an entry only as the hash of a salt and the text. */
export type Word = { readonly word: string };

export interface EntryFields {
  readonly court: string;
  /** 1 for the first entry of a court, then without a gap */
  readonly seq: number;
  readonly at: Instant;
  readonly type: string;
  readonly by: Actor;
  readonly subject: Subject;
  readonly data: { readonly [key: string]: Json | undefined };
  /** leaf of the entry before, hex; `firstPrev` for the first */
  readonly prev: string;
}

export interface EncodedEntry {
  /** RFC 8785 canonical JSON, UTF-8: what is stored, hashed and handed over, byte for byte */
  readonly bytes: Uint8Array;
  /** SHA-256(0x00 ‖ bytes), hex (RFC 9162 2.1.1) */
  readonly leaf: string;
  /** the same, as the tree takes it */
  readonly leafBytes: Uint8Array;
}

export const firstPrev = '0'.repeat(64);

const utf8 = new TextEncoder();

/** @throws TypeError where a value has no canonical form (a number that is not finite, a lone surrogate) */
export function encodeEntry(fields: EntryFields, sha256: Sha256): EncodedEntry {
  const { court, seq, at, type, data, prev } = fields;
  const by = { kind: fields.by.kind, id: fields.by.id };
  const subject = { kind: fields.subject.kind, id: fields.subject.id };
  const bytes = utf8.encode(canonical({ v: 1, court, seq, at, type, by, subject, data, prev }));
  const leafBytes = leafHash(bytes, sha256);
  return { bytes, leaf: hexOf(leafBytes), leafBytes };
}

export const saltBytes = 16;

/** @param salt 16 random bytes, kept beside the text and disclosed with it */
export function wordOf(salt: Uint8Array, text: string, sha256: Sha256): Word {
  if (salt.length !== saltBytes) throw new TypeError('a word is salted with 16 bytes');
  if (!text.isWellFormed()) throw new TypeError('a word must not hold a lone surrogate');
  const encoded = utf8.encode(text);
  const salted = new Uint8Array(saltBytes + encoded.length);
  salted.set(salt);
  salted.set(encoded, saltBytes);
  return { word: hexOf(sha256(salted)) };
}

export interface PlacedWord {
  /** JSON Pointer (RFC 6901) into the entry, so it starts with `/data/` */
  readonly path: string;
  readonly word: string;
}

/** Every word in an entry's `data`, in the order of its keys. */
export function wordsIn(data: Json, path = '/data'): PlacedWord[] {
  if (typeof data !== 'object' || data === null) return [];
  if (isWord(data)) return [{ path, word: data.word }];
  return Object.entries(data).flatMap(([key, value]) =>
    value === undefined ? [] : wordsIn(value, `${path}/${pointerToken(key)}`),
  );
}

export function isWord(value: unknown): value is Word {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const [only, ...others] = Object.entries(value).filter(([, member]) => member !== undefined);
  return (
    only?.[0] === 'word' &&
    others.length === 0 &&
    typeof only[1] === 'string' &&
    /^[0-9a-f]{64}$/.test(only[1])
  );
}

const pointerToken = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
