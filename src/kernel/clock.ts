/** Time as an argument: instants are ISO-8601 UTC text with milliseconds, which sort as they count. */
export type Instant = string;

export interface Clock {
  /** milliseconds since 1970, UTC */
  nowMs(): number;
}

export const systemClock: Clock = { nowMs: () => Date.now() };

export const toInstant = (ms: number): Instant => new Date(ms).toISOString();
export const toMs = (instant: Instant): number => Date.parse(instant);
export const laterBy = (instant: Instant, milliseconds: number): Instant =>
  toInstant(toMs(instant) + milliseconds);
