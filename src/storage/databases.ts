/** Opens the court's database: one writing connection, its own connection for readers, and what keeps a second console out. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';
import { unavailable } from '../kernel/errors.js';
import { PostgresConnection, SqliteConnection } from './connection.js';
import type { Dialect } from './dialect.js';
import type { Tables } from './entity.js';
import { secondConsole, takeCourt, type Holding } from './holding.js';
import { pace } from './lease.js';
import { migrations } from './migrations/list.js';
import type { Connection } from './unit.js';

export interface Databases {
  readonly dialect: Dialect;
  /** what the database says of itself, e.g. `SQLite 3.53.2` */
  readonly version: string;
  readonly writing: Connection;
  readonly reading: Connection;
  /** on PostgreSQL: by what right it writes */
  readonly holding?: Holding;
  close(): Promise<void>;
}

/**
 * @param url `sqlite:/path/to/court.sqlite` or `postgres://user:password@host/database`
 * @param holding of a console that stood by; else the court is taken now @throws SECOND_CONSOLE
 */
export const openDatabases = (url: string, entities: Tables, holding?: Holding): Promise<Databases> =>
  url.startsWith('sqlite:')
    ? openSqlite(url.slice('sqlite:'.length), entities)
    : openPostgres(url, entities, holding);

/** Only the connection for readers: nothing is written, and the console may run meanwhile. */
export async function openReading(
  url: string,
  entities: Tables,
): Promise<Pick<Databases, 'reading' | 'close'>> {
  const isFile = url.startsWith('sqlite:');
  const source = await (isFile
    ? readSqlite(url.slice('sqlite:'.length), entities)
    : readPostgres(url, entities));
  const reading = isFile
    ? new SqliteConnection(await handleOf(source.createQueryRunner()), source)
    : new PostgresConnection(source);
  return { reading, close: () => source.destroy() };
}

const readSqlite = (database: string, entities: Tables): Promise<DataSource> =>
  new DataSource({
    type: 'better-sqlite3',
    database,
    driver: BetterSqlite3,
    entities,
    readonly: true,
    timeout: 1000,
    statementCacheSize: 500,
  }).initialize();

const readPostgres = (url: string, entities: Tables, applicationName?: string): Promise<DataSource> =>
  new DataSource({
    type: 'postgres',
    url,
    entities,
    poolSize: 4,
    ...(applicationName === undefined ? {} : { applicationName }),
    extra: { options: '-c default_transaction_read_only=on' },
  }).initialize();

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
  const reading = await readSqlite(path, entities);
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

async function openPostgres(url: string, entities: Tables, given?: Holding): Promise<Databases> {
  const holding = given ?? (await takeCourt(url));
  try {
    return await openHeld(url, entities, holding);
  } catch (error) {
    await holding.close();
    throw error;
  }
}

async function openHeld(url: string, entities: Tables, holding: Holding): Promise<Databases> {
  const { default: pg } = await import('pg');
  // PostgreSQL hands 64-bit integers over as text; ours (sizes, milliseconds) fit a double.
  pg.types.setTypeParser(pg.types.builtins.INT8, Number);
  const source = new DataSource({
    type: 'postgres',
    url,
    entities,
    migrations: migrations.map((migration) => heldWhile(holding, migration)),
    migrationsTransactionMode: 'each',
    poolSize: 2,
    applicationName: holding.sessions,
    extra: {
      // What a console that froze has begun must not keep out the one that takes over.
      options: `-c synchronous_commit=on -c idle_in_transaction_session_timeout=${pace.idleInTransactionMs}`,
    },
  });
  await source.initialize();
  const writing = source.createQueryRunner();
  await demandDurablePostgres(writing);
  await source.runMigrations();
  const reading = await readPostgres(url, entities, holding.sessions);
  const rows = await reading.query<{ server_version: string }[]>('SHOW server_version');
  return {
    dialect: 'postgres',
    version: `PostgreSQL ${rows[0]?.server_version ?? ''}`,
    writing: new PostgresConnection(source, writing),
    reading: new PostgresConnection(reading),
    holding,
    close: async () => {
      await reading.destroy();
      await writing.release();
      await source.destroy();
      await holding.close();
    },
  };
}

/** The same change of the tables, begun only where the court is still this console's own. */
function heldWhile(holding: Holding, migration: new () => MigrationInterface): new () => MigrationInterface {
  return class extends migration {
    override async up(runner: QueryRunner): Promise<void> {
      await holding.demand(runner);
      await super.up(runner);
    }
  };
}

async function demandDurablePostgres(runner: QueryRunner): Promise<void> {
  for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit']) {
    const rows = (await runner.query(`SHOW ${setting}`)) as Record<string, string>[];
    if (rows[0]?.[setting] !== 'on')
      throw unavailable('NOT_DURABLE', `PostgreSQL would lose commits: ${setting} is ${rows[0]?.[setting]}`);
  }
}
