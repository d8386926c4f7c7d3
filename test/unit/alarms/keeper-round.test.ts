import { describe, expect, it } from '@jest/globals';
import { keeperTrouble } from '../../../src/alarms/keeper-round.js';

describe("the keeper's round", () => {
  const at = '2026-11-22T09:00:00.000Z';
  const after = (minutes: number): number => Date.parse(at) + minutes * 60_000;

  it('is trouble where it is half an hour late, or left something undone', () => {
    expect(keeperTrouble({ at, failed: 0 }, after(1))).toBeUndefined();
    expect(keeperTrouble({ at, failed: 0 }, after(30))).toBeUndefined();
    expect(keeperTrouble({ at, failed: 0 }, after(31))).toBe('late');
    expect(keeperTrouble({ at, failed: 2 }, after(1))).toBe('failing');
    // Set back meanwhile: it may be later than now, and is not late.
    expect(keeperTrouble({ at, failed: 0 }, after(-60))).toBeUndefined();
  });
});
