/** Silence is three heartbeats of its own; our absence and the broker's are no silence of a device. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { lookEveryMs, Silence, silentAfterMs } from '../../../src/intake/silence.js';

/** Looks as the follower does, every five seconds; @returns when `id` was first missed */
function watch(silence: Silence, fromMs: number, toMs: number, canHear = true): number | undefined {
  for (let at = fromMs; at <= toMs; at += lookEveryMs)
    if (silence.look(['a'], at, canHear).includes('a')) return at;
  return undefined;
}

describe('a device', () => {
  test('is missed after three heartbeats and one look, not before', () => {
    const silence = new Silence(0);
    silence.heard('a', 1_000);
    const missedAt = watch(silence, 0, 120_000);
    expect(missedAt).toBeGreaterThan(1_000 + silentAfterMs);
    expect(missedAt).toBeLessThanOrEqual(1_000 + silentAfterMs + lookEveryMs);
  });

  test('is not missed before its whole time is over, whenever it spoke and however often we look (property)', () => {
    const gaps = fc.array(fc.integer({ min: 1, max: silentAfterMs }), { maxLength: 30 });
    fc.assert(
      fc.property(gaps, fc.integer({ min: 100, max: 20_000 }), (spokeAfter, step) => {
        const silence = new Silence(0);
        let at = 0;
        for (const gap of spokeAfter) {
          for (let look = at; look <= at + gap; look += step)
            if (silence.look(['a'], look, true).length > 0) return false;
          at += gap;
          silence.heard('a', at);
        }
        return true;
      }),
    );
  });

  test('gets its whole time again after the broker was away, and is missed if it does not come back', () => {
    const silence = new Silence(0);
    silence.heard('a', 0);
    expect(watch(silence, 0, 90_000, false)).toBeUndefined();
    const missedAt = watch(silence, 95_000, 300_000);
    expect(missedAt).toBeGreaterThan(90_000 + silentAfterMs);
    expect(missedAt).toBeLessThanOrEqual(90_000 + 90_000);
  });

  test('gets its whole time again when the console itself was stopped', () => {
    const silence = new Silence(0);
    silence.heard('a', 0);
    silence.look(['a'], 5_000, true);
    expect(silence.look(['a'], 3_600_000, true)).toEqual([]);
    expect(watch(silence, 3_605_000, 3_800_000)).toBeGreaterThan(3_600_000 + silentAfterMs);
  });
});
