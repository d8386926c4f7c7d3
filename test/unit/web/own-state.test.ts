// An officer's phone at a silent alarm offers nothing that makes a sound.
import { expect, test } from '@jest/globals';
import type { AlarmItem } from '../../../src/console/board.js';
import { isAtSilent } from '../../../web/officer/own-state.js';

const at = '2026-11-22T08:00:00.000Z';
const silent = (more: Partial<AlarmItem> = {}): AlarmItem => ({
  ...{
    id: 'a',
    pressedAt: at,
    raisedAt: at,
    place: 'court-3',
    zone: 'A',
    level: 'emergency',
    source: 'press',
  },
  ...{ annunciation: 'unacknowledged', response: 'on-scene', presses: 1, escalation: 0, steps: {} },
  ...{ pattern: 'silent', officers: [{ person: 'me', state: 'on-scene', since: at }] },
  ...more,
});

test('whoever is at a silent alarm that is open, and nobody else', () => {
  expect(isAtSilent([silent()], 'me')).toBe(true);
  expect(isAtSilent([silent()], 'other')).toBe(false);
  expect(isAtSilent([silent({ pattern: 'emergency' })], 'me')).toBe(false);
  expect(isAtSilent([silent({ response: 'closed' })], 'me')).toBe(false);
  expect(isAtSilent([silent({ officers: [{ person: 'me', state: 'left', since: at }] })], 'me')).toBe(false);
});
