/** Finds what is missing between the recordings of one recorder: time within a wearing, running numbers. */
export interface Recorded {
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly number?: number | undefined;
}

export interface Gap {
  readonly fromMs: number;
  readonly toMs: number;
  /** running numbers between the two that are nowhere: files that were there once */
  readonly missing: number;
}

export interface GapRule {
  readonly gapSeconds: number;
  readonly wearingEndsAfterSeconds: number;
}

/** @param recordings of one recorder, in any order */
export function gapsIn(recordings: readonly Recorded[], rule: GapRule): readonly Gap[] {
  const inOrder = recordings.toSorted((a, b) => a.startedAtMs - b.startedAtMs);
  const gaps: Gap[] = [];
  for (const [index, next] of inOrder.entries()) {
    const before = inOrder[index - 1];
    if (before === undefined) continue;
    const pauseSeconds = (next.startedAtMs - before.endedAtMs) / 1000;
    const missing = missingBetween(before.number, next.number);
    const isPause = pauseSeconds > rule.gapSeconds && pauseSeconds <= rule.wearingEndsAfterSeconds;
    if (isPause || missing > 0) gaps.push({ fromMs: before.endedAtMs, toMs: next.startedAtMs, missing });
  }
  return gaps;
}

/** Numbers begin again at a lower one when the recorder was emptied. */
function missingBetween(before: number | undefined, next: number | undefined): number {
  return before === undefined || next === undefined ? 0 : Math.max(0, next - before - 1);
}
