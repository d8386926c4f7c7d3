// Whose room it was at a moment, and what became of what was flagged in it.
import { describe, expect, test } from '@jest/globals';
import { aloneIn, changeTo, type Bench } from '../../../src/benches/bench.js';
import { fateOf, recordingOf } from '../../../src/benches/own-call.js';

const at = (day: number): string => `2026-11-${String(day).padStart(2, '0')}T00:00:00.000Z`;
const bench = (person: string, since: number, until?: number, place = 'offices'): Bench => ({
  id: `${person} ${place} ${since}`,
  person,
  place,
  since: at(since),
  ...(until === undefined ? {} : { until: at(until) }),
});
const spans = (...benches: readonly Bench[]): string[] =>
  aloneIn(benches, 'wang').map(({ place, from, to }) => `${place} ${from.slice(8, 10)}-${to.slice(0, 10)}`);

describe('a room is one person’s alone', () => {
  test.each([
    ['from the day it is given', [bench('wang', 3)], ['offices 03-9999-12-31']],
    ['until the day it is left', [bench('wang', 3, 9)], ['offices 03-2026-11-09']],
    ['not while another has it too', [bench('wang', 3), bench('li', 1)], []],
    [
      'again after the other left',
      [bench('wang', 3), bench('li', 5, 7)],
      ['offices 03-2026-11-05', 'offices 07-9999-12-31'],
    ],
    ['whoever had it before', [bench('wang', 5), bench('li', 1, 5)], ['offices 05-9999-12-31']],
    [
      'whatever others have elsewhere',
      [bench('wang', 3), bench('li', 1, undefined, 'court-3')],
      ['offices 03-9999-12-31'],
    ],
    ['and never for who was not given one', [bench('li', 1)], []],
  ])('%s', (_, benches, expected) => {
    expect(spans(...benches)).toEqual(expected);
  });
});

test('a change gives what is new, takes what is not named, and leaves the rest', () => {
  const held = [bench('wang', 1, undefined, 'court-3'), bench('wang', 1, undefined, 'offices')];
  const { give, take } = changeTo(held, ['offices', 'court-5', 'court-5']);
  expect(give).toEqual(['court-5']);
  expect(take.map(({ place }) => place)).toEqual(['court-3']);
});

describe('what became of it', () => {
  test.each([
    ['interference', {}, undefined, 'sealed'],
    ['inquiry', { readAt: at(2) }, undefined, 'read'],
    ['inquiry', { readAt: at(2), releasedAt: at(3) }, undefined, 'released'],
    ['threat', {}, undefined, 'noted'],
    ['threat', {}, 'transferred', 'transferred'],
    ['report', {}, 'open', 'open'],
  ] as const)('%s %j %s: %s', (kind, times, incident, expected) => {
    expect(fateOf({ kind, ...times }, incident)).toBe(expected);
  });

  test('of several recordings the least safe one is told', () => {
    expect(recordingOf([{ state: 'stored' }, { state: 'missing' }])).toBe('missing');
    expect(recordingOf([])).toBeUndefined();
  });
});
