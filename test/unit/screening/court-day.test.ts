import { describe, expect, it } from '@jest/globals';
import { courtDays } from '../../../src/screening/court-day.js';

describe('the day of the court', () => {
  it('turns at midnight of its own zone, not of UTC', () => {
    const day = courtDays('Asia/Shanghai');
    expect(day('2026-03-01T15:59:59.999Z')).toBe('2026-03-01');
    expect(day('2026-03-01T16:00:00.000Z')).toBe('2026-03-02');
    expect(day('2026-03-01T15:59:00.000Z')).toBe('2026-03-01');
  });

  it('follows zones that are a quarter of an hour off', () => {
    const day = courtDays('Asia/Kathmandu');
    expect(day('2026-03-01T18:14:59.000Z')).toBe('2026-03-01');
    expect(day('2026-03-01T18:15:00.000Z')).toBe('2026-03-02');
  });
});
