/** A console that holds its court: renews the lease, and says at once when the court is no longer its own. */
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import { steadyClock } from '../kernel/clock.js';
import { DomainError, reasonOf, unavailable } from '../kernel/errors.js';
import { pace, Term, Watch, type Standing } from './lease.js';
import {
  demandEpoch,
  endSessions,
  isAwaited,
  raise,
  renew,
  sessionsOf,
  showFit,
  standingOf,
} from './lease.store.js';

const takenOver = (why: string): DomainError =>
  unavailable('COURT_TAKEN_OVER', `this console no longer holds the court and ends: ${why}`);

export const isTakenOver = (thrown: unknown): boolean =>
  thrown instanceof DomainError && thrown.code === 'COURT_TAKEN_OVER';

export const secondConsole = (where: string): Error =>
  unavailable(
    'SECOND_CONSOLE',
    `another console is running on ${where}; stop it first, two must never write one court`,
  );

export class Holding {
  readonly #client: Client;
  readonly #demand: string;
  readonly #term = new Term(steadyClock.nowMs());
  #renewing: NodeJS.Timeout | undefined;
  #ending: NodeJS.Timeout | undefined;
  #lost: Error | undefined;
  #onLost: ((error: Error) => void) | undefined;
  #isClosed = false;

  private constructor(
    client: Client,
    readonly epoch: number,
  ) {
    this.#client = client;
    this.#demand = demandEpoch(epoch);
    // The lock went with the connection: another may hold the court already.
    client.on('error', (error) => this.#lose(`its connection broke (${reasonOf(error)})`));
    client.on('end', () => this.#lose('its connection was ended'));
    this.#renewLater();
    this.#watchTerm();
  }

  /** @returns nothing where somebody else was quicker; then the connection is still the caller's */
  static async takenFrom(client: Client, standing: Standing | undefined): Promise<Holding | undefined> {
    if (standing !== undefined) await endSessions(client, standing.epoch);
    const seen = standing ?? { epoch: 0, renewals: 0 };
    const epoch = await raise(client, seen, `${hostname()}:${process.pid}`);
    return epoch === undefined ? undefined : new Holding(client, epoch);
  }

  /** What its sessions are called in the database. */
  get sessions(): string {
    return sessionsOf(this.epoch);
  }

  /** @param onLost told once, also where it is lost already: whoever holds nothing must end */
  whenLost(onLost: (error: Error) => void): void {
    this.#onLost = onLost;
    if (this.#lost !== undefined) onLost(this.#lost);
  }

  /**
   * Said first in every transaction that writes; until COMMIT nobody can take over.
   * @throws COURT_TAKEN_OVER
   */
  async demand(writing: { query(sql: string): Promise<unknown> }): Promise<void> {
    if (((await writing.query(this.#demand)) as unknown[]).length !== 1)
      throw takenOver(`its number ${this.epoch} is out of date`);
  }

  /** Whether a console stands by that sees all it needs. */
  isAwaited(): Promise<boolean> {
    return isAwaited(this.#client);
  }

  /** As if it were lost: the process ends, and whoever stands by takes the court at once. */
  giveUp(why: string): void {
    this.#lose(why);
  }

  /** Lets the court go: whoever stands by takes it at once. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#renewing);
    clearTimeout(this.#ending);
    await this.#client.end();
  }

  #renewLater(): void {
    this.#renewing = setTimeout(() => void this.#renew(), pace.renewEveryMs);
  }

  async #renew(): Promise<void> {
    const begunAtMs = steadyClock.nowMs();
    try {
      if (!(await renew(this.#client, this.epoch))) {
        this.#lose('another one took it over');
        return;
      }
      this.#term.renewed(begunAtMs);
      if (!this.#isClosed) this.#renewLater();
    } catch (error) {
      this.#lose(`it cannot renew its lease (${reasonOf(error)})`);
    }
  }

  #watchTerm(): void {
    this.#ending = setTimeout(() => {
      if (this.#term.isOver(steadyClock.nowMs())) this.#lose('it could not renew its lease in time');
      else if (!this.#isClosed) this.#watchTerm();
    }, this.#term.leftMs(steadyClock.nowMs()));
  }

  #lose(why: string): void {
    if (this.#isClosed || this.#lost !== undefined) return;
    this.#lost = takenOver(why);
    this.#onLost?.(this.#lost);
  }
}

async function connected(url: string): Promise<Client> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: pace.stepsDownAfterMs,
    // Whoever looks must not hang on a dead line; whoever holds is given up by then anyway.
    query_timeout: 2 * pace.idleInTransactionMs,
    keepAlive: true,
    // A slow disk must not cost the court: a renewal that a crash of the server takes back does no harm.
    options: `-c synchronous_commit=off -c idle_in_transaction_session_timeout=${pace.idleInTransactionMs}`,
  });
  // A pending statement is refused with it; who waits for none has nothing to lose.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Takes the court now. @throws SECOND_CONSOLE where another console holds it */
export async function takeCourt(url: string): Promise<Holding> {
  const client = await connected(url);
  const standing = await standingOf(client);
  const holding = standing?.isConnected === true ? undefined : await Holding.takenFrom(client, standing);
  if (holding !== undefined) return holding;
  await client.end();
  throw secondConsole(`this database (${standing?.holder ?? 'a moment ago'})`);
}

/** What a console that stands by tells of its waiting, whenever it changes. */
export type Waiting = { readonly for: string } | { readonly cannotSee: string };

/** Whoever waits: what it tells, and whether it could serve now, the broker being in reach. */
export interface Candidate {
  readonly tell: (waiting: Waiting) => void;
  readonly isFit: () => Promise<boolean>;
}

/** Waits until the court is nobody's, and takes it. Writes nothing before. */
export async function awaitCourt(url: string, candidate: Candidate): Promise<Holding> {
  const watch = new Watch();
  for (;;) {
    let client: Client | undefined;
    try {
      client = await connected(url);
      return await watched(client, watch, candidate);
    } catch (error) {
      candidate.tell({ cannotSee: reasonOf(error) });
      void client?.end().catch(() => undefined);
      await pause(pace.lookEveryMs);
    }
  }
}

async function watched(client: Client, watch: Watch, { tell, isFit }: Candidate): Promise<Holding> {
  let isShown = false;
  const show = async (fit: boolean): Promise<void> => {
    if (fit !== isShown) await showFit(client, fit);
    isShown = fit;
  };
  for (; ; await pause(pace.lookEveryMs)) {
    const standing = await standingOf(client);
    if (!watch.isTakeable(standing, steadyClock.nowMs())) {
      tell({ for: standing?.holder ?? '' });
      await show(await isFit());
      continue;
    }
    await show(false);
    const holding = await Holding.takenFrom(client, standing);
    if (holding !== undefined) return holding;
  }
}
