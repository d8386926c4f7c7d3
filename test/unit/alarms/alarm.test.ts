import { describe, expect, it } from '@jest/globals';
import { before, patternAfter, responses, type AlarmItem, type Response } from '../../../src/alarms/alarm.js';
import { escalationSteps } from '../../../src/alarms/escalation.js';
import { sharedAlarm } from '../../../src/alarms/sharing.js';

const at = '2026-01-01T00:00:00.000Z';
const by = { kind: 'person', id: 'p' } as const;
const alarm = (response: Response, more: Partial<AlarmItem> = {}): AlarmItem => ({
  id: 'a',
  place: 'hall',
  zone: 'B',
  level: 'high',
  source: 'press',
  annunciation: response === 'raised' ? 'unacknowledged' : 'acknowledged',
  response,
  raisedAt: at,
  presses: 1,
  pressedAt: at,
  escalation: 0,
  steps: {},
  ...more,
});

describe('the answer to an alarm', () => {
  it('goes forward only: a step may follow every earlier one and no other', () => {
    for (const [place, next] of responses.entries()) expect(before(next)).toEqual(responses.slice(0, place));
  });

  it.each([
    ['help', undefined, 'help'],
    ['help', 'emergency', 'help'],
    ['help', 'silent', 'silent'],
    ['silent', 'emergency', 'silent'],
    [undefined, 'silent', 'silent'],
    [undefined, 'help', 'help'],
    [undefined, undefined, undefined],
  ])('keeps silent what was pressed %s and then %s', (first, then, pattern) => {
    expect(patternAfter(first, then)).toBe(pattern);
  });
});

describe('escalation', () => {
  const needed = (item: AlarmItem): string[] =>
    escalationSteps.filter((step) => step.isNeeded(item)).map(({ kind }) => kind);
  it.each<[Response, string[]]>([
    ['raised', ['not-shown', 'not-acknowledged', 'not-responding', 'ask-liaison', 'not-controlled']],
    ['acknowledged', ['not-responding', 'ask-liaison', 'not-controlled']],
    ['responding', ['ask-liaison', 'not-controlled']],
    ['on-scene', ['ask-liaison', 'not-controlled']],
    ['controlled', []],
    ['closed', []],
  ])('of an alarm that is %s needs %j', (response, steps) => {
    expect(needed(alarm(response))).toEqual(steps);
  });

  it('needs no siren once a guard screen showed the alarm', () => {
    expect(needed(alarm('raised', { shown: { at, by } }))).not.toContain('not-shown');
  });

  it('calls a higher tier with each step', () => {
    const tiers = escalationSteps.map(({ tier }) => tier);
    const times = escalationSteps.map(({ afterMs }) => afterMs);
    expect([tiers, times]).toEqual([tiers.toSorted((a, b) => a - b), times.toSorted((a, b) => a - b)]);
    expect(times[0]).toBe(3000);
  });
});

describe('what leaves the house of an alarm', () => {
  it('is place, time, kind, level and how it is answered; no device, no proof of a screen, no word', () => {
    const whole = alarm('closed', {
      device: 'button-1',
      deviceAt: at,
      brokerAt: at,
      shown: { at, by },
      sounded: { at, by },
      reason: { word: 'w', text: 't' },
      escalation: 3,
      pattern: 'help',
    });
    const shared = sharedAlarm(whole);
    expect(Object.keys(whole).filter((key) => !(key in shared))).toEqual([
      'device',
      'deviceAt',
      'brokerAt',
      'shown',
      'sounded',
      'reason',
    ]);
    expect(shared).toMatchObject({ place: 'hall', level: 'high', pattern: 'help', escalation: 0 });
  });
});
