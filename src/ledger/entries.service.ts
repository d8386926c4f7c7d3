/** Reads the ledger back: entries as bytes, and as facts joined with their words. */
import { Injectable } from '@nestjs/common';
import type { Actor, Subject } from '../kernel/actor.js';
import type { Instant } from '../kernel/clock.js';
import { Reader } from '../storage/reader.js';
import type { Asking, RecordedFact } from '../storage/unit.js';
import {
  entriesAbout,
  entriesFrom,
  forgetWord,
  lastEntriesAbout,
  storedEntry,
  textsOf,
  wordsOf,
  type EntryRow,
  type WordRow,
} from './ledger.store.js';
import { joined } from './words.js';

/** A fact on disk, its words with their texts and scopes. */
export interface KeptFact {
  readonly seq: number;
  readonly type: string;
  readonly at: Instant;
  readonly by: Actor;
  readonly subject: Subject;
  readonly data: Record<string, unknown>;
}

/** What was recorded a moment ago, in the shape of what is read back. */
export const keptFact = (fact: RecordedFact): KeptFact => ({
  seq: fact.seq,
  type: fact.type,
  at: fact.at,
  by: fact.by,
  subject: fact.subject,
  data: joined(definedOnly(fact.data), () => undefined) as Record<string, unknown>,
});

function definedOnly(data: object): object {
  const entries = Object.entries(data);
  const defined = entries.filter(([, value]) => value !== undefined);
  return defined.length === entries.length ? data : Object.fromEntries(defined);
}

@Injectable()
export class Entries {
  constructor(private readonly reader: Reader) {}

  /** The exact rows from number `from` on. */
  rowsFrom(from: number, limit: number): Promise<EntryRow[]> {
    return entriesFrom(this.reader, from, limit);
  }

  rowsAbout(subjects: readonly Subject[]): Promise<EntryRow[]> {
    return entriesAbout(this.reader, subjects);
  }

  async from(from: number, limit: number): Promise<KeptFact[]> {
    return this.#facts(await entriesFrom(this.reader, from, limit));
  }

  /** The timeline of some subjects: all facts about them, in order. */
  async about(subjects: readonly Subject[]): Promise<KeptFact[]> {
    return this.#facts(await entriesAbout(this.reader, subjects));
  }

  /** The newest facts about a subject, the newest first. */
  async lastAbout(subject: Subject, limit: number): Promise<KeptFact[]> {
    return this.#facts(await lastEntriesAbout(this.reader, subject, limit));
  }

  /** One fact, read in a transaction or outside. */
  async one(seq: number, asking: Asking = this.reader): Promise<KeptFact | undefined> {
    return (await this.#facts(await entriesFrom(asking, seq, 1), asking)).find((fact) => fact.seq === seq);
  }

  /** Words with salts, for a packet that discloses them. */
  wordsOf(seqs: readonly number[]): Promise<WordRow[]> {
    return wordsOf(this.reader, seqs);
  }

  /** The word at a JSON Pointer of an entry's data. */
  async wordAt(unit: Asking, seq: number, path: string): Promise<WordRow | undefined> {
    return (await wordsOf(unit, [seq])).find((word) => word.path === path);
  }

  /** Deletes the text and the salt of a word, wherever it stands; its hash stays. */
  forget(unit: Asking, word: string): Promise<unknown> {
    return forgetWord(unit, word);
  }

  /** Any document that holds words (a row of a feature), joined with their texts. */
  async joined<Document>(documents: Document, asking: Asking = this.reader): Promise<Document> {
    const texts = await textsOf(asking, [...hexesIn(documents)]);
    return joined(documents, (word) => texts.get(word)) as Document;
  }

  async #facts(rows: readonly EntryRow[], asking: Asking = this.reader): Promise<KeptFact[]> {
    return this.joined(
      rows
        .map((row) => storedEntry(row))
        .map(({ seq, type, at, by, subject, data }) => ({ seq, type, at, by, subject, data })),
      asking,
    );
  }
}

function hexesIn(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value !== 'object' || value === null) return found;
  if ('word' in value && typeof value.word === 'string' && Object.keys(value).length === 1)
    return found.add(value.word);
  for (const inner of Object.values(value)) hexesIn(inner, found);
  return found;
}
