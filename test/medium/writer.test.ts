import { describe, expect, it } from '@jest/globals';
import { theSystem } from '../../src/kernel/actor.js';
import { sha256, word } from '../../src/ledger/ledger.service.js';
import { bytesOfHex, hexOf, leafHash, rootOf } from '../../src/ledger/tree.js';
import type { NewFact } from '../../src/storage/unit.js';
import { openLedger, withLedger } from '../support/ledger.js';

const fact = (id: string, data: Record<string, unknown> = {}): NewFact => ({
  type: 'thing.noted',
  by: theSystem,
  subject: { kind: 'thing', id },
  data,
});

describe('the writer and the ledger', () => {
  it('says which database it runs on', () =>
    withLedger(async ({ databases }) => {
      const wanted = process.env['COURT_TEST_DATABASE_URL'] === undefined ? /^SQLite 3\./ : /^PostgreSQL 1\d/;
      process.stdout.write(`medium tests on ${databases.version}\n`);
      expect(databases.version).toMatch(wanted);
    }));

  it('numbers entries without a gap, chains each to the one before and hashes the bytes that are stored', () =>
    withLedger(async ({ writer, entries, ledger }) => {
      await Promise.all(
        Array.from({ length: 600 }, (_, n) =>
          writer.write(async (unit) => unit.record(fact(String(n), { n }))),
        ),
      );
      const rows = await entries.rowsFrom(1, 1000);
      expect(rows.map((row) => row.seq)).toEqual(Array.from({ length: 600 }, (_, n) => n + 1));
      let prev = '0'.repeat(64);
      for (const row of rows) {
        expect((JSON.parse(Buffer.from(row.bytes).toString()) as { prev: string }).prev).toBe(prev);
        prev = hexOf(leafHash(new Uint8Array(row.bytes), sha256));
        expect(row.leaf).toBe(prev);
      }
      expect(hexOf(ledger.treeHead().root)).toBe(
        hexOf(
          rootOf(
            rows.map((row) => bytesOfHex(row.leaf)),
            sha256,
          ),
        ),
      );
    }));

  it('undoes a work that throws alone, its facts and rows with it, and leaves no gap', () =>
    withLedger(async ({ writer, entries, reader }) => {
      const works = [1, 2, 3].map((n) =>
        writer.write(async (unit) => {
          unit.record(fact(String(n)));
          await unit.query('INSERT INTO "followers" ("name", "cursor") VALUES (?, ?)', [`f${n}`, n]);
          if (n === 2) throw new Error('planted');
        }),
      );
      const ends = await Promise.allSettled(works);
      expect(ends.map((end) => end.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect((await entries.from(1, 10)).map((entry) => [entry.seq, entry.subject.id])).toEqual([
        [1, '1'],
        [2, '3'],
      ]);
      expect(await reader.query('SELECT "name" FROM "followers" ORDER BY "name"')).toEqual([
        { name: 'f1' },
        { name: 'f3' },
      ]);
    }));

  it('undoes a reaction that throws alone, says so, and keeps what the others did', () =>
    withLedger(async ({ writer, entries, reactions }) => {
      reactions.add({
        name: 'good',
        to: 'thing.noted',
        act: async (unit) => void unit.record({ ...fact('by-good'), type: 'good.did' }),
      });
      reactions.add({
        name: 'bad',
        to: 'thing.noted',
        act: async (unit) => {
          unit.record({ ...fact('by-bad'), type: 'bad.did' });
          throw new Error('planted');
        },
      });
      await writer.write(async (unit) => unit.record(fact('1')));
      const kept = await entries.from(1, 10);
      expect(kept.map((entry) => entry.type)).toEqual(['thing.noted', 'good.did', 'reaction.failed']);
      expect(kept[2]?.data).toMatchObject({ reaction: 'bad', fact: 1, why: { text: 'planted' } });
    }));

  it('goes on after a restart where it stopped: same chain, same tree', () =>
    withLedger(async (first, url) => {
      await Promise.all(
        Array.from({ length: 700 }, (_, n) =>
          first.writer.write(async (unit) => unit.record(fact(String(n)))),
        ),
      );
      const before = first.ledger.treeHead();
      await first.databases.close();
      const second = await openLedger(url);
      expect(second.ledger.treeHead()).toEqual(before);
      await second.writer.write(async (unit) => unit.record(fact('after')));
      const rows = await second.entries.rowsFrom(1, 1000);
      expect(rows.at(-1)?.seq).toBe(701);
      expect(hexOf(second.ledger.treeHead().root)).toBe(
        hexOf(
          rootOf(
            rows.map((row) => bytesOfHex(row.leaf)),
            sha256,
          ),
        ),
      );
      await second.databases.close();
      Object.assign(first.databases, await openLedger(url).then((open) => open.databases));
    }));

  it('keeps words out of the entry and gives them back joined', () =>
    withLedger(async ({ writer, entries }) => {
      await writer.write(async (unit) => unit.record(fact('1', { why: word('张三说的', 'staff') })));
      const [row] = await entries.rowsFrom(1, 1);
      expect(Buffer.from(row?.bytes ?? []).toString()).not.toContain('张三');
      expect((await entries.one(1))?.data).toMatchObject({ why: { text: '张三说的', scope: 'staff' } });
    }));

  it('does not let an entry be changed or removed', () =>
    withLedger(async ({ writer, entries }) => {
      await writer.write(async (unit) => unit.record(fact('1')));
      for (const sql of ['UPDATE "entries" SET "type" = \'x\'', 'DELETE FROM "entries"']) {
        await expect(writer.write((unit) => unit.query(sql))).rejects.toThrow('the ledger only grows');
      }
      expect((await entries.from(1, 10)).map((entry) => entry.type)).toEqual(['thing.noted']);
    }));

  it('refuses to open a court that another console writes', () =>
    withLedger(async (_, url) => {
      await expect(openLedger(url)).rejects.toMatchObject({ code: 'SECOND_CONSOLE' });
    }));
});
