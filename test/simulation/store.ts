/** The court's real SQLite file, whose statements may be refused, made to wait, or be the last that the console ever said. */
import type { EntitySchema, ObjectLiteral, Repository } from 'typeorm';
import { openDatabases, type Databases } from '../../src/storage/databases.js';
import { StatementFailed } from '../../src/storage/dialect.js';
import type { Tables } from '../../src/storage/entity.js';
import { QuickRows } from '../../src/storage/quick-rows.js';
import type { Connection } from '../../src/storage/unit.js';
import type { VirtualTime } from './platform.js';

/** What befalls the store until it is set right. */
export interface Fate {
  /** every COMMIT is refused, as by a full disk */
  isFull: boolean;
  /** another program holds the file */
  isLocked: boolean;
  /** how long a COMMIT takes */
  commitMs: number;
  /** after so many statements one is refused for a reason of its own; 0: none */
  hiccupAfter: number;
  /** the process dies at the statement that is so many ahead; 0: at none */
  diesAfter: number;
  /** it dies when that statement was done, not before */
  diesDone: boolean;
  /** the next COMMIT is done and told as an I/O error */
  commitLies: boolean;
}

export const goodFate = (): Fate => ({
  isFull: false,
  isLocked: false,
  commitMs: 0,
  hiccupAfter: 0,
  diesAfter: 0,
  diesDone: false,
  commitLies: false,
});

const refusal = (code: string): StatementFailed =>
  new StatementFailed(Object.assign(new Error(`simulated ${code}`), { code }));
const never = <T>(): Promise<T> => new Promise(() => undefined);
const isOfTheWriter = /^(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)/;

/** One life of the console over one file. */
export class SimulatedStore implements Databases {
  readonly dialect = 'sqlite';
  readonly version: string;
  readonly writing: Connection;
  readonly reading: Connection;
  isDead = false;

  private constructor(
    readonly real: Databases,
    readonly fate: Fate,
    readonly time: VirtualTime,
    readonly onDeath: () => void,
  ) {
    this.version = real.version;
    this.writing = new FatefulConnection(real.writing, this, true);
    this.reading = new FatefulConnection(real.reading, this, false);
  }

  static async open(
    path: string,
    tables: Tables,
    { fate, time, onDeath }: Pick<SimulatedStore, 'fate' | 'time' | 'onDeath'>,
  ): Promise<SimulatedStore> {
    return new SimulatedStore(await openDatabases(`sqlite:${path}`, tables), fate, time, onDeath);
  }

  die(): void {
    this.isDead = true;
    this.onDeath();
  }

  async close(): Promise<void> {
    this.isDead = true;
    await this.real.close();
  }
}

class FatefulConnection implements Connection {
  readonly #rows = new Map<unknown, unknown>();

  constructor(
    readonly real: Connection,
    readonly store: SimulatedStore,
    readonly isWriting: boolean,
  ) {}

  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]> {
    return this.#said(sql, () => this.real.query<Row>(sql, parameters));
  }

  change(sql: string, parameters?: readonly unknown[]): Promise<number> {
    return this.#said(sql, () => this.real.change(sql, parameters));
  }

  rows<Row extends ObjectLiteral>(table: EntitySchema<Row>): Repository<Row> {
    let rows = this.#rows.get(table) as QuickRows<Row> | undefined;
    if (rows === undefined) {
      rows = new QuickRows(table, this.real.rows(table).manager, this);
      this.#rows.set(table, rows);
    }
    return rows;
  }

  async #said<T>(sql: string, say: () => Promise<T>): Promise<T> {
    const { store } = this;
    if (store.isDead) return never();
    if (!this.isWriting) return say();
    const isLast = store.fate.diesAfter > 0 && (store.fate.diesAfter -= 1) === 0;
    if (isLast && !store.fate.diesDone) {
      store.die();
      return never();
    }
    const value = await this.#asFated(sql, say);
    if (isLast) {
      store.die();
      return never();
    }
    return value;
  }

  async #asFated<T>(sql: string, say: () => Promise<T>): Promise<T> {
    const { fate } = this.store;
    if (sql === 'BEGIN IMMEDIATE' && fate.isLocked) throw refusal('SQLITE_BUSY');
    if (sql === 'COMMIT') return this.#commit(say);
    if (fate.hiccupAfter > 0 && !isOfTheWriter.test(sql) && (fate.hiccupAfter -= 1) === 0)
      throw refusal('SQLITE_ERROR');
    return say();
  }

  async #commit<T>(say: () => Promise<T>): Promise<T> {
    const { fate, time } = this.store;
    if (fate.commitMs > 0) await new Promise<void>((go) => time.ofConsole(fate.commitMs, go));
    if (this.store.isDead) return never();
    if (fate.isFull) {
      await this.real.query('ROLLBACK');
      throw refusal('SQLITE_FULL');
    }
    const value = await say();
    if (!fate.commitLies) return value;
    fate.commitLies = false;
    throw refusal('SQLITE_IOERR_FSYNC');
  }
}
