/** Up to which number a device's events must have come: what a heartbeat named half a minute ago, without a heartbeat left out since. Pure. */
import { missingAfterMs } from './ailments.js';

interface Claim {
  readonly lastSeq: number;
  readonly atMs: number;
}

/** A heartbeat and a third: one was left out. */
const awayAfterMs = 20_000;
/** A device that raves is not remembered beat by beat. */
const closestMs = 1_000;

export class Arrears {
  #boot = '';
  #heardAtMs = 0;
  /** oldest first; of those that are old enough only the youngest */
  #claims: Claim[] = [];

  /**
   * A heartbeat names the last event that the device made.
   * @returns the number up to which all must be here, 0 while none must
   */
  claim(boot: string, lastSeq: number, nowMs: number): number {
    // Who was away, or has begun anew, begins only now to send what waits: nothing of it is missing yet.
    if (boot !== this.#boot || nowMs - this.#heardAtMs >= awayAfterMs) this.#claims = [];
    [this.#boot, this.#heardAtMs] = [boot, nowMs];
    const before = this.#claims.at(-1);
    if (before === undefined || nowMs - before.atMs >= closestMs) this.#claims.push({ lastSeq, atMs: nowMs });
    const due = this.#claims.findLast(({ atMs }) => nowMs - atMs >= missingAfterMs);
    if (due === undefined) return 0;
    this.#claims.splice(0, this.#claims.indexOf(due));
    return due.lastSeq;
  }
}
