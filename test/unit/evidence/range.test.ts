import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isOpening, rangeOf } from '../../../src/evidence/range.js';

describe('a range of bytes (RFC 9110 14)', () => {
  it.each([
    [undefined, 10, 'whole'],
    ['bytes=0-', 10, { start: 0, end: 9 }],
    ['bytes=2-4', 10, { start: 2, end: 4 }],
    ['bytes=2-400', 10, { start: 2, end: 9 }],
    ['bytes=-3', 10, { start: 7, end: 9 }],
    ['bytes=-30', 10, { start: 0, end: 9 }],
    ['bytes=10-', 10, 'unsatisfiable'],
    ['bytes=-0', 10, 'unsatisfiable'],
    ['bytes=0-', 0, 'unsatisfiable'],
    ['bytes=4-2', 10, 'whole'],
    ['bytes=0-1,4-5', 10, 'whole'],
    ['bytes=-', 10, 'whole'],
    ['lines=1-2', 10, 'whole'],
  ] as const)('reads %s of %i bytes', (header, size, expected) => {
    expect(rangeOf(header, size)).toEqual(expected);
  });

  it('never leaves the file', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.nat({ max: 1000 }), fc.nat({ max: 2 }), (a, b, size, shape) => {
        const read = rangeOf(['bytes=' + a + '-' + b, 'bytes=' + a + '-', 'bytes=-' + b][shape], size);
        if (typeof read === 'string') return;
        expect(read.start).toBeGreaterThanOrEqual(0);
        expect(read.end).toBeGreaterThanOrEqual(read.start);
        expect(read.end).toBeLessThan(size);
      }),
    );
  });

  it('opens the file where it holds the first byte', () => {
    expect(isOpening('whole')).toBe(true);
    expect(isOpening({ start: 0, end: 0 })).toBe(true);
    expect(isOpening({ start: 1, end: 9 })).toBe(false);
  });
});
