import { describe, expect, it } from '@jest/globals';
import { reserveBytes, stateOf } from '../../../src/uploads/upload.js';

describe('an upload', () => {
  it('is stored only when it has the hash that was declared', () => {
    expect(stateOf('aa', 'aa')).toBe('stored');
    expect(stateOf('aa', 'ab')).toBe('quarantined');
  });

  it('leaves 2 GiB free, or a tenth of a smaller disk', () => {
    expect(reserveBytes(500 * 1024 ** 3)).toBe(2 * 1024 ** 3);
    expect(reserveBytes(10 * 1024 ** 3)).toBe(1024 ** 3);
  });
});
