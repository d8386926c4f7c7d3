/** Reading a real ledger again: what is said while it goes on, and each way in which the disk can lie. */
import { copyFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import BetterSqlite3 from 'better-sqlite3';
import { theSystem } from '../../../src/kernel/actor.js';
import type { CheckpointRow } from '../../../src/ledger/checkpoints.store.js';
import type { Verification } from '../../../src/ledger/verification.js';
import { treeRoot } from '../../../src/ledger/ledger.service.js';
import { Verifications } from '../../../src/ledger/verifications.service.js';
import { Reader } from '../../../src/storage/reader.js';
import { sqliteDatabase, type TestDatabase } from '../../support/database.js';
import { until } from '../../support/hand-time.js';
import { noteBy, Signing } from '../../support/ledger-signed.js';
import { openLedger, type OpenLedger } from '../../support/ledger.js';
import { checkpointText } from '../../../src/ledger/note.js';

const count = 250;
const court = new Signing('courthouse/demo');
const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]{12}Z$/);
let database: TestDatabase;
let open: OpenLedger;
let newest: CheckpointRow | undefined;
let verifications: Verifications;

// One ledger for all, each time a copy of its file.
const whole = sqliteDatabase();
const fileOf = ({ url }: TestDatabase): string => url.slice('sqlite:'.length);
beforeAll(async () => {
  const first = await openLedger(whole.url);
  await first.writer.write(async (unit) => {
    for (let nth = 0; nth < count; nth += 1) {
      const subject = { kind: 'session', id: String(nth) };
      unit.record({ type: 'session.opened', by: theSystem, subject, data: { nth } });
    }
  });
  await first.writer.close();
  await first.databases.close();
});
afterAll(() => whole.drop());

beforeEach(async () => {
  database = sqliteDatabase();
  copyFileSync(fileOf(whole), fileOf(database));
  open = await openLedger(database.url);
  newest = undefined;
  verifications = new Verifications(open.ledger, open.reader, () => newest);
});
afterEach(async () => {
  verifications.stop();
  await open.writer.close();
  await open.databases.close();
  await database.drop();
});

/** As somebody with the file and the root's hand would. */
function alter(sql: string): void {
  const file = new BetterSqlite3(fileOf(database));
  file.exec(`DROP TRIGGER "entriesStayUPDATE"; DROP TRIGGER "entriesStayDELETE"; ${sql}`);
  file.close();
}
const ended = async (): Promise<Verification> => {
  verifications.start();
  await until(() => verifications.now.state !== 'running');
  return verifications.now;
};
const signedAt = async (size: number, root?: Uint8Array): Promise<CheckpointRow> => ({
  ...{ size, at: '2026-11-21T02:00:00.000Z' },
  note: noteBy(
    checkpointText({ origin: court.key.name, size, root: root ?? (await treeRoot(open.reader, size)) }),
    court,
  ),
});

describe('reading the ledger again', () => {
  it('was never done, goes on a hundred entries at a time, once at a time, and finds it sound', async () => {
    expect(verifications.now).toEqual({ state: 'never', checked: 0, of: 0 });
    newest = await signedAt(120);
    const begun = { state: 'running', startedAt: at, checked: 0, of: count };
    expect(verifications.start()).toEqual(begun);
    const seen = new Set<number>();
    await until(() => {
      seen.add(verifications.now.checked);
      expect(verifications.start().startedAt).toBe(verifications.now.startedAt);
      return verifications.now.checked >= 200;
    });
    expect([...seen]).toEqual([0, 100, 200]);
    await until(() => verifications.now.state !== 'running');
    const sound = { state: 'sound', startedAt: at, endedAt: at, checked: count, of: count };
    expect(verifications.now).toEqual(sound);
    expect(verifications.start()).toEqual(begun);
    await until(() => verifications.now.state !== 'running');
    expect(verifications.now).toEqual(sound);
  });

  it('covers what was there when it began, and no more', async () => {
    verifications.start();
    const subject = { kind: 'session', id: 'late' };
    await open.writer.write(async (unit) => {
      unit.record({ type: 'session.opened', by: theSystem, subject, data: {} });
    });
    await until(() => verifications.now.state !== 'running');
    expect(verifications.now).toMatchObject({ state: 'sound', checked: count, of: count });
    expect(await ended()).toMatchObject({ state: 'sound', of: count + 1 });
  });

  it.each([
    ['an entry that is gone', 'DELETE FROM "entries" WHERE "seq" = 150', { entry: 150, what: 'gap' }, 100],
    ['the last one gone', `DELETE FROM "entries" WHERE "seq" = ${count}`, { entry: count, what: 'gap' }, 249],
    ['all that follows gone', 'DELETE FROM "entries" WHERE "seq" > 100', { entry: 101, what: 'gap' }, 100],
    [
      'bytes that were changed',
      `UPDATE "entries" SET "bytes" = CAST(replace(CAST("bytes" AS TEXT), '"nth":4', '"nth":5') AS BLOB) WHERE "seq" = 5`,
      { entry: 5, what: 'bytes' },
      0,
    ],
  ])('finds %s', async (_, sql, fault, checked) => {
    alter(sql);
    expect(await ended()).toMatchObject({ state: 'broken', fault, checked, of: count, endedAt: at });
  });

  it('finds that the newest checkpoint signs another tree, at its own size', async () => {
    newest = await signedAt(120, await treeRoot(open.reader, 119));
    expect(await ended()).toMatchObject({
      state: 'broken',
      fault: { entry: 120, what: 'tree' },
      checked: 100,
    });
    newest = await signedAt(count, await treeRoot(open.reader, 119));
    expect(await ended()).toMatchObject({ state: 'broken', fault: { entry: count, what: 'tree' } });
    newest = await signedAt(count + 1, await treeRoot(open.reader, 119));
    expect(await ended()).not.toHaveProperty('fault');
  });

  it('finds that the tree which the house goes on with is another than the entries make', async () => {
    const { ledger, reader } = open;
    const other = { treeHead: () => ({ size: count, root: court.key.publicKey }) };
    verifications = new Verifications(Object.assign(Object.create(ledger), other), reader, () => undefined);
    expect(await ended()).toMatchObject({
      state: 'broken',
      fault: { entry: count, what: 'tree' },
      checked: count,
    });
  });

  it('is stopped with the house, and where the disk gives nothing any more, without a fault', async () => {
    verifications.start();
    verifications.stop();
    await until(() => verifications.now.state !== 'running');
    expect(verifications.now).toMatchObject({ state: 'stopped', of: count, endedAt: at });
    expect(verifications.now).not.toHaveProperty('fault');
    expect(verifications.now.checked).toBeLessThan(count);
    const told = jest.spyOn(Logger.prototype, 'error').mockReturnValue(undefined);
    const away = { query: () => Promise.reject(new Error('disk I/O error')) } as unknown as Reader;
    verifications = new Verifications(open.ledger, away, () => undefined);
    expect(await ended()).toEqual({ state: 'stopped', startedAt: at, endedAt: at, checked: 0, of: count });
    expect(told).toHaveBeenCalledWith(expect.stringContaining('disk I/O error'));
    told.mockRestore();
  });
});
