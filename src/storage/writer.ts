/** The court's one writer: works wait in a line, many share one transaction and one fsync, each undoes itself alone. */
import { reasonOf, unavailable } from '../kernel/errors.js';
import type { Databases } from './databases.js';
import { isBusy, isFatal, undoesAll } from './dialect.js';
import { isTakenOver } from './holding.js';
import type { NewFact, RecordedFact, Unit, WriterHooks } from './unit.js';

type Work = (unit: Unit) => Promise<unknown>;
interface Waiting {
  readonly work: Work;
  readonly done: (value: unknown) => void;
  readonly failed: (error: unknown) => void;
}
type Outcome = { readonly value: unknown } | { readonly error: unknown };

const largestGroup = 256;
const firstPauseMs = 5;
const longestPauseMs = 250;

export class Writer {
  readonly #databases: Databases;
  readonly #waiting: Waiting[] = [];
  #hooks: WriterHooks | undefined;
  #draining = false;
  #closed = false;

  /** @param onFatal called when the disk can no longer be trusted, or the court is another's; the process must end and open the database anew */
  constructor(
    databases: Databases,
    readonly onFatal: (error: unknown) => void = () => undefined,
  ) {
    this.#databases = databases;
  }

  use(hooks: WriterHooks): void {
    this.#hooks = hooks;
  }

  /** How many works wait. */
  get depth(): number {
    return this.#waiting.length;
  }

  /**
   * Resolves with the work's value once it is on disk.
   * The work may await nothing but statements of its unit: everything else waits behind it.
   * @throws what the work threw (it alone is undone), or `STORAGE_UNAVAILABLE` when the whole group was
   */
  write<T>(work: (unit: Unit) => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(unavailable('STORAGE_CLOSED', 'the console is shutting down'));
    return new Promise<T>((done, failed) => {
      this.#waiting.push({ work, done: done as (value: unknown) => void, failed });
      if (!this.#draining) {
        this.#draining = true;
        setImmediate(() => void this.#drain());
      }
    });
  }

  /** Ends what waits, then refuses more. */
  async close(): Promise<void> {
    while (this.#draining) await new Promise<void>((go) => setImmediate(go));
    this.#closed = true;
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      await this.#writeGroup(this.#waiting.splice(0, largestGroup));
      // Sockets and timers get their turn between two groups.
      await new Promise<void>((go) => setImmediate(go));
    }
    this.#draining = false;
  }

  async #writeGroup(group: readonly Waiting[]): Promise<void> {
    try {
      await this.#begin();
      await this.#databases.holding?.demand(this.#databases.writing);
      const { outcomes, facts } = await this.#runAll(group);
      if (facts.length > 0) await this.#hooks?.seal(this.#databases.writing, facts);
      await this.#databases.writing.query('COMMIT');
      try {
        this.#hooks?.committed(facts);
      } finally {
        // They are on disk, whatever those who hear of it make of it.
        group.forEach((waiting, place) => settle(waiting, outcomes[place]));
      }
    } catch (error) {
      await this.#rollback();
      const told = unavailable('STORAGE_UNAVAILABLE', `nothing was stored: ${reasonOf(error)}`);
      for (const waiting of group) waiting.failed(told);
      if (isFatal(error) || isTakenOver(error)) this.onFatal(error);
    }
  }

  /** Another program may hold the file for a while (a backup tool): wait for it, without blocking the process. */
  async #begin(): Promise<void> {
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      try {
        await this.#databases.writing.query(
          this.#databases.dialect === 'sqlite' ? 'BEGIN IMMEDIATE' : 'BEGIN',
        );
        return;
      } catch (error) {
        if (!isBusy(error) || this.#closed) throw error;
        await new Promise<void>((go) => setTimeout(go, pauseMs));
      }
    }
  }

  async #runAll(group: readonly Waiting[]): Promise<{ outcomes: Outcome[]; facts: RecordedFact[] }> {
    const facts: RecordedFact[] = [];
    const outcomes: Outcome[] = [];
    for (const { work } of group) {
      const unit = this.#unit(facts);
      const mark = facts.length;
      try {
        const value = await unit.nested(async () => {
          const result = await work(unit);
          await this.#hooks?.react(unit, facts, mark);
          return result;
        });
        outcomes.push({ value });
      } catch (error) {
        if (undoesAll(error)) throw error;
        outcomes.push({ error });
      }
    }
    return { outcomes, facts };
  }

  #unit(facts: RecordedFact[]): Unit {
    const at = this.#hooks?.now() ?? new Date().toISOString();
    const head = this.#hooks?.head() ?? 0;
    const { writing } = this.#databases;
    let depth = 0;
    return {
      at,
      query: (sql, parameters) => writing.query(sql, parameters),
      rows: (table) => writing.rows(table),
      record: (fact: NewFact) => {
        const recorded = { ...fact, seq: head + facts.length + 1, at };
        facts.push(recorded);
        return recorded;
      },
      nested: async (work) => {
        const name = `s${(depth += 1)}`;
        const mark = facts.length;
        await writing.query(`SAVEPOINT ${name}`);
        try {
          const value = await work();
          await writing.query(`RELEASE SAVEPOINT ${name}`);
          return value;
        } catch (error) {
          if (undoesAll(error)) throw error;
          facts.length = mark;
          await writing.query(`ROLLBACK TO SAVEPOINT ${name}`);
          await writing.query(`RELEASE SAVEPOINT ${name}`);
          throw error;
        } finally {
          depth -= 1;
        }
      },
    };
  }

  async #rollback(): Promise<void> {
    // SQLite may have undone the transaction already; then there is nothing to roll back.
    await this.#databases.writing.query('ROLLBACK').catch(() => undefined);
  }
}

function settle(waiting: Waiting, outcome: Outcome | undefined): void {
  if (outcome !== undefined && 'value' in outcome) waiting.done(outcome.value);
  else waiting.failed(outcome?.error);
}
