import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import BetterSqlite3 from 'better-sqlite3';
import {
  In,
  IsNull,
  LessThanOrEqual,
  Like,
  MoreThan,
  Not,
  type FindManyOptions,
  type FindOptionsWhere,
  type Repository,
} from 'typeorm';
import { openDatabases, type Databases } from '../../src/storage/databases.js';
import {
  flag,
  json,
  key,
  large,
  present,
  table,
  text,
  whole,
  type Tables,
} from '../../src/storage/entity.js';
import { sqliteDatabase, testDatabase, type TestDatabase } from '../support/database.js';
import { wholeReads } from '../support/query-plans.js';

interface Thing {
  readonly id: string;
  readonly name?: string;
  readonly count?: number;
  readonly bytes?: number;
  readonly isSealed?: boolean;
  readonly about?: unknown;
}
const ThingTable = table<Thing>('things', {
  id: key,
  name: text,
  count: whole,
  bytes: large,
  isSealed: flag,
  about: json,
});

const things: readonly Thing[] = [
  { id: 'a', name: '刀', count: 3, bytes: 2 ** 40, isSealed: true, about: { words: ['一', 'two'] } },
  { id: 'b', name: 'gate', count: 1, isSealed: false, about: [] },
  { id: 'c', name: 'Gate', count: 2, bytes: 0 },
  { id: 'd' },
];

/** Ordinary wishes, and some that are left to TypeORM. */
const wishes: readonly FindManyOptions<Thing>[] = [
  {},
  { where: { id: 'a' } },
  { where: { name: 'gate', count: 1 } },
  { where: { isSealed: true } },
  { where: { name: IsNull() } },
  { where: { about: IsNull() } },
  { where: { id: In(['a', 'd', 'none']) }, order: { id: 'DESC' } },
  { where: { id: In([]) } },
  { where: { name: Not('gate') }, order: { name: 'ASC' } },
  { where: { name: Not(IsNull()) }, order: { id: 'ASC' } },
  { where: { count: LessThanOrEqual(2) }, order: { count: 'DESC', id: 'ASC' } },
  { where: { bytes: MoreThan(5) } },
  { where: { name: Like('%ate') }, order: { id: 'ASC' } },
  { where: [{ id: 'a' }, { id: 'b' }], order: { id: 'ASC' } },
  { order: { id: 'ASC' }, take: 2 },
  { order: { id: 'ASC' }, skip: 1, take: 2 },
  { where: { id: 'a' }, select: { id: true, name: true } },
];

describe('the rows of a table', () => {
  let database: TestDatabase;
  let databases: Databases;
  let quick: Repository<Thing>;
  let plain: Repository<Thing>;

  beforeAll(async () => {
    database = await testDatabase();
    databases = await openDatabases(database.url, [ThingTable] as Tables);
    await databases.writing.query(
      `CREATE TABLE "things" ("id" VARCHAR PRIMARY KEY, "name" VARCHAR, "count" INTEGER, "bytes" BIGINT, "isSealed" INTEGER, "about" TEXT)`,
    );
    quick = databases.writing.rows(ThingTable);
    plain = quick.manager.getRepository(ThingTable);
    for (const thing of things) await quick.insert(thing as never);
  });
  afterAll(async () => {
    await databases.close();
    await database.drop();
  });

  it('are read as TypeORM reads them, whatever is wished for', async () => {
    for (const wish of wishes) {
      expect(await quick.find(wish)).toEqual(await plain.find(wish));
      if (wish.take === undefined && wish.order !== undefined)
        expect(await quick.findOne({ ...wish, where: wish.where ?? {} })).toEqual(
          await plain.findOne({ ...wish, where: wish.where ?? {} }),
        );
    }
    for (const where of [{ id: 'a' }, { id: 'none' }, { isSealed: false }] as FindOptionsWhere<Thing>[])
      expect(await quick.findOneBy(where)).toEqual(await plain.findOneBy(where));
  });

  it('are written as TypeORM writes them', async () => {
    const changes: [FindOptionsWhere<Thing>, Partial<Thing>][] = [
      [{ id: 'a' }, { name: 'knife', isSealed: false }],
      [{ name: In(['gate', 'Gate']) }, { about: { seen: true } }],
      [{ id: 'none' }, { count: 9 }],
      [
        { isSealed: false, id: 'b' },
        { count: 10, bytes: 2 ** 41 },
      ],
    ];
    for (const [which, change] of changes) {
      const before = await plain.find({ order: { id: 'ASC' } });
      const { affected } = await quick.update(which, change as never);
      const after = await plain.find({ order: { id: 'ASC' } });
      await plain.clear();
      for (const row of before) await plain.insert(present(row) as never);
      expect(affected).toBe((await plain.update(which, change as never)).affected);
      expect(await plain.find({ order: { id: 'ASC' } })).toEqual(after);
    }
    expect((await quick.delete({ name: 'knife' })).affected).toBe(1);
    expect((await quick.delete({ name: 'knife' })).affected).toBe(0);
    expect(await plain.findOneBy({ id: 'a' })).toBeNull();
  });

  it('are never all changed because a value was forgotten', async () => {
    const before = await plain.find();
    const nobody = { id: undefined } as unknown as FindOptionsWhere<Thing>;
    await expect(quick.update(nobody, { count: 0 })).rejects.toThrow();
    await expect(quick.delete(nobody)).rejects.toThrow();
    await expect(quick.findOneBy(nobody)).rejects.toThrow();
    expect(await plain.find()).toEqual(before);
  });

  it('tell a second row of the same key as the database does', async () => {
    await expect(quick.insert({ id: 'd' })).rejects.toMatchObject({
      driverError: { code: expect.stringMatching(/^(SQLITE_CONSTRAINT_PRIMARYKEY|23505)$/) },
    });
  });
});

describe('what takes the longer the older a court is', () => {
  const wrong = [
    'SELECT * FROM "alarms"',
    'SELECT COUNT(*) FROM "alarms" "old" WHERE "place" = ?',
    'SELECT "id" FROM "alarms" ORDER BY "place" LIMIT 10',
    'SELECT "id" FROM "alarms" WHERE ("at" < ? OR ("at" = ? AND "id" < ?)) ORDER BY "at" DESC, "id" DESC LIMIT 10',
    'UPDATE "alarms" SET "place" = ? WHERE "state" = ?',
    'SELECT * FROM (SELECT "id", "at" FROM "alarms") "those" ORDER BY "at" || "id" LIMIT 10',
  ];
  const right = [
    'SELECT * FROM "devices"',
    'SELECT * FROM "alarms" WHERE "id" = ?',
    'SELECT "id" FROM "alarms" WHERE ("at", "id") < (?, ?) ORDER BY "at" DESC, "id" DESC LIMIT 10',
    'SELECT "id" FROM "alarms" ORDER BY "at" DESC LIMIT 10',
    `SELECT "id" FROM "alarms" WHERE "state" <> 'closed'`,
  ];

  it('is told of each question that does, and of no other', async () => {
    const file = sqliteDatabase();
    const path = file.url.slice('sqlite:'.length);
    try {
      const old = new BetterSqlite3(path);
      old.exec(`CREATE TABLE "alarms" ("id" TEXT PRIMARY KEY, "at" TEXT, "place" TEXT, "state" TEXT);
        CREATE INDEX "byTime" ON "alarms" ("at", "id");
        CREATE INDEX "open" ON "alarms" ("at", "id") WHERE "state" <> 'closed';
        CREATE TABLE "devices" ("id" TEXT PRIMARY KEY)`);
      old.close();
      const told = wholeReads(path, [...wrong, ...right]).map((text) => text.split('\n')[0]);
      expect(told).toEqual(wrong);
    } finally {
      await file.drop();
    }
  });
});
