/** Joins words with their texts for who may read them, and only with their hashes for who may not. Pure. */
import type { Permission } from './permission.js';

export interface Reading {
  readonly permissions: ReadonlySet<Permission>;
  /** of the court's own house, not of the police */
  readonly isOfHouse: boolean;
}

/** What was shared with a viewer of another house, as of now. */
export interface Granting {
  has(subject: string): boolean;
}

interface ScopedWord {
  readonly word: string;
  readonly text?: string;
  readonly scope?: string;
}

/** @returns a copy of `value` whose words are `{word, text}` or `{word}`; what is no plain JSON stays as it is */
export function readableBy<T>(value: T, reading: Reading): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((inner: unknown) => readableBy(inner, reading)) as T;
  if (!isPlain(value)) return value;
  if (isScopedWord(value)) return readableWord(value, reading) as T;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, readableBy(inner as unknown, reading)]),
  ) as T;
}

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

/** Scopes that not everybody of the house may read. */
const keepersOf: Readonly<Record<string, readonly Permission[] | undefined>> = {
  access: ['ledger:read', 'people:manage'],
  watch: ['watch:read'],
  sealed: ['interference:read'],
};

function readableWord({ word, text, scope }: ScopedWord, { permissions, isOfHouse }: Reading): ScopedWord {
  const keepers = keepersOf[scope ?? ''];
  const may =
    keepers === undefined
      ? scope === 'shared' || isOfHouse
      : keepers.some((permission) => permissions.has(permission));
  return may && text !== undefined ? { word, text } : { word };
}

/** By its hash: the API's own document describes words under the same names. */
const isScopedWord = (value: object): value is ScopedWord =>
  'scope' in value && 'word' in value && typeof value.word === 'string';
