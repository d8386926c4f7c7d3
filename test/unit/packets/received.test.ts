/** A hand-over is that every byte was had, in one answer or in several. */
import { describe, expect, it } from '@jest/globals';
import { Received } from '../../../src/packets/received.js';

describe('what a reader has received', () => {
  it('is all of it after one whole answer', () => {
    expect(new Received().add('police', { from: 0, to: 100 }, 100)).toBe(true);
  });

  it('is all of it once torn answers were taken up where they ended, or before', () => {
    const received = new Received();
    expect(received.add('police', { from: 0, to: 60 }, 100)).toBe(false);
    expect(received.add('police', { from: 50, to: 80 }, 100)).toBe(false);
    expect(received.add('police', { from: 80, to: 100 }, 100)).toBe(true);
  });

  it('is not all of it where only the end was asked for, a piece was left out, or another had the rest', () => {
    const received = new Received();
    expect(received.add('police', { from: 90, to: 100 }, 100)).toBe(false);
    expect(received.add('police', { from: 0, to: 10 }, 100)).toBe(false);
    expect(received.add('police', { from: 11, to: 100 }, 100)).toBe(false);
    expect(received.add('other', { from: 10, to: 100 }, 100)).toBe(false);
    expect(received.add('police', { from: 10, to: 100 }, 100)).toBe(true);
  });
});
