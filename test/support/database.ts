/** A database of its own for a test: a SQLite file, or a schema of the PostgreSQL that COURT_TEST_DATABASE_URL names. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

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
  const ask = async (sql: string): Promise<void> => {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  await ask(`CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => ask(`DROP DATABASE ${name} WITH (FORCE)`) };
}
