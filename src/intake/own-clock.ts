/** Whether the console's own clock is to be believed: it was stepped, it started before the last entry, devices say otherwise. Pure. */
import { isClockWrong } from './ailments.js';

/** Clocks are set by small steps all day; NTP slews what is smaller than this. */
const stepMs = 2_000;

export interface Reading {
  /** milliseconds since 1970 */
  readonly wallMs: number;
  /** of a clock that nobody steps */
  readonly steadyMs: number;
}

export interface OwnClock {
  readonly last: Reading;
  /** how far the wall's clock stands from where it would be, had it only gone on; below zero it is slow */
  readonly offMs: number;
  /** it started before the last entry: it is slow by at least so much, and right again once it is past it */
  readonly isBehind: boolean;
}

/** @param lastEntryMs when the ledger's last entry was made, by this clock as it was then */
export function began(now: Reading, lastEntryMs: number): OwnClock {
  const behindMs = now.wallMs - lastEntryMs;
  const isBehind = behindMs <= -stepMs;
  return { last: now, offMs: isBehind ? behindMs : 0, isBehind };
}

export function lookedAt({ last, offMs, isBehind }: OwnClock, now: Reading): OwnClock {
  const jumpMs = now.wallMs - last.wallMs - (now.steadyMs - last.steadyMs);
  // One that is off may also be brought back by small steps.
  const nextMs = offMs + jumpMs;
  const isRight = isBehind ? nextMs > -stepMs : Math.abs(nextMs) < stepMs;
  return { last: now, offMs: isRight ? 0 : nextMs, isBehind: isBehind && !isRight };
}

/** Told anew where it became wrong or right, or is another wrong: a clock is off by nothing, or by a step at least. */
export const isOtherThan = (toldMs: number, offMs: number): boolean => Math.abs(offMs - toldMs) >= stepMs;

/** What the devices make it by their own clocks: the middle of those that are off. */
export function doubtOf(aheadMs: readonly number[]): number {
  const off = aheadMs.filter((ahead) => isClockWrong(ahead, false)).toSorted((a, b) => a - b);
  return -(off[Math.floor(off.length / 2)] ?? 0);
}
