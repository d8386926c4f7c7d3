// Times are said by clock and age, in the court's zone whatever the machine's.
import { describe, expect, test } from '@jest/globals';
import { lasted } from '../../../src/reports/report-form.js';
import { lastedText } from '../../../web/figures/said.js';
import { sayFrom } from '../../../web/texts/say.js';
import { zh } from '../../../web/texts/zh.js';
import { ageOf, betweenMs, clockText, dateTimeText, runningText, sizeText } from '../../../web/times.js';

const zone = 'Asia/Shanghai';
const at = Date.parse('2026-11-21T00:42:13.500Z');

describe('the clock', () => {
  test('is the court’s own', () => {
    expect(clockText(at, at + 1000, zone)).toBe('08:42:13');
    expect(dateTimeText(at, zone)).toBe('2026-11-21 08:42:13');
  });

  test('names the day when it is another one in the court, and the year when it is another', () => {
    expect(clockText(at, Date.parse('2026-11-21T16:00:00Z'), zone)).toBe('11-21 08:42:13');
    expect(clockText(at, Date.parse('2027-01-01T00:00:00Z'), zone)).toBe('2026-11-21 08:42:13');
  });

  test('midnight is 00, never 24', () => {
    expect(dateTimeText(Date.parse('2026-11-20T16:00:00Z'), zone)).toBe('2026-11-21 00:00:00');
  });
});

describe('the age', () => {
  test.each([
    [400, 'now', 0],
    [7_900, 'second', 7],
    [60_000, 'minute', 1],
    [3_599_000, 'minute', 59],
    [7_200_000, 'hour', 2],
    [172_800_000, 'day', 2],
    [-5_000, 'now', 0],
  ] as const)('of %i ms is %s %i', (elapsedMs, unit, n) => {
    expect(ageOf(elapsedMs)).toEqual({ unit, n });
  });
});

describe('a running clock', () => {
  test.each([
    [0, '00:00'],
    [7_000, '00:07'],
    [72_999, '01:12'],
    [3_723_000, '1:02:03'],
    [-1, '00:00'],
  ])('after %i ms shows %s', (elapsedMs, text) => {
    expect(runningText(elapsedMs)).toBe(text);
  });
});

test('two that are shown in the same second are told alike, and one a second later a second later', () => {
  expect([betweenMs(8_100, 16_050), betweenMs(8_900, 16_050), betweenMs(8_900, 17_010)]).toEqual([
    8_000, 8_000, 9_000,
  ]);
});

test('sizes are said in powers of two', () => {
  expect([900, 2048, 5 * 1024 ** 2, 3 * 1024 ** 3].map(sizeText)).toEqual([
    '900 B',
    '2.0 KiB',
    '5.0 MiB',
    '3.00 GiB',
  ]);
});

test.each([
  [800, '0.8 秒'],
  [3_000, '3 秒'],
  [15_000, '15 秒'],
  [60_000, '1 分'],
  [90_000, '1 分 30 秒'],
  [180_000, '3 分'],
  [245_000, '4 分 05 秒'],
  [undefined, '—'],
])('a figure of %s ms is %s, on the page as on paper', (ms, text) => {
  expect([lastedText(sayFrom(zh), ms), lasted(ms)]).toEqual([text, text]);
});
