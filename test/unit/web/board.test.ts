// Which alarm stands first, which is chosen, what its next act is, and what a key does.
import { describe, expect, test } from '@jest/globals';
import type { AlarmItem, DeviceItem, DutyItem } from '../../../src/console/board.js';
import {
  choose,
  inOrder,
  isSilentAt,
  mayStill,
  nextVerb,
  settled,
  withPending,
  type Pending,
  type Verb,
} from '../../../web/board/alarm-order.js';
import { standingOf } from '../../../web/board/incident-standing.js';
import { roomsWithoutAlarm } from '../../../web/board/rooms.js';
import { heaviest } from '../../../web/board/trouble-order.js';
import { whereabouts } from '../../../web/board/whereabouts.js';
import { actOf, type Press } from '../../../web/board/keys.js';

const make = (id: string, over: Partial<AlarmItem> = {}): AlarmItem => ({
  id,
  place: 'courtroom-3',
  zone: 'A',
  level: 'emergency',
  source: 'press',
  annunciation: (over.response ?? 'raised') === 'raised' ? 'unacknowledged' : 'acknowledged',
  response: 'raised',
  raisedAt: '2026-11-21T00:00:00.000Z',
  presses: 1,
  pressedAt: '2026-11-21T00:00:00.000Z',
  escalation: 0,
  steps: {},
  ...over,
});
const later = '2026-11-21T00:00:05.000Z';
const pressedHere = (...acts: [string, Verb][]): Pending =>
  new Map(acts.map(([id, verb]) => [id, { verb, pressedAt: make(id).pressedAt }]));
const names = (alarms: readonly AlarmItem[]): readonly string[] => alarms.map((alarm) => alarm.id);

test('a room with an open silent alarm is silent, whatever else rings there', () => {
  const [silent, loud] = [make('a', { pattern: 'silent' }), make('b', { pattern: 'emergency' })];
  expect(isSilentAt([loud, silent], loud.place)).toBe(true);
  expect(isSilentAt([loud, silent], 'hall')).toBe(false);
  expect(isSilentAt([loud, { ...silent, response: 'closed' }], loud.place)).toBe(false);
});

describe('the order of the list', () => {
  test('what nobody acknowledged first, then the worse, then the newer', () => {
    const alarms = [
      make('seen', { response: 'acknowledged' }),
      make('high', { level: 'high' }),
      make('old'),
      make('new', { raisedAt: later }),
    ];
    expect(names(inOrder(alarms))).toEqual(['new', 'old', 'high', 'seen']);
  });
});

describe('the chosen alarm', () => {
  const none = new Set<string>();
  test('the newest emergency chooses itself', () => {
    const alarms = [make('a'), make('b', { raisedAt: later })];
    expect(choose('a', alarms, new Set(['a']), false)).toBe('b');
  });

  test('unless someone is writing about an alarm that is open', () => {
    const alarms = [make('a'), make('b', { raisedAt: later })];
    expect(choose('a', alarms, new Set(['a']), true)).toBe('a');
    expect(choose(undefined, alarms, none, true)).toBe('b');
  });

  test('a milder newcomer takes nothing away', () => {
    const alarms = [make('a', { response: 'acknowledged' }), make('b', { level: 'high', raisedAt: later })];
    expect(choose('a', alarms, new Set(['a']), false)).toBe('a');
  });

  test('an emergency that was known before does not take the choice back', () => {
    const alarms = [make('a'), make('b', { level: 'high' })];
    expect(choose('b', alarms, new Set(['a', 'b']), false)).toBe('b');
  });

  test('when the chosen one is closed the first of the list follows, or none', () => {
    expect(choose('gone', [make('a')], new Set(['a', 'gone']), false)).toBe('a');
    expect(choose('gone', [], new Set(['gone']), false)).toBeUndefined();
  });
});

describe('the acts', () => {
  test.each([
    ['raised', 'acknowledge'],
    ['acknowledged', 'respond'],
    ['responding', 'arrive'],
    ['on-scene', 'control'],
    ['controlled', 'close'],
    ['closed', undefined],
  ] as const)('after %s comes %s', (response, verb) => {
    expect(nextVerb(make('a', { response }))).toBe(verb);
  });

  test('a verb may skip forward; the same again or a step back may not', () => {
    const on = (verb: Verb, over: Partial<AlarmItem>): boolean => mayStill(verb, make('a', over));
    expect(on('arrive', { response: 'raised' })).toBe(true);
    expect(on('arrive', { response: 'on-scene' })).toBe(false);
    expect(on('acknowledge', { response: 'responding' })).toBe(false);
  });

  test('what is pressed again stands first, rings and may be acknowledged again, and keeps its answer', () => {
    const again = make('a', { response: 'on-scene', annunciation: 'unacknowledged' });
    expect([nextVerb(again), mayStill('acknowledge', again)]).toEqual(['acknowledge', true]);
    expect(names(inOrder([make('b', { response: 'acknowledged' }), again]))).toEqual(['a', 'b']);
    const pending = pressedHere(['a', 'acknowledge']);
    expect(withPending([again], pending)[0]).toMatchObject({
      response: 'on-scene',
      annunciation: 'acknowledged',
    });
    expect([...settled(pending, [again]).keys()]).toEqual(['a']);
  });

  test('a press is seen at once and taken back when it is no longer pending', () => {
    const pending = pressedHere(['a', 'acknowledge']);
    expect(withPending([make('a'), make('b')], pending).map((alarm) => alarm.response)).toEqual([
      'acknowledged',
      'raised',
    ]);
    expect(withPending([make('a')], new Map()).map((alarm) => alarm.response)).toEqual(['raised']);
  });

  test('what is pressed after an answer rings, though the answer is still pending', () => {
    const pending = pressedHere(['a', 'acknowledge']);
    const again = make('a', { response: 'acknowledged', annunciation: 'unacknowledged', pressedAt: later });
    expect(withPending([again], pending)).toEqual([again]);
    expect(settled(pending, [again]).size).toBe(0);
  });

  test('closing is never shown before the console says so', () => {
    const pending = pressedHere(['a', 'close']);
    expect(withPending([make('a')], pending)[0]!.response).toBe('raised');
  });

  test('a press never shows less than the console has said', () => {
    const pending = pressedHere(['a', 'acknowledge']);
    expect(withPending([make('a', { response: 'on-scene' })], pending)[0]!.response).toBe('on-scene');
  });

  test('a press is settled by its fact, by a further one, or by the end of the alarm', () => {
    const pending = pressedHere(['a', 'acknowledge'], ['b', 'respond'], ['c', 'acknowledge']);
    const alarms = [make('a', { response: 'acknowledged' }), make('b', { response: 'acknowledged' })];
    expect([...settled(pending, alarms).keys()]).toEqual(['b']);
  });
});

describe('the keys', () => {
  const press = (key: string, over: Partial<Press> = {}): Press => ({
    key,
    ctrlKey: false,
    altKey: false,
    metaKey: false,
    repeat: false,
    ...over,
  });
  test('space acknowledges, F sends, A arrives, C controls, digits choose', () => {
    expect(actOf(press(' '))).toBe('acknowledge');
    expect(actOf(press('F'))).toBe('respond');
    expect(actOf(press('f'))).toBe('respond');
    expect(actOf(press('a'))).toBe('arrive');
    expect(actOf(press('c'))).toBe('control');
    expect(actOf(press('3'))).toEqual({ choose: 2 });
    expect(actOf(press('?'))).toBe('keys');
  });

  test('a key held down acts once, and the browser keeps its own', () => {
    expect(actOf(press(' ', { repeat: true }))).toBeUndefined();
    expect(actOf(press('c', { ctrlKey: true }))).toBeUndefined();
    expect(actOf(press('0'))).toBeUndefined();
    expect(actOf(press('Tab'))).toBeUndefined();
  });
});

describe('rooms without an alarm', () => {
  const button = (place: string, state: DeviceItem['state']): DeviceItem => ({
    id: `button-${place}-${state}`,
    kind: 'button',
    name: 'button',
    place,
    zone: 'A',
    state,
  });
  const places = [
    { id: 'courtroom-1', zone: 'A' },
    { id: 'courtroom-2', zone: 'A' },
    { id: 'hall', zone: 'B' },
    { id: 'yard', zone: 'B' },
  ];

  test('are courtrooms whose buttons are all silent, and courtrooms with none', () => {
    expect([...roomsWithoutAlarm(places, [button('courtroom-1', 'silent')], [])]).toEqual([
      ['courtroom-1', 'silent'],
      ['courtroom-2', 'no-button'],
    ]);
  });

  test('one button that is heard is enough', () => {
    const devices = [
      button('courtroom-1', 'silent'),
      button('courtroom-1', 'heard'),
      button('courtroom-2', 'heard'),
    ];
    expect([...roomsWithoutAlarm(places, devices, [])]).toEqual([]);
  });

  test('elsewhere a place counts only when a button was put there', () => {
    const devices = [
      button('courtroom-1', 'heard'),
      button('courtroom-2', 'heard'),
      button('hall', 'disabled'),
    ];
    expect([...roomsWithoutAlarm(places, devices, [])]).toEqual([['hall', 'disabled']]);
  });
});

describe('the order of troubles', () => {
  const trouble = (kind: string, urgent = false) => ({ kind, urgent });
  test('what silences a call for help first, a low battery last, equals as they came', () => {
    const came = ['battery', 'lane-operators', 'silent', 'tamper', 'self-test', 'held-open'].map((kind) =>
      trouble(kind),
    );
    expect(heaviest([...came, trouble('battery', true)]).map(({ kind }) => kind)).toEqual([
      'battery',
      'self-test',
      'tamper',
      'silent',
      'lane-operators',
      'battery',
      'held-open',
    ]);
  });
});

describe('how far an incident is', () => {
  const open = new Map(
    [
      make('here', { response: 'on-scene' }),
      make('sent', { response: 'responding' }),
      make('rings', { response: 'responding', annunciation: 'unacknowledged' }),
    ].map((alarm) => [alarm.id, alarm]),
  );

  test('is what the least answered of its open alarms is, and unacknowledged while any rings again', () => {
    expect(standingOf({ alarms: ['here', 'sent', 'closed'] }, open)).toBe('responding');
    expect(standingOf({ alarms: ['here', 'rings'] }, open)).toBe('raised');
  });

  test('is its own state where none of its alarms is open', () => {
    expect(standingOf({ alarms: ['closed'] }, open)).toBeUndefined();
  });
});

describe('where people are', () => {
  const at = (person: string, post: string): DutyItem => ({
    id: `duty ${person}`,
    person,
    name: { word: '', text: person },
    role: 'officer',
    post,
    since: later,
  });
  const went = (state: 'on-the-way' | 'on-scene' | 'needs-help' | 'left') =>
    make('a', { officers: [{ person: 'sun', state, since: later }] });
  const duty = [at('sun', 'hall'), at('li', 'gate')];
  const told = (alarm: AlarmItem) =>
    whereabouts(duty, [alarm], (person) => person).map(({ person, post, goesTo, isAtScene }) => [
      person,
      post,
      goesTo,
      isAtScene,
    ]);
  const li = ['li', 'gate', undefined, false];

  test('at the post until the scene is reached, and there from then on', () => {
    expect(told(went('on-the-way'))).toEqual([['sun', 'hall', 'courtroom-3', false], li]);
    expect(told(went('on-scene'))).toEqual([['sun', 'courtroom-3', undefined, true], li]);
    expect(told(went('needs-help'))).toEqual([['sun', 'courtroom-3', undefined, true], li]);
    expect(told(went('left'))).toEqual([['sun', 'hall', undefined, false], li]);
  });

  test('who answers without being on duty is there too, once', () => {
    const zhou = make('b', { officers: [{ person: 'zhou', state: 'on-scene', since: later }] });
    expect(told(zhou).slice(2)).toEqual([['zhou', 'courtroom-3', undefined, true]]);
  });
});
