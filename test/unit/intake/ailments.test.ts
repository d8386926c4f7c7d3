import { describe, expect, test } from '@jest/globals';
import { isBatteryLow, isClockWrong, isKnownGap, isOurClockWrong } from '../../../src/intake/ailments.js';

describe('what ails a device', () => {
  test.each([
    [19, false, true],
    [20, false, false],
    [24, true, true],
    [25, true, false],
  ])('battery %d, low before: %s → low: %s', (percent, before, low) =>
    expect(isBatteryLow(percent, before)).toBe(low),
  );

  test.each([
    [60_000, false, false],
    [-60_001, false, true],
    [31_000, true, true],
    [-30_000, true, false],
  ])('a clock %d ms ahead, wrong before: %s → wrong: %s', (ahead, before, wrong) =>
    expect(isClockWrong(ahead, before)).toBe(wrong),
  );

  test('most clocks off to one side are ours off to the other; off to both sides, or of two, they are their own', () => {
    expect(isOurClockWrong([3_600_000, 3_600_500, 10])).toBe(true);
    expect(isOurClockWrong([3_600_000, -3_600_000, 10])).toBe(false);
    expect(isOurClockWrong([3_600_000, 3_600_000])).toBe(false);
    expect(isOurClockWrong([3_600_000, 0, 0])).toBe(false);
  });

  test('a gap is told again when it changes, and an accepted one only when it grows', () => {
    const gap = { boot: 'b', lastSeq: 9, missing: 2 };
    expect(isKnownGap(undefined, gap)).toBe(false);
    expect(isKnownGap(gap, { ...gap, lastSeq: 12 })).toBe(true);
    expect(isKnownGap(gap, { ...gap, missing: 1 })).toBe(false);
    expect(isKnownGap({ ...gap, accepted: true }, { ...gap, missing: 1 })).toBe(true);
    expect(isKnownGap({ ...gap, accepted: true }, { ...gap, missing: 3 })).toBe(false);
    expect(isKnownGap({ ...gap, accepted: true }, { ...gap, boot: 'c' })).toBe(false);
  });
});
