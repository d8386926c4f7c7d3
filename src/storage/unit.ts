/** What a piece of writing work may do: ask, change, and collect the facts that the ledger will hold. */
import type { Actor, Subject } from '../kernel/actor.js';
import type { Instant } from '../kernel/clock.js';
import type { EntitySchema, ObjectLiteral, Repository } from 'typeorm';

export type FactData = Readonly<Record<string, unknown>>;

/** A fact before the ledger has given it bytes. `context` travels to listeners of the same transaction, never to the ledger. */
export interface NewFact {
  readonly type: string;
  readonly by: Actor;
  readonly subject: Subject;
  readonly data: FactData;
  readonly context?: unknown;
}

export interface RecordedFact extends NewFact {
  /** the number it will have if its work survives */
  readonly seq: number;
  readonly at: Instant;
}

export interface Asking {
  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  rows<Row extends ObjectLiteral>(table: EntitySchema<Row>): Repository<Row>;
}

/** One connection of the database. */
export interface Connection extends Asking {
  /** @returns how many rows the statement changed */
  change(sql: string, parameters?: readonly unknown[]): Promise<number>;
}

export interface Unit extends Asking {
  /** the time of this work: of its facts and its rows */
  readonly at: Instant;
  record(fact: NewFact): RecordedFact;
  /** Runs `work` so that a throw undoes it alone, its facts with it, and passes the throw on. */
  nested<T>(work: () => Promise<T>): Promise<T>;
}

/** What takes part in every transaction of the writer: the ledger. */
export interface WriterHooks {
  /** the number of the last entry on disk */
  head(): number;
  /** never before the last entry's time */
  now(): Instant;
  /** what others do because of the facts from `from` on, in the same transaction; `facts` grows while they do */
  react(unit: Unit, facts: readonly RecordedFact[], from: number): Promise<void>;
  /** number, chain and store the facts of the works that survived, just before COMMIT */
  seal(unit: Asking, facts: readonly RecordedFact[]): Promise<void>;
  /** after COMMIT: the facts are on disk */
  committed(facts: readonly RecordedFact[]): void;
}
