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
}

/** A word as the server holds it: with its text, unless that was taken away, and with who may read it. */
export interface KeptWord {
  readonly word: string;
  readonly text?: string;
  readonly scope?: WordScope;
}

/** Every fresh word in `data` with its JSON Pointer. */
export function freshWordsIn(
  data: unknown,
  path = '/data',
): { readonly path: string; readonly fresh: FreshWord }[] {
  if (typeof data !== 'object' || data === null) return [];
  if (data instanceof FreshWord) return [{ path, fresh: data }];
  return Object.entries(data).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null
      ? freshWordsIn(value, `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)
      : [],
  );
}

/** `data` with each word joined with its text and scope. */
export function joined(data: unknown, textOf: (word: string) => KeptWord | undefined): unknown {
  if (typeof data !== 'object' || data === null) return data;
  if (data instanceof FreshWord) return { word: data.word, text: data.secret.text, scope: data.secret.scope };
  if (Array.isArray(data)) return data.map((value) => joined(value, textOf));
  const entries = Object.entries(data);
  const only = entries.length === 1 ? entries[0] : undefined;
  if (only?.[0] === 'word' && typeof only[1] === 'string') return textOf(only[1]) ?? data;
  return Object.fromEntries(entries.map(([key, value]) => [key, joined(value, textOf)]));
}
