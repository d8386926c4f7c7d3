import { describe, expect, it } from '@jest/globals';
import { began, doubtOf, isOtherThan, lookedAt, type OwnClock } from '../../../src/intake/own-clock.js';

const hourMs = 3_600_000;
const tenYearsMs = 10 * 365 * 24 * hourMs;
const startMs = Date.parse('2030-01-01T00:00:00.000Z');

/** Looks a second later each time; the wall's clock was stepped by so much before each look. */
const after = (clock: OwnClock, ...steps: readonly number[]): OwnClock =>
  steps.reduce(
    (before, byMs) =>
      lookedAt(before, {
        wallMs: before.last.wallMs + 1_000 + byMs,
        steadyMs: before.last.steadyMs + 1_000,
      }),
    clock,
  );
const right = began({ wallMs: startMs, steadyMs: 500 }, startMs - hourMs);

describe('the console’s own clock', () => {
  it('is believed while it goes on, also by the small steps that NTP takes', () => {
    expect(right).toMatchObject({ offMs: 0, isBehind: false });
    expect(after(right, 0, 300, -900, 1_999, -1_999).offMs).toBe(0);
  });

  it.each([hourMs, -hourMs, tenYearsMs, -tenYearsMs, 2_000])(
    'stepped by %d ms is off by so much until it is stepped back',
    (byMs) => {
      const stepped = after(right, 0, byMs);
      expect(stepped.offMs).toBe(byMs);
      expect(isOtherThan(byMs, after(stepped, 0, 1, 500).offMs)).toBe(false);
      expect(after(stepped, -byMs + 1_500).offMs).toBe(0);
      expect(isOtherThan(byMs, 0) && isOtherThan(0, byMs) && isOtherThan(byMs, 2 * byMs)).toBe(true);
      expect(after(stepped, byMs).offMs).toBe(2 * byMs);
    },
  );

  it('that starts before the last entry is slow by at least that, until it is past it', () => {
    const late = began({ wallMs: startMs - tenYearsMs, steadyMs: 0 }, startMs);
    expect(late).toMatchObject({ offMs: -tenYearsMs, isBehind: true });
    expect(after(late, hourMs)).toMatchObject({ offMs: hourMs - tenYearsMs, isBehind: true });
    // The true time is somewhere after the last entry.
    expect(after(late, tenYearsMs + 72 * hourMs)).toMatchObject({ offMs: 0, isBehind: false });
  });

  it('is as far off as the devices in the middle say', () => {
    expect(doubtOf([0, hourMs, hourMs + 5_000, hourMs + 9_000])).toBe(-hourMs - 5_000);
    expect(doubtOf([-hourMs, -hourMs, -hourMs])).toBe(hourMs);
  });

  it('is not doubted while no device is off', () => expect(Math.abs(doubtOf([10, -10]))).toBe(0));
});
