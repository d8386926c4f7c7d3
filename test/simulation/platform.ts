/** Time and chance as the platform gives them to the console, taken over: nothing passes and nothing is drawn but by a seed. */
import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { chanceFrom } from '../faults/chance.js';

const RealDate = Date;
const { setTimeout, setInterval, setImmediate, clearTimeout, clearInterval, clearImmediate } = globalThis;
const own = { Date, setTimeout, setInterval, setImmediate, clearTimeout, clearInterval, clearImmediate };
const ownNow = performance.now.bind(performance);
const { randomBytes, randomUUID, pbkdf2 } = crypto;
const { random } = Math;
/** Before it the console's demo court was made; a run begins at the same moment, whatever the seed. */
export const epochMs = RealDate.UTC(2030, 0, 7, 1);

interface Timer {
  readonly atMs: number;
  readonly order: number;
  readonly act: () => void;
  /** of the console, and gone when its process is */
  readonly isOfConsole: boolean;
  readonly againAfterMs?: number;
}

/** Everything that waits, in the order in which it comes. */
export class VirtualTime {
  /** since the run began, by a clock that nobody steps */
  nowMs = 0;
  /** how far the console's wall clock is ahead of the right one */
  offsetMs = 0;
  readonly #waiting = new Map<number, Timer>();
  #order = 0;

  /** The right time, as devices have it. */
  get rightMs(): number {
    return epochMs + this.nowMs;
  }

  get wallMs(): number {
    return this.rightMs + this.offsetMs;
  }

  /** Something of the world, that goes on while the console is down. */
  after(ms: number, act: () => void): number {
    return this.#wait(ms, act, false);
  }

  ofConsole(ms: number, act: () => void, againAfterMs?: number): number {
    return this.#wait(ms, act, true, againAfterMs);
  }

  forget(timer: number): void {
    this.#waiting.delete(timer);
  }

  /** The console's process is gone, its timers with it. */
  forgetConsole(): void {
    for (const [order, timer] of this.#waiting) if (timer.isOfConsole) this.#waiting.delete(order);
  }

  /** Goes to the next thing that comes, if it comes by then, and does it. @returns whether there was one */
  step(untilMs: number): boolean {
    let next: Timer | undefined;
    for (const timer of this.#waiting.values())
      if (next === undefined || timer.atMs < next.atMs) next = timer;
    if (next === undefined || next.atMs > untilMs) {
      this.nowMs = untilMs;
      return false;
    }
    this.nowMs = Math.max(this.nowMs, next.atMs);
    this.#waiting.delete(next.order);
    if (next.againAfterMs !== undefined) {
      const atMs = this.nowMs + Math.max(1, next.againAfterMs);
      this.#waiting.set(next.order, { ...next, atMs });
    }
    next.act();
    return true;
  }

  #wait(ms: number, act: () => void, isOfConsole: boolean, againAfterMs?: number): number {
    const order = (this.#order += 1);
    const atMs = this.nowMs + Math.max(0, Number.isFinite(ms) ? ms : 0);
    const again = againAfterMs === undefined ? {} : { againAfterMs };
    this.#waiting.set(order, { atMs, order, act, isOfConsole, ...again });
    return order;
  }
}

/** Resolves when every promise that could go on has gone on: what begins on the real machine would not be waited for. */
export const settled = (): Promise<void> => new Promise((go) => setImmediate(go));

class Handle {
  constructor(readonly order: number) {}
  unref(): this {
    return this;
  }
  ref(): this {
    return this;
  }
}

/** From now on this process has the world's time, and chance from this seed. */
export function takeOver(time: VirtualTime, seed: number): void {
  const chance = chanceFrom(seed);
  const set =
    (again: boolean) =>
    (act: (...words: unknown[]) => void, ms = 0, ...words: unknown[]): Handle =>
      new Handle(time.ofConsole(ms, () => act(...words), again ? ms : undefined));
  const clear = (handle: unknown): void => {
    if (handle instanceof Handle) time.forget(handle.order);
  };
  class VirtualDate extends RealDate {
    constructor(...given: [] | [number | string | Date]) {
      super(given[0] ?? time.wallMs);
    }
    static override now(): number {
      return Math.floor(time.wallMs);
    }
  }
  Object.assign(globalThis, {
    Date: VirtualDate,
    setTimeout: set(false),
    setInterval: set(true),
    setImmediate: (act: (...words: unknown[]) => void, ...words: unknown[]) => set(false)(act, 0, ...words),
    clearTimeout: clear,
    clearInterval: clear,
    clearImmediate: clear,
  });
  performance.now = () => time.nowMs;
  const bytes = (length: number): Buffer =>
    Buffer.from(Array.from({ length }, () => Math.floor(chance() * 256)));
  Object.assign(crypto, {
    randomBytes: bytes,
    randomUUID: () => bytes(16).toString('hex'),
    // On another thread it would take real time.
    pbkdf2: (...given: [...Parameters<typeof crypto.pbkdf2Sync>, (error: null, key: Buffer) => void]) => {
      const [secret, salt, rounds, length, digest, done] = given;
      done(null, crypto.pbkdf2Sync(secret, salt, rounds, length, digest));
    },
  });
  Math.random = chance;
  syncBuiltinESMExports();
}

/** The machine's own time and chance again. */
export function giveBack(): void {
  Object.assign(globalThis, own);
  performance.now = ownNow;
  Object.assign(crypto, { randomBytes, randomUUID, pbkdf2 });
  Math.random = random;
  syncBuiltinESMExports();
}
