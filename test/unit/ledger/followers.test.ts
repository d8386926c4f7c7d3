/** What reads the ledger behind the writer, and what is owed by a reaction that failed: nothing is left out, whatever throws. */
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { theSystem } from '../../../src/kernel/actor.js';
import { Entries, type KeptFact } from '../../../src/ledger/entries.service.js';
import { Followers, type Act, type Wanted } from '../../../src/ledger/followers.service.js';
import { word } from '../../../src/ledger/ledger.service.js';
import { ReactionsFollower } from '../../../src/ledger/reactions.follower.js';
import { sqliteDatabase, type TestDatabase } from '../../support/database.js';
import { handTime, until } from '../../support/hand-time.js';
import { openLedger, type OpenLedger } from '../../support/ledger.js';

let database: TestDatabase;
let open: OpenLedger;
let followers: Followers;
let given: KeptFact[] = [];
const seqs = (): number[] => given.map(({ seq }) => seq);
const take: Act = async (fact) => void given.push(fact);

beforeEach(async () => {
  handTime();
  database = sqliteDatabase();
  open = await openLedger(database.url);
  followers = anew();
  given = [];
});
afterEach(async () => {
  followers.onModuleDestroy();
  jest.useRealTimers();
  await open.writer.close();
  await open.databases.close();
  await database.drop();
});
const anew = (): Followers => new Followers(open.ledger, open.entries, open.reader, open.writer);
const records = (...types: string[]): Promise<unknown> =>
  open.writer.write(async (unit) => {
    for (const type of types) {
      const subject = { kind: 'session', id: type };
      unit.record({ type, by: theSystem, subject, data: { why: word('因故', 'staff'), none: undefined } });
    }
  });
const follow = (act: Act = take, wanted?: Wanted): Promise<void> => followers.follow('police', act, wanted);

describe('a follower', () => {
  it('is given every fact once and in order: what lies there, then what is written, the same from disk and from memory', async () => {
    await records('a', 'b');
    await follow();
    await until(() => given.length === 2);
    await records('c');
    await until(() => given.length === 3);
    expect(seqs()).toEqual([1, 2, 3]);
    const kept = await new Entries(open.reader).from(1, 10);
    expect(JSON.parse(JSON.stringify(given))).toEqual(JSON.parse(JSON.stringify(kept)));
    expect(given[2]).toMatchObject({ type: 'c', data: { why: { text: '因故', scope: 'staff' } } });
    expect(given[2]!.data).not.toHaveProperty('none');
  });

  it('goes on after a restart from where it came to, which is kept each second', async () => {
    await records('a', 'b');
    await follow();
    await until(() => given.length === 2);
    expect(await followers.cursor('police')).toBe(0);
    await jest.advanceTimersByTimeAsync(1_000);
    await open.writer.write(() => Promise.resolve());
    expect([await followers.cursor('police'), await followers.cursor('other')]).toEqual([2, 0]);
    followers.onModuleDestroy();
    await records('c');
    await jest.advanceTimersByTimeAsync(2_000);
    expect(seqs()).toEqual([1, 2]);
    followers = anew();
    await follow();
    await until(() => given.length === 3);
    expect(seqs()).toEqual([1, 2, 3]);
  });

  it('is given a fact whose act failed again after a second, and nothing before it', async () => {
    let isAway = true;
    await follow((fact) => (isAway && fact.seq === 2 ? Promise.reject(new Error('away')) : take(fact)));
    await records('a', 'b', 'c');
    await until(() => given.length === 1);
    await jest.advanceTimersByTimeAsync(999);
    isAway = false;
    await jest.advanceTimersByTimeAsync(0);
    expect(seqs()).toEqual([1]);
    await jest.advanceTimersByTimeAsync(1);
    await until(() => given.length === 3);
    expect(seqs()).toEqual([1, 2, 3]);
  });

  it('waits for one act before the next, passes over what it does not want, and stops at once', async () => {
    let end: () => void = () => undefined;
    const act: Act = (fact) => {
      given.push(fact);
      return new Promise<void>((done) => (end = done));
    };
    await follow(act, (type) => type !== 'b');
    await records('a', 'b', 'c', 'd');
    await until(() => given.length === 1);
    await open.writer.write(() => Promise.resolve());
    expect(seqs()).toEqual([1]);
    end();
    await until(() => given.length === 2);
    expect(seqs()).toEqual([1, 3]);
    followers.onModuleDestroy();
    end();
    await records('e');
    expect(seqs()).toEqual([1, 3]);
  });
});

describe('a reaction that failed', () => {
  const owed = () =>
    open.reader.query<{ attempts: number; dueAt: string }>('SELECT "attempts", "dueAt" FROM "reactionsOwed"');
  const named = async (type: RegExp): Promise<KeptFact[]> =>
    (await open.entries.from(1, 100)).filter((fact) => type.test(fact.type));

  it('is owed and told, tried at longer and longer intervals, and settled once', async () => {
    let tries = 0;
    const act = async (): Promise<void> => {
      tries += 1;
      if (tries < 4) throw new Error('no officer is known');
    };
    open.reactions.add({ name: 'call', to: 'a', act });
    open.reactions.add({ name: 'other', to: 'a', act: async () => undefined });
    const { reactions, entries, reader, writer } = open;
    const follower = new ReactionsFollower(reactions, entries, reader, writer);
    await records('a');
    const [failed, ...more] = await named(/^reaction\./);
    expect([failed, more.length]).toMatchObject([
      { type: 'reaction.failed', subject: { kind: 'reaction', id: 'call/1' } },
      0,
    ]);
    expect(failed!.data).toMatchObject({ reaction: 'call', fact: 1, type: 'a' });
    const inMs = async (): Promise<number> => Date.parse((await owed())[0]!.dueAt) - Date.now();
    expect([await inMs(), (await owed())[0]!.attempts]).toEqual([1_000, 0]);
    const looks = async (afterMs: number): Promise<number> => {
      jest.setSystemTime(Date.now() + afterMs);
      follower.onApplicationBootstrap();
      await follower.onModuleDestroy();
      return tries;
    };
    expect(await looks(999)).toBe(1);
    expect([await looks(1), await inMs(), (await owed())[0]!.attempts]).toEqual([2, 2_000, 1]);
    expect(await looks(1_999)).toBe(2);
    expect([await looks(1), await inMs()]).toEqual([3, 4_000]);
    // By a clock that was set back it is due too late: it is tried now.
    jest.setSystemTime(Date.now() - 3_600_000);
    expect(await looks(0)).toBe(4);
    expect(await owed()).toEqual([]);
    const [, recovered, ...rest] = await named(/^reaction\./);
    expect([recovered, rest]).toMatchObject([
      { type: 'reaction.recovered', subject: { id: 'call/1' }, data: { reaction: 'call', fact: 1 } },
      [],
    ]);
    expect(await looks(3_600_000)).toBe(4);
  });

  it('of a name that nobody has any more is left as it is', async () => {
    const { reactions, entries, reader, writer } = open;
    await open.databases.writing.query(
      `INSERT INTO "reactionsOwed" ("reaction", "fact", "attempts", "dueAt") VALUES ('gone', 1, 12, '2026-01-01T00:00:00.000Z'), ('call', 1, 12, '2026-01-01T00:00:00.000Z')`,
    );
    await records('a');
    reactions.add({ name: 'call', to: 'b', act: () => Promise.reject(new Error('away')) });
    const follower = new ReactionsFollower(reactions, entries, reader, writer);
    follower.onApplicationBootstrap();
    await follower.onModuleDestroy();
    const rows = await reader.query<{ reaction: string; attempts: number; dueAt: string }>(
      'SELECT * FROM "reactionsOwed" ORDER BY "reaction" DESC',
    );
    expect(rows.map(({ attempts }) => attempts)).toEqual([12, 13]);
    // Five minutes are the longest.
    expect(Date.parse(rows[1]!.dueAt) - Date.now()).toBe(300_000);
  });
});
