// A call for help that does not get through says one true thing, and goes on until it is there or refused for good.
import { describe, expect, test } from '@jest/globals';
import {
  answerWithinMs,
  isFinal,
  newestOf,
  nextPattern,
  pauseMs,
  readOwed,
  standingOf,
  type Owed,
  type OwnPress,
} from '../../../web/judge/own-presses.js';
import { en } from '../../../web/texts/en.js';
import { zh } from '../../../web/texts/zh.js';

const owed: Owed = { press: 'press-0001', place: 'court-3', pattern: 'help' };
const kept = (state: OwnPress['state'], id = 'a'): OwnPress => ({
  id,
  place: 'hall',
  pattern: 'help',
  at: '2026-01-05T01:00:00.000Z',
  state,
});

describe('a refusal', () => {
  test('ends the sending only where no repetition will change it', () => {
    expect([400, 403, 409, 413, 422].filter((status) => !isFinal(status))).toEqual([]);
  });

  test('no answer, a fault of the console, a lost session and "come again" are sent again', () => {
    expect([0, 401, 404, 408, 429, 500, 502, 503, 504].filter(isFinal)).toEqual([]);
  });
});

describe('what is told', () => {
  test('of a first try is that it is under way, and after one that failed that it is not there yet', () => {
    expect(standingOf([owed], 0, undefined)).toEqual({ place: 'court-3', pattern: 'help', state: 'sent' });
    expect(standingOf([owed], 1, undefined)).toEqual({ place: 'court-3', pattern: 'help', state: 'late' });
    expect(standingOf([{ ...owed, at: kept('late').at }], 1, undefined)?.at).toBe(kept('late').at);
    expect(standingOf([owed], 40, kept('coming'))).toEqual({
      place: 'court-3',
      pattern: 'help',
      state: 'late',
    });
  });

  test('of one that is over is what the console has, and nothing where it refused the only one', () => {
    expect(standingOf([], 0, kept('coming'))?.state).toBe('coming');
    expect(standingOf([], 0, undefined)).toBeUndefined();
  });

  test('names the radio and the telephone, and is quiet in both languages', () => {
    for (const key of ['judge.state-late', 'judge.refused'] as const) {
      expect(zh[key]).toMatch(/对讲机或电话/);
      expect(en[key]).toMatch(/radio or telephone/);
      expect(zh[key] + en[key]).not.toMatch(/报警|警报|紧急|alarm|emergency/i);
    }
  });
});

describe('a second press', () => {
  test('makes it worse only once the console has the first', () => {
    expect(nextPattern(newestOf(undefined, undefined))).toBe('help');
    expect(nextPattern(newestOf([kept('ended')], undefined))).toBe('help');
    expect(nextPattern(newestOf([], kept('sent')))).toBe('emergency');
    expect(nextPattern(newestOf([kept('received')], undefined))).toBe('emergency');
  });
});

test('what the console took is told before its list is read again, and as the list says from then on', () => {
  expect(newestOf(undefined, kept('sent', 'b'))?.state).toBe('sent');
  expect(newestOf([kept('coming')], kept('sent', 'b'))?.id).toBe('b');
  expect(newestOf([kept('coming', 'b')], kept('sent', 'b'))?.state).toBe('coming');
  expect(newestOf([kept('ended', 'b')], kept('sent', 'b'))).toBeUndefined();
});

test('a try that hears nothing is given up for the next one, the first soonest', () => {
  expect([0, 1, 2, 99].map(answerWithinMs)).toEqual([3000, 5000, 10_000, 10_000]);
  expect([0, 1, 2, 3, 4, 99].map(pauseMs)).toEqual([500, 1000, 2000, 4000, 5000, 5000]);
});

test('what a browser kept is read back, and what is no list is none', () => {
  expect(readOwed(JSON.stringify([owed]))).toEqual([owed]);
  expect([null, '', '{', '{}'].map(readOwed)).toEqual([[], [], [], []]);
});
