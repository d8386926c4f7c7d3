import { describe, expect, test } from '@jest/globals';
import { roomsWithoutAlarm } from '../../../src/alarms/coverage.js';
import { healthOf, reasons } from '../../../src/alarms/health.js';

describe('a device’s health', () => {
  test.each([
    ['heard', [], 'green', []],
    ['heard', ['battery'], 'yellow', ['battery']],
    ['heard', ['gap', 'clock', 'gap'], 'yellow', ['gap', 'clock']],
    ['heard', ['battery', 'tamper'], 'red', ['tamper', 'battery']],
    ['silent', ['silent'], 'red', ['silent']],
    ['never-heard', [], 'red', ['never-heard']],
    ['disabled', ['battery'], 'red', ['disabled', 'battery']],
    ['heard', ['something-new'], 'green', []],
  ] as const)('%s with %j is %s because of %j', (state, troubles, health, why) =>
    expect(healthOf(state, troubles)).toEqual({ health, reasons: why }),
  );

  test('has its reasons in both languages', () => {
    for (const { zh, en } of Object.values(reasons)) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).toMatch(/^[a-z ’,-]+$/);
    }
  });
});

test('a room has a working alarm while one of its buttons can be relied on', () => {
  const places = [
    { id: 'court-1', zone: 'A' },
    { id: 'court-2', zone: 'A' },
    { id: 'hall', zone: 'B' },
    { id: 'yard', zone: 'B' },
  ];
  const at = (place: string, health: 'green' | 'yellow' | 'red', kind = 'button') => ({
    kind,
    place,
    health,
  });
  const devices = [
    at('court-1', 'red'),
    at('court-1', 'yellow'),
    at('court-2', 'green', 'recorder'),
    at('hall', 'red'),
  ];
  expect(roomsWithoutAlarm(places, devices).map(({ id }) => id)).toEqual(['court-2', 'hall']);
});
