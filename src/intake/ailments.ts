/** What ails a device that still speaks, as its heartbeats tell: a low battery, a wrong clock, a gap in what it said. Pure. */

export interface Gap {
  readonly boot: string;
  /** the last event that the device says it made */
  readonly lastSeq: number;
  /** how many of them never came */
  readonly missing: number;
  /** a person has seen that they are lost */
  readonly accepted?: true;
}

/** What stands now; the trouble of each has its name. */
export interface Ailments {
  readonly battery?: { readonly percent: number };
  readonly clock?: { readonly aheadMs: number };
  readonly gap?: Gap;
}
export type Ailment = keyof Ailments;

/** Once low it must be charged a little before it is well again, so that it does not come and go. */
export const isBatteryLow = (percent: number, wasLow: boolean): boolean => percent < (wasLow ? 25 : 20);

/** A minute makes its events late (`occurrence`); half a minute is well again. */
export const isClockWrong = (aheadMs: number, wasWrong: boolean): boolean =>
  Math.abs(aheadMs) > (wasWrong ? 30_000 : 60_000);

const fewestClocks = 3;

/** When most devices are off to the same side it is our own clock that is wrong, and no device is to blame. */
export function isOurClockWrong(aheadMs: readonly number[]): boolean {
  const off = aheadMs.filter((ahead) => isClockWrong(ahead, false));
  const before = off.filter((ahead) => ahead > 0).length;
  const most = Math.max(before, off.length - before);
  return aheadMs.length >= fewestClocks && 2 * most > aheadMs.length;
}

/** What is on its way is published again within ten seconds; what is missing for longer than this is missing. */
export const missingAfterMs = 30_000;

/** Whether this gap was told or accepted before. */
export const isKnownGap = (known: Gap | undefined, { boot, missing }: Gap): boolean =>
  known !== undefined &&
  known.boot === boot &&
  (known.accepted === true ? missing <= known.missing : missing === known.missing);
