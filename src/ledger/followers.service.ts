/** Reads the ledger entry by entry behind the writer, remembering how far: what leaves the house leaves this way. */
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Reader } from '../storage/reader.js';
import type { Asking, RecordedFact } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import { Entries, keptFact, type KeptFact } from './entries.service.js';
import { Ledger } from './ledger.service.js';
import { cursorOf, keepCursor } from './ledger.store.js';

const page = 500;
const keepEveryMs = 1000;
const retryMs = 1000;
/** A follower that falls further behind reads from the disk. */
const mostFresh = 10_000;

export type Act = (fact: KeptFact) => Promise<void>;
/** Which types of facts the follower is given; it passes over the others. */
export type Wanted = (type: string) => boolean;

@Injectable()
export class Followers implements OnModuleDestroy {
  readonly #stops: (() => void)[] = [];

  constructor(
    private readonly ledger: Ledger,
    private readonly entries: Entries,
    private readonly reader: Reader,
    private readonly writer: Writer,
  ) {}

  /**
   * Gives `act` every wanted fact after the follower's cursor, in order, at least once: a fact whose act fails, or whose
   * cursor was not yet kept when the process died, comes again. What `act` sends must carry an id made from the fact's number.
   */
  async follow(name: string, act: Act, wanted: Wanted = () => true): Promise<void> {
    const { ledger, entries } = this;
    let kept = await cursorOf(this.reader, name);
    const following = new Following(kept, ledger, entries, { act, wanted });
    const keeping = setInterval(() => {
      const { cursor } = following;
      if (kept === cursor) return;
      kept = cursor;
      this.writer.write((unit) => keepCursor(unit, name, cursor)).catch(() => undefined);
    }, keepEveryMs);
    const off = ledger.onCommitted((facts) => following.tell(facts));
    this.#stops.push(() => {
      following.stop();
      clearInterval(keeping);
      off();
    });
    following.tell([]);
  }

  /** How far a reader of something else than the ledger came; kept with what it wrote. */
  cursor(name: string, asking: Asking = this.reader): Promise<number> {
    return cursorOf(asking, name);
  }

  async keepCursor(unit: Asking, name: string, cursor: number): Promise<void> {
    await keepCursor(unit, name, cursor);
  }

  onModuleDestroy(): void {
    for (const stop of this.#stops) stop();
  }
}

class Following {
  #cursor: number;
  #isRunning = false;
  #isStopped = false;
  /** told since the last look, so that what was just written need not be read back */
  #fresh: RecordedFact[] = [];

  constructor(
    cursor: number,
    readonly ledger: Ledger,
    readonly entries: Entries,
    readonly wish: { readonly act: Act; readonly wanted: Wanted },
  ) {
    this.#cursor = cursor;
  }

  get cursor(): number {
    return this.#cursor;
  }

  tell(facts: readonly RecordedFact[]): void {
    if (this.#fresh.length > mostFresh) this.#fresh = [];
    for (const fact of facts) this.#fresh.push(fact);
    if (!this.#isRunning && !this.#isStopped) void this.#run();
  }

  stop(): void {
    this.#isStopped = true;
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    try {
      while (this.#isBehind()) {
        const fresh = this.#fresh;
        this.#fresh = [];
        if (fresh[0]?.seq === this.#cursor + 1) await this.#give(fresh, keptFact);
        else await this.#give(await this.entries.from(this.#cursor + 1, page), (fact) => fact);
      }
    } catch {
      // The fact stays where the cursor is: it comes again.
      setTimeout(() => this.tell([]), retryMs).unref();
    } finally {
      this.#isRunning = false;
    }
  }

  #isBehind(): boolean {
    return !this.#isStopped && this.#cursor < this.ledger.head();
  }

  async #give<Fact extends { seq: number; type: string }>(
    facts: readonly Fact[],
    shaped: (fact: Fact) => KeptFact,
  ): Promise<void> {
    for (const fact of facts) {
      if (this.#isStopped) return;
      if (this.wish.wanted(fact.type)) await this.wish.act(shaped(fact));
      this.#cursor = fact.seq;
    }
  }
}
