/** One connection of the database: statements go to the driver by the shortest way, whichever database it is. */
import type BetterSqlite3 from 'better-sqlite3';
import type { DataSource, EntitySchema, ObjectLiteral, QueryRunner, Repository } from 'typeorm';
import { spoken, StatementFailed } from './dialect.js';
import { QuickRows } from './quick-rows.js';
import type { Connection } from './unit.js';

// Statements are few, but lists of any length (`IN (?, ?)`) make new ones.
const mostStatements = 500;

const bindable = (value: unknown): unknown =>
  value === undefined ? null : typeof value === 'boolean' ? Number(value) : value;

/** Rows of tables over any connection. */
class Tables {
  readonly #known = new Map<unknown, unknown>();

  constructor(
    readonly source: DataSource,
    readonly runner?: QueryRunner,
  ) {}

  of<Row extends ObjectLiteral>(table: EntitySchema<Row>, connection: Connection): Repository<Row> {
    let rows = this.#known.get(table) as QuickRows<Row> | undefined;
    if (rows === undefined) {
      rows = new QuickRows(table, this.runner?.manager ?? this.source.manager, connection);
      this.#known.set(table, rows);
    }
    return rows;
  }
}

/**
 * TypeORM's runner awaits its logger and its subscribers around each statement; on a hot path that costs more than the
 * statement. It opened this handle and shares it.
 */
export class SqliteConnection implements Connection {
  readonly #handle: BetterSqlite3.Database;
  readonly #tables: Tables;
  readonly #statements = new Map<string, BetterSqlite3.Statement>();

  constructor(handle: BetterSqlite3.Database, source: DataSource, runner?: QueryRunner) {
    this.#handle = handle;
    this.#tables = new Tables(source, runner);
  }

  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.#said(sql, parameters, (statement, bound) => {
      if (statement.reader) return statement.all(bound) as Row[];
      statement.run(bound);
      return [];
    });
  }

  async change(sql: string, parameters: readonly unknown[] = []): Promise<number> {
    return this.#said(sql, parameters, (statement, bound) => statement.run(bound).changes);
  }

  rows<Row extends ObjectLiteral>(table: EntitySchema<Row>): Repository<Row> {
    return this.#tables.of(table, this);
  }

  #said<T>(
    sql: string,
    parameters: readonly unknown[],
    say: (statement: BetterSqlite3.Statement, bound: readonly unknown[]) => T,
  ): T {
    try {
      return say(this.#prepared(sql), parameters.map(bindable));
    } catch (error) {
      throw new StatementFailed(error as Error);
    }
  }

  #prepared(sql: string): BetterSqlite3.Statement {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      if (this.#statements.size >= mostStatements) this.#statements.clear();
      statement = this.#handle.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

export class PostgresConnection implements Connection {
  readonly #source: DataSource;
  readonly #runner: QueryRunner | undefined;
  readonly #tables: Tables;

  /** @param runner the one client that transactions run on; any client of the pool where there is none */
  constructor(source: DataSource, runner?: QueryRunner) {
    this.#source = source;
    this.#runner = runner;
    this.#tables = new Tables(source, runner);
  }

  async query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const text = spoken(sql, 'postgres');
    const bound = parameters.map((value) => (value === undefined ? null : value));
    if (this.#runner === undefined) return this.#source.query<Row[]>(text, bound);
    return (await this.#runner.query(text, bound, true)).records as Row[];
  }

  async change(sql: string, parameters: readonly unknown[] = []): Promise<number> {
    const runner = this.#runner ?? this.#source.createQueryRunner();
    try {
      return (await runner.query(spoken(sql, 'postgres'), [...parameters], true)).affected ?? 0;
    } finally {
      if (this.#runner === undefined) await runner.release();
    }
  }

  rows<Row extends ObjectLiteral>(table: EntitySchema<Row>): Repository<Row> {
    return this.#tables.of(table, this);
  }
}
