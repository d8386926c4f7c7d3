/** A word on its way into the ledger: its hash is seen by all, its text and salt only by the store beside the ledger. */
import { wordOf } from './entry.js';
import type { Sha256 } from './tree.js';

/** Who may read a word: people of the house, those with whom its incident was shared too, or the keepers of access. */
export type WordScope = 'staff' | 'shared' | 'access';

export class FreshWord {
  readonly word: string;
  readonly #text: string;
  readonly #salt: Uint8Array;
  readonly #scope: WordScope;

  constructor(text: string, scope: WordScope, salt: Uint8Array, sha256: Sha256) {
    // A lone surrogate has no UTF-8 form; what a person typed is kept with U+FFFD in its place.
    this.#text = text.toWellFormed();
    this.#salt = salt;
    this.#scope = scope;
    this.word = wordOf(salt, this.#text, sha256).word;
  }

  /** For the ledger's own store only. */
  get secret(): { readonly text: string; readonly salt: Uint8Array; readonly scope: WordScope } {
    return { text: this.#text, salt: this.#salt, scope: this.#scope };
  }

  get kept(): KeptWord {
    return { word: this.word, text: this.#text, scope: this.#scope };
  }
}

/** A word as the server holds it: with its text, unless that was taken away, and with who may read it. */
export interface KeptWord {
  readonly word: string;
  readonly text?: string;
  readonly scope?: WordScope;
}

/** A word that the ledger holds already, told once more: its hash for the entry, its text for who follows. */
export class ToldWord {
  readonly word: string;
  readonly #kept: KeptWord;

  constructor(kept: KeptWord) {
    this.word = kept.word;
    this.#kept = kept;
  }

  /** For joining only: never for the entry. */
  get kept(): KeptWord {
    return this.#kept;
  }
}

/** A document whose words were joined, fit for an entry again. */
export function toldAgain<Document>(document: Document): Document {
  if (!isObject(document)) return document;
  if (Array.isArray(document)) return document.map((inner: unknown) => toldAgain(inner)) as Document;
  if ('word' in document && typeof document.word === 'string' && 'scope' in document)
    return new ToldWord(document as unknown as KeptWord) as Document;
  return Object.fromEntries(
    Object.entries(document).map(([key, inner]) => [key, toldAgain(inner as unknown)]),
  ) as Document;
}

export interface PlacedFreshWord {
  /** JSON Pointer (RFC 6901) */
  readonly path: string;
  readonly fresh: FreshWord;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const pointerToken = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

/** Every fresh word in `data` with its place. */
export function freshWordsIn(
  data: unknown,
  path = '/data',
  found: PlacedFreshWord[] = [],
): PlacedFreshWord[] {
  if (!isObject(data)) return found;
  if (data instanceof FreshWord) {
    found.push({ path, fresh: data });
    return found;
  }
  for (const [key, value] of Object.entries(data))
    if (isObject(value)) freshWordsIn(value, `${path}/${pointerToken(key)}`, found);
  return found;
}

const isKept = (data: object): data is FreshWord | ToldWord =>
  data instanceof FreshWord || data instanceof ToldWord;

/** `data` with each word joined with its text and scope; the very same where there is nothing to join. */
export function joined(data: unknown, textOf: (word: string) => KeptWord | undefined): unknown {
  if (!isObject(data)) return data;
  if (isKept(data)) return data.kept;
  if (Array.isArray(data)) return data.map((value) => joined(value, textOf));
  const entries = Object.entries(data);
  const only = entries.length === 1 ? entries[0] : undefined;
  if (only?.[0] === 'word' && typeof only[1] === 'string') return textOf(only[1]) ?? data;
  if (!entries.some(([, value]) => isObject(value))) return data;
  return Object.fromEntries(
    entries.map(([key, value]) => [key, isObject(value) ? joined(value, textOf) : value]),
  );
}
