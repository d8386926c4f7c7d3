/** The rows of the ledger: entries, the words beside them, and the subtrees that proofs are made of. */
import type { Actor, Subject } from '../kernel/actor.js';
import type { Instant } from '../kernel/clock.js';
import type { Asking } from '../storage/unit.js';
import { bytesOfHex } from './tree.js';
import type { KeptWord, WordScope } from './words.js';

export interface EntryRow {
  readonly seq: number;
  readonly type: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly leaf: string;
  readonly bytes: Uint8Array;
}

export interface WordRow {
  readonly seq: number;
  readonly path: string;
  readonly word: string;
  readonly salt: string | null;
  readonly text: string | null;
  readonly scope: WordScope;
}

/** An entry as it was written, parsed. */
export interface StoredEntry {
  readonly seq: number;
  readonly type: string;
  readonly at: Instant;
  readonly by: Actor;
  readonly subject: Subject;
  readonly data: Record<string, unknown>;
}

const columns = '"seq", "type", "subjectKind", "subjectId", "leaf", "bytes"';

/** As many rows in one statement as keep the number of different statements small. */
const mostRows = 32;

export async function insertEntries(asking: Asking, rows: readonly EntryRow[]): Promise<void> {
  for (let at = 0; at < rows.length; at += mostRows) {
    const some = rows.slice(at, at + mostRows);
    await asking.query(
      `INSERT INTO "entries" (${columns}) VALUES ${some.map(() => '(?, ?, ?, ?, ?, ?)').join(', ')}`,
      some.flatMap(({ seq, type, subjectKind, subjectId, leaf, bytes }) => [
        seq,
        type,
        subjectKind,
        subjectId,
        leaf,
        Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
      ]),
    );
  }
}

export const insertWord = (asking: Asking, row: WordRow): Promise<unknown> =>
  asking.query(
    'INSERT INTO "words" ("seq", "path", "word", "salt", "text", "scope") VALUES (?, ?, ?, ?, ?, ?)',
    [row.seq, row.path, row.word, row.salt, row.text, row.scope],
  );

export const insertSubtree = (asking: Asking, level: number, index: number, hash: string): Promise<unknown> =>
  asking.query('INSERT INTO "subtrees" ("level", "index", "hash") VALUES (?, ?, ?)', [level, index, hash]);

export async function lastEntry(asking: Asking): Promise<EntryRow | undefined> {
  const rows = await asking.query<EntryRow>(`SELECT ${columns} FROM "entries" ORDER BY "seq" DESC LIMIT 1`);
  return rows[0];
}

/** Entries with numbers from `from` on, in order. */
export const entriesFrom = (asking: Asking, from: number, limit: number): Promise<EntryRow[]> =>
  asking.query<EntryRow>(`SELECT ${columns} FROM "entries" WHERE "seq" >= ? ORDER BY "seq" LIMIT ?`, [
    from,
    limit,
  ]);

// SQLite's limit on the depth of an expression is 1000, and an alarm pressed in panic has more presses than that.
const mostSubjects = 300;

/** All entries about the given subjects, in order. */
export async function entriesAbout(asking: Asking, subjects: readonly Subject[]): Promise<EntryRow[]> {
  const found: EntryRow[] = [];
  for (let at = 0; at < subjects.length; at += mostSubjects) {
    const some = subjects.slice(at, at + mostSubjects);
    const which = some.map(() => '("subjectKind" = ? AND "subjectId" = ?)').join(' OR ');
    const rows = await asking.query<EntryRow>(
      `SELECT ${columns} FROM "entries" WHERE ${which} ORDER BY "seq"`,
      some.flatMap((subject) => [subject.kind, subject.id]),
    );
    found.push(...rows);
  }
  return subjects.length <= mostSubjects ? found : found.toSorted((a, b) => a.seq - b.seq);
}

/** The newest entries about one subject, the newest first. */
export const lastEntriesAbout = (asking: Asking, { kind, id }: Subject, limit: number): Promise<EntryRow[]> =>
  asking.query<EntryRow>(
    `SELECT ${columns} FROM "entries" WHERE "subjectKind" = ? AND "subjectId" = ? ORDER BY "seq" DESC LIMIT ?`,
    [kind, id, limit],
  );

const mostWords = 400;

export async function wordsOf(asking: Asking, seqs: readonly number[]): Promise<WordRow[]> {
  const found: WordRow[] = [];
  for (let at = 0; at < seqs.length; at += mostWords) {
    const some = seqs.slice(at, at + mostWords);
    const rows = await asking.query<WordRow>(
      `SELECT "seq", "path", "word", "salt", "text", "scope" FROM "words" WHERE "seq" IN (${some.map(() => '?').join(', ')})`,
      some,
    );
    found.push(...rows);
  }
  return found;
}

export const forgetWord = (asking: Asking, word: string): Promise<unknown> =>
  asking.query('UPDATE "words" SET "text" = NULL, "salt" = NULL WHERE "word" = ?', [word]);

/** The texts behind words, by their hex. */
export async function textsOf(asking: Asking, words: readonly string[]): Promise<Map<string, KeptWord>> {
  const found = new Map<string, KeptWord>();
  for (let at = 0; at < words.length; at += mostWords) {
    const some = words.slice(at, at + mostWords);
    const rows = await asking.query<WordRow>(
      `SELECT "word", "text", "scope" FROM "words" WHERE "word" IN (${some.map(() => '?').join(', ')})`,
      some,
    );
    for (const row of rows) {
      found.set(
        row.word,
        row.text === null ? { word: row.word } : { word: row.word, text: row.text, scope: row.scope },
      );
    }
  }
  return found;
}

export const storedEntry = (row: EntryRow): StoredEntry =>
  JSON.parse(Buffer.from(row.bytes).toString('utf8')) as StoredEntry;

/** Subtrees of 256^k leaves are kept; every other node of the tree is at most 128 hashes away. */
export const keptLevel = 8;

/** Reads the root of any complete subtree, from the kept ones below it. */
export async function nodeHashes(asking: Asking, level: number, index: number): Promise<Uint8Array[]> {
  const base = level - (level % keptLevel);
  const width = 2 ** (level - base);
  const from = index * width;
  const rows =
    base === 0
      ? await asking.query<{ hash: string }>(
          'SELECT "leaf" AS "hash" FROM "entries" WHERE "seq" > ? AND "seq" <= ? ORDER BY "seq"',
          [from, from + width],
        )
      : await asking.query<{ hash: string }>(
          'SELECT "hash" FROM "subtrees" WHERE "level" = ? AND "index" >= ? AND "index" < ? ORDER BY "index"',
          [base, from, from + width],
        );
  return rows.map((row) => bytesOfHex(row.hash));
}

export async function cursorOf(asking: Asking, follower: string): Promise<number> {
  const rows = await asking.query<{ cursor: number }>('SELECT "cursor" FROM "followers" WHERE "name" = ?', [
    follower,
  ]);
  return rows[0]?.cursor ?? 0;
}

export const keepCursor = (asking: Asking, follower: string, cursor: number): Promise<unknown> =>
  asking.query(
    'INSERT INTO "followers" ("name", "cursor") VALUES (?, ?) ON CONFLICT ("name") DO UPDATE SET "cursor" = excluded."cursor"',
    [follower, cursor],
  );

export interface DueReaction {
  readonly reaction: string;
  readonly fact: number;
  readonly attempts: number;
}

export const oweReaction = (
  asking: Asking,
  reaction: string,
  fact: number,
  dueAt: Instant,
): Promise<unknown> =>
  asking.query('INSERT INTO "reactionsOwed" ("reaction", "fact", "attempts", "dueAt") VALUES (?, ?, 0, ?)', [
    reaction,
    fact,
    dueAt,
  ]);

/** @param latest the last instant that one put off just now could be due at: what is due later was put off by a clock since set back */
export const reactionsOwed = (asking: Asking, now: Instant, latest: Instant): Promise<DueReaction[]> =>
  asking.query<DueReaction>(
    'SELECT "reaction", "fact", "attempts" FROM "reactionsOwed" WHERE "dueAt" <= ? OR "dueAt" > ? ORDER BY "fact" LIMIT 50',
    [now, latest],
  );

export const settleReaction = (asking: Asking, owed: DueReaction): Promise<unknown> =>
  asking.query('DELETE FROM "reactionsOwed" WHERE "reaction" = ? AND "fact" = ?', [owed.reaction, owed.fact]);

export const delayReaction = (asking: Asking, owed: DueReaction, dueAt: Instant): Promise<unknown> =>
  asking.query(
    'UPDATE "reactionsOwed" SET "attempts" = "attempts" + 1, "dueAt" = ? WHERE "reaction" = ? AND "fact" = ?',
    [dueAt, owed.reaction, owed.fact],
  );
