import { EventEmitter, once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { theSystem } from '../../src/kernel/actor.js';
import { sha256, word } from '../../src/ledger/ledger.service.js';
import { bytesOfHex, hexOf, leafHash, rootOf } from '../../src/ledger/tree.js';
import type { NewFact, Unit } from '../../src/storage/unit.js';
import { Writer } from '../../src/storage/writer.js';
import { standBy } from '../../src/console/standby.adapter.js';
import { freePort } from '../support/free-ports.js';
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

  if (process.env['COURT_TEST_DATABASE_URL'] !== undefined)
    it('writes nothing once the court has another number, and says that it has to end', () =>
      withLedger(async ({ databases, entries }, url) => {
        const ended: unknown[] = [];
        const writer = new Writer(databases, (error) => ended.push(error));
        const unseen = (unit: Unit) =>
          unit.query('INSERT INTO "followers" ("name", "cursor") VALUES (\'f\', 1)');
        await writer.write(unseen);
        const other = new pg.Client({ connectionString: url });
        await other.connect();
        await other.query('UPDATE "lease" SET "epoch" = "epoch" + 1');
        await other.end();
        await expect(
          writer.write(async (unit) => unit.query('DELETE FROM "followers"')),
        ).rejects.toMatchObject({
          code: 'STORAGE_UNAVAILABLE',
        });
        expect(ended).toMatchObject([{ code: 'COURT_TAKEN_OVER' }]);
        expect(await databases.reading.query('SELECT "name" FROM "followers"')).toHaveLength(1);
        expect(await entries.from(1, 10)).toEqual([]);
      }));

  if (process.env['COURT_TEST_DATABASE_URL'] !== undefined)
    it('lets a console that stands by take over, and that one says meanwhile that it only stands by', () =>
      withLedger(async ({ databases }, url) => {
        const httpPort = await freePort();
        const log: string[] = [];
        const told = new EventEmitter();
        const heard = once(told, 'line');
        const tell = (line: string): void => {
          log.push(line);
          told.emit('line');
        };
        const taken = standBy({
          databaseUrl: url,
          mqttUrl: undefined,
          bind: '127.0.0.1',
          httpPort,
          tls: undefined,
          log: tell,
        });
        await heard;
        const asked = `http://127.0.0.1:${httpPort}`;
        expect(await (await fetch(`${asked}/healthz`)).json()).toEqual({ status: 'alive', role: 'standby' });
        const ready = await fetch(`${asked}/readyz`);
        expect([ready.status, await ready.json()]).toMatchObject([503, { code: 'STANDING_BY', status: 503 }]);
        const before = databases.holding?.epoch ?? Number.NaN;
        await databases.holding?.close();
        const next = await taken;
        expect(next.epoch).toBe(before + 1);
        expect(log.join()).toMatch(
          new RegExp(`stands by: .+ holds the court.+takes the court over, number ${before + 1}`, 's'),
        );
        await next.close();
      }));
});
