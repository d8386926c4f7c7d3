/** Reads the ledger entry by entry behind the writer, remembering how far: what leaves the house leaves this way. */
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Reader } from '../storage/reader.js';
import { Writer } from '../storage/writer.js';
import { Entries, type KeptFact } from './entries.service.js';
import { Ledger } from './ledger.service.js';
import { cursorOf, keepCursor } from './ledger.store.js';

const page = 500;
const keepEveryMs = 1000;
const retryMs = 1000;

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
   * Gives `act` every fact after the follower's cursor, in order, at least once: a fact whose act fails, or whose cursor
   * was not yet kept when the process died, comes again. What `act` sends must carry an id made from the fact's number.
   */
  async follow(name: string, act: (fact: KeptFact) => Promise<void>): Promise<void> {
    let cursor = await cursorOf(this.reader, name);
    let kept = cursor;
    let running = false;
    let stopped = false;
    const run = async (): Promise<void> => {
      if (running || stopped) return;
      running = true;
      try {
        while (!stopped && cursor < this.ledger.head()) {
          for (const fact of await this.entries.from(cursor + 1, page)) {
            await act(fact);
            cursor = fact.seq;
          }
        }
      } catch {
        // The fact stays where the cursor is: it comes again.
        setTimeout(() => void run(), retryMs).unref();
      } finally {
        running = false;
      }
    };
    const keeping = setInterval(() => {
      if (kept === cursor) return;
      kept = cursor;
      this.writer.write((unit) => keepCursor(unit, name, cursor)).catch(() => undefined);
    }, keepEveryMs);
    const off = this.ledger.onCommitted(() => void run());
    this.#stops.push(() => {
      stopped = true;
      clearInterval(keeping);
      off();
    });
    void run();
  }

  onModuleDestroy(): void {
    for (const stop of this.#stops) stop();
  }
}
