// Evidence stops at the reserve, people hear of it before, and a warning does not come and go.
import { describe, expect, it } from '@jest/globals';
import { reserveBytes, roomOf } from '../../../src/uploads/upload.js';

const gib = 1024 ** 3;
const total = 100 * gib;

describe('the room on a disk', () => {
  it('is enough, low below twice the reserve, and the reserve below it', () => {
    expect(roomOf(5 * gib, total)).toBe('enough');
    expect(roomOf(4 * gib - 1, total)).toBe('low');
    expect(roomOf(2 * gib - 1, total)).toBe('reserve');
  });

  it('is better again only some way above where the warning began', () => {
    expect(roomOf(4.2 * gib, total, 'low')).toBe('low');
    expect(roomOf(4.5 * gib, total, 'low')).toBe('enough');
    expect(roomOf(2.1 * gib, total, 'reserve')).toBe('reserve');
    expect(roomOf(2.3 * gib, total, 'reserve')).toBe('low');
    expect(roomOf(5 * gib, total, 'reserve')).toBe('enough');
  });

  it('leaves 2 GiB, or a tenth of a smaller disk', () => {
    expect([reserveBytes(total), reserveBytes(10 * gib)]).toEqual([2 * gib, gib]);
  });
});
