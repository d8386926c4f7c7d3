/** A hand-over is that every byte was had, in one answer or in several. */
import { describe, expect, it } from '@jest/globals';
import { Received } from '../../../src/packets/received.js';

describe('what a reader has received', () => {
  it('is all of it with one whole answer', () => {
    expect(new Received().completes('police', { from: 0, to: 100 }, 100)).toBe(true);
    expect(new Received().completes('police', { from: 0, to: 99 }, 100)).toBe(false);
  });

  it('is all of it once torn answers were taken up where they ended, or before', () => {
    const received = new Received();
    received.add('police', { from: 0, to: 60 });
    received.add('police', { from: 50, to: 80 });
    expect(received.completes('police', { from: 80, to: 100 }, 100)).toBe(true);
    received.forget('police');
    expect(received.completes('police', { from: 80, to: 100 }, 100)).toBe(false);
  });

  it('is not all of it where only the end was asked for, a piece was left out, or another had the rest', () => {
    const received = new Received();
    received.add('police', { from: 90, to: 100 });
    received.add('police', { from: 0, to: 10 });
    received.add('police', { from: 5, to: 8 });
    expect(received.completes('police', { from: 11, to: 100 }, 100)).toBe(false);
    expect(received.completes('other', { from: 10, to: 100 }, 100)).toBe(false);
    expect(received.completes('police', { from: 10, to: 100 }, 100)).toBe(true);
  });
});
