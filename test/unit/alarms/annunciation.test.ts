import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Annunciation } from '../../../src/alarms/alarm.js';
import { after, isPanic, sounds, type Stimulus } from '../../../src/alarms/annunciation.js';
import { grouped, isFlood, isOver } from '../../../src/alarms/flood.js';
import { withMiss, withOfficer, wrongWith, type OfficerAct } from '../../../src/alarms/officer.js';
import { faultOf } from '../../../src/alarms/shelf.js';
import { isCauseOf } from '../../../src/alarms/suppression.js';

const stimuli: readonly Stimulus[] = [
  'press',
  'acknowledge',
  'return',
  'shelve',
  'suppress',
  'take-out',
  'put-back',
];

describe('how an alarm is told of (ISA-18.2)', () => {
  it.each<[Annunciation, Stimulus, Annunciation | undefined]>([
    ['unacknowledged', 'acknowledge', 'acknowledged'],
    ['acknowledged', 'press', 'unacknowledged'],
    ['unacknowledged', 'return', 'returned-unacknowledged'],
    ['returned-unacknowledged', 'acknowledge', 'acknowledged'],
    ['acknowledged', 'acknowledge', undefined],
    ['unacknowledged', 'shelve', 'shelved'],
    ['shelved', 'put-back', 'unacknowledged'],
    ['unacknowledged', 'take-out', 'out-of-service'],
    ['out-of-service', 'put-back', 'unacknowledged'],
    ['suppressed', 'put-back', 'unacknowledged'],
    ['acknowledged', 'put-back', undefined],
  ])('%s, %s: %s', (state, stimulus, next) => expect(after(state, stimulus, false)).toBe(next));

  it('is never silent after any acts that one person may do to a call for help', () => {
    const one = stimuli.filter((stimulus) => stimulus !== 'take-out' && stimulus !== 'acknowledge');
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...one)), (acts) => {
        let state: Annunciation = 'unacknowledged';
        for (const act of acts) state = after(state, act, true) ?? state;
        return sounds(state);
      }),
    );
  });

  it('counts what a person pressed as a call for help, and what equipment found not', () => {
    expect(['press', 'browser', 'malformed', 'conflict'].every(isPanic)).toBe(true);
    expect(['forced', 'decision', 'tamper'].some(isPanic)).toBe(false);
  });
});

describe('a shelf', () => {
  const now = '2026-03-02T08:00:00.000Z';
  const shelf = {
    mode: 'shelved',
    device: 'door-301',
    kind: 'forced',
    until: '2026-03-02T09:00:00.000Z',
    reason: '换锁',
  } as const;
  it.each([
    [{}, undefined],
    [{ kind: 'press' }, 'is-panic'],
    [{ kind: undefined }, 'no-kind'],
    [{ until: now }, 'too-long'],
    [{ until: '2026-03-02T16:00:00.001Z' }, 'too-long'],
    [{ mode: 'out-of-service', kind: undefined, until: '2026-03-09T08:00:00.000Z' }, undefined],
    [{ mode: 'out-of-service', kind: undefined, until: '2026-03-09T08:00:00.001Z' }, 'too-long'],
  ] as const)('%j is wrong by %s', (over, fault) => expect(faultOf({ ...shelf, ...over }, now)).toBe(fault));
});

describe('a flood', () => {
  const at = (seconds: number): string => new Date(seconds * 1000).toISOString();
  it('is more than ten in ten minutes, and over at five', () => {
    const raised = Array.from({ length: 11 }, (_, index) => at(index));
    expect([isFlood(raised, 10_000), isFlood(raised.slice(1), 10_000)]).toEqual([true, false]);
    expect([isFlood(raised, 600_000), isOver(raised, 605_000), isOver(raised, 604_000)]).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('groups troubles of one kind, and leaves what is urgent for itself', () => {
    const trouble = (id: string, kind: string, urgent = false) => ({
      id,
      kind,
      urgent,
      raisedAt: at(0),
      detail: {},
    });
    const groups = grouped([
      trouble('1', 'silent'),
      trouble('2', 'unraised', true),
      trouble('3', 'silent'),
      trouble('4', 'unraised', true),
    ]);
    expect(groups.map(({ troubles }) => troubles.map(({ id }) => id))).toEqual([['1', '3'], ['2'], ['4']]);
  });
});

describe('what follows from another trouble', () => {
  it('is a silence while the broker is lost, and a gap of the device that is silent', () => {
    const on = (kind: string, device?: string) => ({ kind, ...(device === undefined ? {} : { device }) });
    expect(isCauseOf(on('broker'), on('silent', 'a'))).toBe(true);
    expect(isCauseOf(on('silent', 'a'), on('gap', 'a'))).toBe(true);
    expect(isCauseOf(on('silent', 'b'), on('gap', 'a'))).toBe(false);
    expect(isCauseOf(on('broker'), on('tamper', 'a'))).toBe(false);
  });
});

describe('an officer at an alarm', () => {
  const after_ = (...acts: OfficerAct[]) =>
    acts
      .reduce(
        (list, act) => withOfficer(list, 'p', act, 't', undefined),
        withOfficer([], 'q', 'accept', 't', undefined),
      )
      .find(({ person }) => person === 'p');
  it('goes forward only, calls for help at any time, and may come again after he left', () => {
    expect(wrongWith(undefined, 'accept')).toBeUndefined();
    expect(wrongWith(after_('accept'), 'accept')).toMatch('accepted already');
    expect(wrongWith(after_('accept', 'arrive'), 'go')).toMatch('on-scene already');
    expect(wrongWith(after_('accept'), 'arrive')).toBeUndefined();
    expect(wrongWith(after_('accept'), 'check-in')).toBeDefined();
    expect(wrongWith(after_('arrive'), 'check-in')).toBeUndefined();
    expect(wrongWith(after_('arrive', 'help'), 'help')).toBeUndefined();
    expect(wrongWith(undefined, 'leave')).toBeDefined();
    expect(wrongWith(after_('accept', 'leave'), 'accept')).toBeUndefined();
  });

  it('keeps the others as they are when one misses his check-in', () => {
    const two = withOfficer(withOfficer([], 'p', 'arrive', 't', 'u'), 'q', 'arrive', 't', 'v');
    expect(
      withMiss(two, 'p', 1, 'w').map(({ person, checkInBy, missed }) => [person, checkInBy, missed]),
    ).toEqual([
      ['p', 'w', 1],
      ['q', 'v', undefined],
    ]);
  });
});
