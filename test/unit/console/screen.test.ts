// When the guard room is deaf.
import { describe, expect, test } from '@jest/globals';
import { isDeskDeaf, type ScreenItem } from '../../../src/console/screen.js';

const nowMs = Date.parse('2026-11-22T08:00:00Z');
const screen = (sound: ScreenItem['sound'], role = 'guard', secondsAgo = 60): ScreenItem => ({
  person: 'p',
  role,
  sound,
  since: new Date(nowMs - secondsAgo * 1000).toISOString(),
});

describe('the guard room is deaf', () => {
  test.each([
    ['where no screen is open, nobody is told', [], false],
    ['while one of its screens is ready', [screen('ready'), screen('blocked')], false],
    ['not for the half minute in which the tones are tried', [screen('untried', 'guard', 20)], false],
    ['when none was tried', [screen('untried')], true],
    [
      'when the only one heard is an officer’s telephone',
      [screen('ready', 'officer'), screen('blocked')],
      true,
    ],
    ['when the chief’s is the only one, and it is blocked', [screen('blocked', 'chief')], true],
  ])('%s', (_, screens, expected) => {
    expect(isDeskDeaf(screens, nowMs)).toBe(expected);
  });
});
