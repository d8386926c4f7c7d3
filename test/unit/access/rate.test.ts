import { describe, expect, it } from '@jest/globals';
import { Rate } from '../../../src/access/rate.js';

describe('how often somebody may knock', () => {
  it('is counted for each by himself, and anew in the next minute', () => {
    const rate = new Rate(3);
    const knock = (key: string, atMs: number) => rate.allows(key, atMs);
    expect([1, 2, 3, 4, 5].map((at) => knock('flood', at))).toEqual([true, true, true, false, false]);
    expect(knock('neighbour', 6)).toBe(true);
    expect([knock('flood', 59_999), knock('flood', 60_001)]).toEqual([false, true]);
  });

  it('stays small in a flood of names', () => {
    const rate = new Rate(1);
    const names = Array.from({ length: 30_000 }, (_, name) => String(name));
    expect(names.every((name) => rate.allows(name, 0))).toBe(true);
  });
});
