/** Tells the console how full the recorder's disk is: at the start, when it changes, before it is full, and daily. */
import { statfs } from 'node:fs/promises';
import type { Clock } from '../../src/kernel/clock.js';
import { reasonOf } from '../../src/kernel/errors.js';

export interface StorageWatchOptions {
  readonly folder: string;
  readonly clock: Clock;
  readonly tell: (freePercent: number) => Promise<unknown>;
  readonly log: (line: string) => void;
  /** for tests */
  readonly freeOf?: (folder: string) => Promise<number>;
}

const everyMs = 60_000;
const dayMs = 24 * 60 * 60_000;
const worthTellingPercent = 5;
// Contract 1: under this it is trouble.
const littlePercent = 10;

export class StorageWatch {
  readonly #options: StorageWatchOptions;
  readonly #timer: NodeJS.Timeout;
  #last: { readonly freePercent: number; readonly atMs: number } | undefined;

  constructor(options: StorageWatchOptions) {
    this.#options = options;
    const look = (): void => {
      this.look().catch((thrown: unknown) => options.log(reasonOf(thrown)));
    };
    this.#timer = setInterval(look, everyMs);
    look();
  }

  async look(): Promise<void> {
    const { folder, clock, tell, freeOf } = this.#options;
    const freePercent = await (freeOf ?? freePercentOf)(folder);
    if (!this.#isNews(freePercent)) return;
    this.#last = { freePercent, atMs: clock.nowMs() };
    await tell(freePercent);
  }

  close(): void {
    clearInterval(this.#timer);
  }

  #isNews(freePercent: number): boolean {
    if (this.#last === undefined) return true;
    const hasCrossed = this.#last.freePercent < littlePercent !== freePercent < littlePercent;
    const hasMoved = Math.abs(this.#last.freePercent - freePercent) >= worthTellingPercent;
    return hasCrossed || hasMoved || this.#options.clock.nowMs() - this.#last.atMs >= dayMs;
  }
}

async function freePercentOf(folder: string): Promise<number> {
  const { bavail, blocks } = await statfs(folder);
  return blocks === 0 ? 0 : Math.round((bavail / blocks) * 1000) / 10;
}
