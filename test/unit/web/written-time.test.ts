// A day or a time is read as people write it, and kept in one way whatever the browser's language.
import { describe, expect, test } from '@jest/globals';
import { readTime, steppedTime, type TimeForm } from '../../../web/parts/written-time.js';

describe('what is written', () => {
  test.each<[TimeForm, string, string | undefined]>([
    ['day', '2026-11-22', '2026-11-22'],
    ['day', '2026/1/3', '2026-01-03'],
    ['day', '20260103', '2026-01-03'],
    ['day', ' ２０２６年１月３日 ', '2026-01-03'],
    ['day', '2028-02-29', '2028-02-29'],
    ['day', '2026-02-29', undefined],
    ['day', '11/22/2026', undefined],
    ['day', '2026103', undefined],
    ['day', '', undefined],
    ['minute', '2026-11-22 08:42', '2026-11-22 08:42'],
    ['minute', '2026-11-22T8:42', '2026-11-22 08:42'],
    ['minute', '202611220842', '2026-11-22 08:42'],
    ['minute', '2026年11月22日8时42分', '2026-11-22 08:42'],
    ['minute', '2026-11-22', undefined],
    ['clock', '8:05', '08:05'],
    ['clock', '08：05', '08:05'],
    ['clock', '2205', '22:05'],
    ['clock', '24:00', undefined],
    ['clock', '8:60', undefined],
    ['clock', '10:00 PM', undefined],
  ])('as a %s, "%s" is %s', (form, written, kept) => expect(readTime(form, written)).toBe(kept));
});

describe('a step of one', () => {
  test.each<[TimeForm, string, number, 1 | -1, string]>([
    ['day', '2026-11-30', 0, 1, '2026-12-01'],
    ['minute', '2026-01-01 00:00', 4, -1, '2025-12-31 00:00'],
    ['minute', '2026-11-22 23:30', 12, 1, '2026-11-23 00:30'],
    ['minute', '2026-11-22 23:59', 16, 1, '2026-11-23 00:00'],
    ['clock', '23:59', 1, 1, '00:59'],
    ['clock', '00:00', 4, -1, '23:59'],
  ])('in %s %s at %i by %i gives %s', (form, value, caret, by, next) =>
    expect(steppedTime(form, value, caret, by)).toBe(next),
  );
});
