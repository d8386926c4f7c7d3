import { describe, expect, it } from '@jest/globals';
import { judged, takes } from '../../../src/recordings/clip.js';

describe('a clip', () => {
  it('is stored only where upload and announcement agree on its hash', () => {
    expect(judged(undefined, 'aa', 'stored')).toBe('stored');
    expect(judged({ sha256: 'aa' }, 'aa', 'stored')).toBe('stored');
    expect(judged({ sha256: 'bb' }, 'aa', 'stored')).toBe('quarantined');
    expect(judged({ sha256: 'aa' }, 'aa', 'quarantined')).toBe('quarantined');
  });

  it('takes a good copy for a bad one, and never another for a good one', () => {
    expect(takes(undefined, 'stored')).toBe(true);
    expect(takes({ state: 'expected' }, 'quarantined')).toBe(true);
    expect(takes({ state: 'quarantined' }, 'stored')).toBe(true);
    expect(takes({ state: 'quarantined' }, 'quarantined')).toBe(false);
    expect(takes({ state: 'stored' }, 'stored')).toBe(false);
  });
});
