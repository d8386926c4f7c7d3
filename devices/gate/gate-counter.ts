/** Counts who went through a gate and tells it once a minute (contract 1), whatever way the gate counts. */
import type { SayingOf } from '../protocol/event.js';

export interface Totals {
  readonly passed: number;
  readonly alarmed: number;
}

export class GateCounter {
  #passed = 0;
  #alarmed = 0;
  #totals: Totals | undefined;
  #fromMs: number;

  constructor(nowMs: number) {
    this.#fromMs = nowMs;
  }

  pass(alarmed: number): void {
    this.#passed += 1;
    this.#alarmed += alarmed;
  }

  /** The gate's own counters; the first reading is where we begin, and a smaller one a gate that was switched off. */
  compare(totals: Totals): void {
    const before = this.#totals;
    this.#totals = totals;
    if (before === undefined) return;
    this.#passed += risen(before.passed, totals.passed);
    this.#alarmed += risen(before.alarmed, totals.alarmed);
  }

  /** What went through since the last time; nothing where nobody did. */
  take(nowMs: number): SayingOf<'gate'> | undefined {
    const counts = { passed: this.#passed, alarmed: this.#alarmed };
    const from = new Date(this.#fromMs).toISOString();
    this.#fromMs = nowMs;
    this.#passed = 0;
    this.#alarmed = 0;
    if (counts.passed === 0 && counts.alarmed === 0) return undefined;
    return { type: 'passages', from, to: new Date(nowMs).toISOString(), ...counts };
  }
}

const risen = (before: number, now: number): number => (now >= before ? now - before : now);
