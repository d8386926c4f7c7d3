/** Opens the court's database: one writing connection, its own connection for readers, and the lock that keeps a second console out. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import pg from 'pg';
import { DataSource, type QueryRunner } from 'typeorm';
import { unavailable } from '../kernel/errors.js';
import { PostgresConnection, SqliteConnection } from './connection.js';
import type { Dialect } from './dialect.js';
import type { Tables } from './entity.js';
import { migrations } from './migrations/list.js';
import type { Connection } from './unit.js';

// PostgreSQL hands 64-bit integers over as text; ours (sizes, milliseconds) fit a double.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

export interface Databases {
  readonly dialect: Dialect;
  /** what the database says of itself, e.g. `SQLite 3.53.2` */
  readonly version: string;
  readonly writing: Connection;
  readonly reading: Connection;
  close(): Promise<void>;
}

/** @param url `sqlite:/path/to/court.sqlite` or `postgres://user:password@host/database` */
export const openDatabases = (url: string, entities: Tables): Promise<Databases> =>
  url.startsWith('sqlite:') ? openSqlite(url.slice('sqlite:'.length), entities) : openPostgres(url, entities);

async function openSqlite(path: string, entities: Tables): Promise<Databases> {
  mkdirSync(dirname(path), { recursive: true });
  const lock = lockFile(`${path}.lock`);
  const common = { type: 'better-sqlite3', database: path, driver: BetterSqlite3, entities } as const;
  // timeout 0: the driver is synchronous and would hold up the process; the writer waits by itself.
  const source = new DataSource({
    ...common,
    timeout: 0,
    migrations,
    migrationsTransactionMode: 'each',
    prepareDatabase: makeDurable,
    statementCacheSize: 500,
  });
  await source.initialize();
  const writing = source.createQueryRunner();
  await demandDurable(writing);
  await source.runMigrations();
  const reading = new DataSource({ ...common, readonly: true, timeout: 1000, statementCacheSize: 500 });
  await reading.initialize();
  const rows = await reading.query<{ version: string }[]>('SELECT sqlite_version() AS version');
  return {
    dialect: 'sqlite',
    version: `SQLite ${rows[0]?.version ?? ''}`,
    writing: new SqliteConnection(await handleOf(writing), source, writing),
    reading: new SqliteConnection(await handleOf(reading.createQueryRunner()), reading),
    close: async () => {
      await reading.destroy();
      await source.destroy();
      lock.close();
    },
  };
}

const handleOf = async (runner: QueryRunner): Promise<BetterSqlite3.Database> =>
  (await runner.connect()) as BetterSqlite3.Database;

/** A lock that dies with the process: an exclusive transaction on a file of its own. */
function lockFile(path: string): BetterSqlite3.Database {
  const lock = new BetterSqlite3(path, { timeout: 0 });
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch {
    lock.close();
    throw secondConsole(path);
  }
  return lock;
}

const secondConsole = (where: string): Error =>
  unavailable(
    'SECOND_CONSOLE',
    `another console is running on ${where}; stop it first, two must never write one court`,
  );

function makeDurable(database: BetterSqlite3.Database): void {
  database.pragma('synchronous = EXTRA');
  database.pragma('journal_mode = WAL');
  // A reopened WAL file comes up with NORMAL, which loses acknowledged commits at a power cut.
  database.pragma('synchronous = FULL');
  database.pragma('journal_size_limit = 67108864');
  // Savepoints would else spill into the system's temporary folder: slower than the statements themselves, and a full
  // /tmp would keep alarms out.
  database.pragma('temp_store = MEMORY');
}

/** Settings that are only asked for may be ignored: read them back and refuse to start without them. */
async function demandDurable(runner: QueryRunner): Promise<void> {
  const one = async (pragma: string): Promise<unknown> =>
    Object.values(((await runner.query(`PRAGMA ${pragma}`)) as Record<string, unknown>[])[0] ?? {})[0];
  const mode = await one('journal_mode');
  const sync = Number(await one('synchronous'));
  const keys = Number(await one('foreign_keys'));
  if (mode !== 'wal' || sync < 2 || keys !== 1) {
    throw unavailable(
      'NOT_DURABLE',
      `the database would lose commits: journal_mode=${String(mode)} synchronous=${sync} foreign_keys=${keys}`,
    );
  }
}

async function openPostgres(url: string, entities: Tables): Promise<Databases> {
  const source = new DataSource({
    type: 'postgres',
    url,
    entities,
    migrations,
    migrationsTransactionMode: 'each',
    poolSize: 2,
    extra: { options: '-c synchronous_commit=on' },
  });
  await source.initialize();
  const writing = source.createQueryRunner();
  const lock = (await writing.query(
    "SELECT pg_try_advisory_lock(hashtext('courthouse-safety-console')) AS held",
  )) as { held: boolean }[];
  if (lock[0]?.held !== true) {
    await source.destroy();
    throw secondConsole('this database');
  }
  await demandDurablePostgres(writing);
  await source.runMigrations();
  const reading = new DataSource({
    type: 'postgres',
    url,
    entities,
    poolSize: 4,
    extra: { options: '-c default_transaction_read_only=on' },
  });
  await reading.initialize();
  const rows = await reading.query<{ server_version: string }[]>('SHOW server_version');
  return {
    dialect: 'postgres',
    version: `PostgreSQL ${rows[0]?.server_version ?? ''}`,
    writing: new PostgresConnection(source, writing),
    reading: new PostgresConnection(reading),
    close: async () => {
      await reading.destroy();
      await writing.release();
      await source.destroy();
    },
  };
}

async function demandDurablePostgres(runner: QueryRunner): Promise<void> {
  for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit']) {
    const rows = (await runner.query(`SHOW ${setting}`)) as Record<string, string>[];
    if (rows[0]?.[setting] !== 'on')
      throw unavailable('NOT_DURABLE', `PostgreSQL would lose commits: ${setting} is ${rows[0]?.[setting]}`);
  }
}
