/** A database of its own for a test: a SQLite file, or a database of the PostgreSQL that COURT_TEST_DATABASE_URL names. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openDatabases } from '../../src/storage/databases.js';
import { migrations } from '../../src/storage/migrations/list.js';

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** A SQLite file, for what is about files. */
export function sqliteDatabase(): TestDatabase {
  const folder = mkdtempSync(join(tmpdir(), 'court-'));
  return {
    url: `sqlite:${folder}/court.sqlite`,
    drop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

export async function testDatabase(): Promise<TestDatabase> {
  const server = process.env['COURT_TEST_DATABASE_URL'];
  if (server === undefined || server === '') return sqliteDatabase();
  const name = `court_${process.pid}_${Date.now().toString(36)}_${Math.floor(Math.random() * 1e6)}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  const template = await (migrated ??= migratedOn(server));
  await on(server, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  return { url: url.href, drop: () => on(server, `DROP DATABASE ${name} WITH (FORCE)`) };
}

let migrated: Promise<string> | undefined;

/**
 * All migrations take ten times as long as a copy of what they made, so a server runs them once.
 * @returns the name of the database that is copied, new with each new migration
 */
async function migratedOn(server: string): Promise<string> {
  const [newest = ''] = /\d+$/.exec(migrations.at(-1)?.name ?? '') ?? [];
  const name = `court_after_${newest}_${migrations.length}`;
  const url = new URL(server);
  url.pathname = `/${name}_begun`;
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  // Several workers begin at once: one makes it, the others find it.
  await client.query('SELECT pg_advisory_lock(1)');
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
  if (rowCount === 0) {
    await client.query(`DROP DATABASE IF EXISTS ${name}_begun WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${name}_begun`);
    await (await openDatabases(url.href, [])).close();
    await client.query(`ALTER DATABASE ${name}_begun RENAME TO ${name}`);
  }
  await client.end();
  return name;
}

async function on(server: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(sql);
  await client.end();
}
