/** The same court in PostgreSQL: read whole in one moment, with a watch on who writes, which no console knows of. */
import pg from 'pg';
import type { Postgres } from '../support/postgres.js';
import { factOf, type CourtFile, type EntryRow } from './court-file.js';

/** A login that may end the sessions of others of its own name, and of nobody else. */
export type Login = 'clerk' | `annex-${number}`;

export class CourtDatabase {
  private constructor(
    readonly server: URL,
    readonly client: pg.Client,
  ) {}

  /** Made by a superuser, owned by one who is none; all logins work as that owner. */
  static async make({ url }: Postgres, logins: readonly Login[]): Promise<CourtDatabase> {
    const server = new URL(url);
    const superuser = new pg.Client({ connectionString: url });
    await superuser.connect();
    await superuser.query('CREATE ROLE clerk LOGIN');
    for (const login of new Set(logins))
      if (login !== 'clerk')
        await superuser.query(
          `CREATE ROLE "${login}" LOGIN IN ROLE clerk; ALTER ROLE "${login}" SET role = clerk`,
        );
    await superuser.query('CREATE DATABASE court OWNER clerk');
    await superuser.end();
    server.pathname = '/court';
    const client = new pg.Client({ connectionString: server.href });
    await client.connect();
    return new CourtDatabase(server, client);
  }

  /** For a console that reaches the server at a port of its own. */
  url(login: Login, port = this.server.port): string {
    const url = new URL(this.server);
    url.username = login;
    url.port = port;
    return url.href;
  }

  /** From now on every statement that changes a row is noted where its session is not that of the court's holder. */
  async watch(): Promise<void> {
    await this.client.query(`
      CREATE TABLE strays ("session" TEXT, "epoch" INTEGER, "table" TEXT);
      CREATE FUNCTION stray() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN
        INSERT INTO strays SELECT current_setting('application_name'), "epoch", TG_TABLE_NAME FROM "lease"
        WHERE current_setting('application_name') <> 'courthouse-console/' || "epoch";
        RETURN NULL;
      END $$`);
    const { rows } = await this.client.query<{ name: string }>(
      `SELECT "tablename" AS name FROM pg_tables
       WHERE "schemaname" = 'public' AND "tablename" NOT IN ('strays', 'lease')`,
    );
    for (const { name } of rows)
      await this.client.query(
        `CREATE TRIGGER stray AFTER INSERT OR UPDATE OR DELETE ON "${name}" FOR EACH STATEMENT EXECUTE FUNCTION stray()`,
      );
  }

  /** What was committed by sessions that had no right to: `courthouse-console/3 wrote "followers" under 4` */
  async strays(): Promise<string[]> {
    const rows = await this.#all<{ session: string; epoch: number; table: string }>('SELECT * FROM strays');
    return rows.map(({ session, epoch, table }) => `${session} wrote ${table} under ${epoch}`);
  }

  async epoch(): Promise<number> {
    return (await this.#all<{ epoch: number }>('SELECT "epoch" FROM "lease"'))[0]?.epoch ?? 0;
  }

  /** The last alarm of a button, and when its first call came; milliseconds since 1970. */
  async firstCall(device: string): Promise<{ raisedAtMs: number; calledAtMs: number | undefined }> {
    const [alarm] = await this.#all<{ id: string; raisedAt: string }>(
      'SELECT "id", "raisedAt" FROM "alarms" WHERE "device" = $1 ORDER BY "raisedAt" DESC LIMIT 1',
      [device],
    );
    const rows = await this.#all<EntryRow>(
      `SELECT "bytes" FROM "entries" WHERE "subjectKind" = 'alarm' AND "subjectId" = $1 AND "type" = 'alarm.escalated'`,
      [alarm?.id],
    );
    const call = rows.map(factOf).find(({ data }) => data['why'] === 'not-shown');
    return {
      raisedAtMs: Date.parse(alarm?.raisedAt ?? ''),
      calledAtMs: call === undefined ? undefined : Date.parse(call.at),
    };
  }

  async read(): Promise<CourtFile> {
    await this.client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    try {
      return {
        integrity: 'ok',
        events: await this.#all(
          'SELECT "device", "boot", "seq", "type", "outcome", "payload", "alarm" FROM "events"',
        ),
        oddities: await this.#all(
          'SELECT "device", "boot", "seq", "kind", "payload", "alarm" FROM "oddities"',
        ),
        alarms: await this.#all(
          'SELECT "id", "device", "response", "raisedAt", "presses", "shown", "incident" FROM "alarms"',
        ),
        timers: await this.#all('SELECT "kind", "subject", "dueAt" FROM "timers"'),
        entries: await this.#all('SELECT "seq", "leaf", "bytes" FROM "entries" ORDER BY "seq"'),
        subtrees: await this.#all('SELECT "level", "index", "hash" FROM "subtrees"'),
        checkpoints: await this.#all('SELECT "size", "note" FROM "checkpoints" ORDER BY "size"'),
        keys: await this.#all(`SELECT "name", "pem" FROM "keys" WHERE "kind" = 'ledger'`),
        owed: (await this.#all('SELECT 1 FROM "reactionsOwed"')).length,
      };
    } finally {
      await this.client.query('COMMIT');
    }
  }

  close(): Promise<void> {
    return this.client.end();
  }

  async #all<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return (await this.client.query<Row>(sql, [...parameters])).rows;
  }
}
