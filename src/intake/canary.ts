/** The canary: a button of nobody that presses through the real broker, so that a way which no press can go shows before one must. Pure. */
import type { Device } from './device.js';

export const canaryId = 'canary';

/** On the wire a button; it hangs nowhere and is no part of the register. */
export const canary: Device = {
  id: canaryId,
  kind: 'button',
  name: '自检',
  place: '',
  zone: 'B',
  enabled: true,
  state: 'heard',
};

export const pressEveryMs = 10_000;
export const receiptWithinMs = 15_000;
/** Who is asked later than this was away himself. */
const awayAfterMs = 5_000;

/** What is known of the way from a button to its receipt; by a clock that nobody steps, handed in. */
export class Proof {
  #provenAtMs: number;
  #askedAtMs: number;
  #pressed: { readonly seq: number; readonly atMs: number };

  constructor(nowMs: number) {
    this.#provenAtMs = nowMs;
    this.#askedAtMs = nowMs;
    this.#pressed = { seq: 0, atMs: nowMs };
  }

  /** To be asked every second. @returns the number of the press that is due */
  due(nowMs: number): number | undefined {
    // While the console itself was away it proved nothing, and nothing failed.
    if (nowMs - this.#askedAtMs > awayAfterMs) this.#provenAtMs = nowMs;
    this.#askedAtMs = nowMs;
    return nowMs - this.#pressed.atMs >= pressEveryMs ? this.#pressed.seq + 1 : undefined;
  }

  pressed(seq: number, nowMs: number): void {
    this.#pressed = { seq, atMs: nowMs };
  }

  /** @returns whether it is the receipt that was waited for */
  receipted(seq: number): boolean {
    if (seq !== this.#pressed.seq) return false;
    this.#provenAtMs = this.#pressed.atMs;
    return true;
  }

  /** The next press was due, and had no receipt for too long. */
  isFailing(nowMs: number): boolean {
    return nowMs - this.#provenAtMs >= pressEveryMs + receiptWithinMs;
  }
}
