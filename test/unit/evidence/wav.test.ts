import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { classesOf, keepUntil, keptDays } from '../../../src/evidence/retention.js';
import { Openings } from '../../../src/evidence/openings.js';
import { bytesOf, soundIn } from '../../../src/evidence/wav.js';
import { spokenWav } from '../../support/wav.js';

describe('the sound of a WAV', () => {
  const wav = spokenWav(2);
  const sound = soundIn(wav, wav.length);

  it('is found behind its header, and a span is whole samples of it', () => {
    expect(sound).toEqual({ start: 44, end: 44 + 32_000, bytesPerSecond: 16_000, blockBytes: 2, silence: 0 });
    expect(bytesOf(sound!, { fromMs: 500, toMs: 1000 })).toEqual({ start: 44 + 8000, end: 44 + 16_000 });
    fc.assert(
      fc.property(fc.nat(3000), fc.nat(3000), (fromMs, more) => {
        const { start, end } = bytesOf(sound!, { fromMs, toMs: fromMs + more });
        expect([(start - 44) % 2, (end - 44) % 2]).toEqual([0, 0]);
        expect(start).toBeGreaterThanOrEqual(44);
        expect(end).toBeLessThanOrEqual(wav.length);
        expect(end).toBeGreaterThanOrEqual(start);
      }),
    );
  });

  it('is not found in what is no WAV', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(soundIn(bytes, bytes.length)).toBeUndefined();
      }),
    );
  });
});

describe('retention', () => {
  const at = '2026-01-01T00:00:00.000Z';
  const until = (mime: string, kind?: string) => keepUntil({ mime, endedAt: at, receivedAt: at }, kind);

  it('is that of the longest of the classes that an exhibit may be of', () => {
    expect(until('video/mp4', 'gate')).toBe('2026-04-01T00:00:00.000Z');
    expect(until('video/mp4', 'recorder')).toBe('2026-07-03T00:00:00.000Z');
    expect(until('audio/wav', 'recorder')).toBe('2026-07-03T00:00:00.000Z');
    expect(until('image/png')).toBe('2026-07-03T00:00:00.000Z');
    expect(classesOf('video/mp4', 'recorder')).toEqual(['camera', 'body-worn']);
  });

  it('never ends before the floor of thirty days', () => {
    expect(Math.min(...Object.values(keptDays))).toBeGreaterThanOrEqual(30);
  });

  it('counts from the receipt where the file came late', () => {
    const receivedAt = '2026-02-01T00:00:00.000Z';
    expect(keepUntil({ mime: 'image/png', endedAt: at, receivedAt }, 'gate')).toBe(
      '2026-05-02T00:00:00.000Z',
    );
  });
});

describe('an opening', () => {
  it('is a request for the start, and the first for any part by a sign-in that has not opened the file', () => {
    const openings = new Openings();
    expect(openings.isOpening('s', 'a', false, 0)).toBe(true);
    openings.remember('s', 'a', 0);
    expect(openings.isOpening('s', 'a', false, 1)).toBe(false);
    expect(openings.isOpening('s', 'a', true, 1)).toBe(true);
    expect(openings.isOpening('t', 'a', false, 1)).toBe(true);
    expect(openings.isOpening('s', 'b', false, 1)).toBe(true);
    expect(openings.isOpening('s', 'a', false, 13 * 3_600_000)).toBe(true);
  });
});
