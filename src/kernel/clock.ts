/** Time as an argument: instants are ISO-8601 UTC text with milliseconds, which sort as they count. */
export type Instant = string;

export interface Clock {
  /** milliseconds since 1970, UTC */
  nowMs(): number;
}

export const systemClock: Clock = { nowMs: () => Date.now() };
/** One that nobody steps: its numbers only tell how long something took. */
export const steadyClock: Clock = { nowMs: () => performance.now() };

// Under load hundreds of things happen in one millisecond, and writing it out costs more than most of them.
let lastMs = Number.NaN;
let lastInstant: Instant = '';

export function toInstant(ms: number): Instant {
  if (ms !== lastMs) {
    lastInstant = new Date(ms).toISOString();
    lastMs = ms;
  }
  return lastInstant;
}
export const toMs = (instant: Instant): number => Date.parse(instant);
export const laterBy = (instant: Instant, milliseconds: number): Instant =>
  toInstant(toMs(instant) + milliseconds);
