// What rings, when, and how each level is told apart by ear.
import { describe, expect, test } from '@jest/globals';
import { annunciate, quiet, type Ringing } from '../../../web/sound/annunciator.js';
import { lengthOf, patterns, sounds } from '../../../web/sound/patterns.js';
import { withSeen } from '../../../web/liaison/further-press.js';
import { heardAmong, ringingNow } from '../../../web/watch/ringing.js';
import { emptyBoard, type AlarmItem, type Board, type IncidentItem } from '../../../src/console/board.js';

const emergency: Ringing = { id: 'a', sound: 'emergency' };
const high: Ringing = { id: 'b', sound: 'high' };
const trouble: Ringing = { id: 't', sound: 'trouble' };

/** Every sound that is due while the same things ring, sampled every 100 ms. */
const heardOver = (ringing: readonly Ringing[], lengthMs: number): { atMs: number; sound: string }[] => {
  const heard = [];
  let state = quiet;
  for (let atMs = 0; atMs < lengthMs; atMs += 100) {
    const next = annunciate(state, ringing, atMs);
    state = next.state;
    if (next.due !== undefined) heard.push({ atMs, sound: next.due.sound });
  }
  return heard;
};

describe('the patterns', () => {
  test('an emergency is a burst of five, rising, every 2.5 s', () => {
    const { tones, everyMs } = patterns.emergency;
    const pitches = tones.map((tone) => tone.frequencyHz);
    expect(tones).toHaveLength(5);
    expect(pitches).toEqual(pitches.toSorted((a, b) => a - b));
    expect(everyMs).toBe(2500);
  });

  test('high is three every 5 s, medium two every 15 s, trouble one low tone every 60 s', () => {
    const shape = (sound: 'high' | 'medium' | 'trouble') => [
      patterns[sound].tones.length,
      patterns[sound].everyMs,
    ];
    expect(shape('high')).toEqual([3, 5000]);
    expect(shape('medium')).toEqual([2, 15_000]);
    expect(shape('trouble')).toEqual([1, 60_000]);
    expect(patterns.trouble.tones[0]!.frequencyHz).toBeLessThan(300);
  });

  test('no two sounds are the same, and each ends before it begins again', () => {
    expect(new Set(sounds.map((sound) => JSON.stringify(patterns[sound].tones))).size).toBe(sounds.length);
    for (const sound of sounds) expect(lengthOf(sound)).toBeLessThan(patterns[sound].everyMs);
  });
});

describe('what is due', () => {
  test('a new alarm sounds at once and repeats at its own pace', () => {
    const atMs = heardOver([emergency], 8000).map((item) => item.atMs);
    expect(atMs).toEqual([0, 2500, 5000, 7500]);
  });

  test.each(sounds)('%s repeats at its own pace for as long as nobody acknowledges', (sound) => {
    const { everyMs } = patterns[sound];
    const heard = heardOver([{ id: 'x', sound }], 3 * everyMs + 100);
    expect(heard.map(({ atMs }) => atMs)).toEqual([0, everyMs, 2 * everyMs, 3 * everyMs]);
  });

  test('silence when nothing rings', () => {
    expect(heardOver([], 70_000)).toEqual([]);
  });

  test('each thing that rings is heard once, then only the worst repeats', () => {
    const heard = heardOver([high, emergency], 6000);
    expect(heard[0]).toEqual({ atMs: 0, sound: 'emergency' });
    expect(heard.filter((item) => item.sound === 'high')).toHaveLength(1);
    expect(heard.filter((item) => item.sound === 'emergency').length).toBeGreaterThanOrEqual(2);
  });

  test('an emergency cuts a milder burst short', () => {
    const first = annunciate(quiet, [trouble], 0);
    const second = annunciate(first.state, [trouble, emergency], 100);
    expect(second.due).toEqual({ sound: 'emergency', ids: ['a'] });
  });

  test('a milder newcomer waits for the end of the burst', () => {
    const first = annunciate(quiet, [emergency], 0);
    expect(annunciate(first.state, [emergency, high], 100).due).toBeUndefined();
    const later = annunciate(first.state, [emergency, high], lengthOf('emergency') + 1);
    expect(later.due).toEqual({ sound: 'high', ids: ['b'] });
  });

  test('what is acknowledged falls silent in the middle of its burst', () => {
    const first = annunciate(quiet, [emergency], 0);
    const second = annunciate(first.state, [], 200);
    expect(first.state.playing).toBeDefined();
    expect(second.state.playing).toBeUndefined();
  });

  test('the same alarm that rings again after an acknowledgement is heard at once', () => {
    const first = annunciate(quiet, [emergency], 0);
    const silent = annunciate(first.state, [], 500);
    expect(annunciate(silent.state, [emergency], 900).due?.ids).toEqual(['a']);
  });
});

const alarm = (over: Partial<AlarmItem> = {}): AlarmItem => ({
  id: 'alarm-1',
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
const incident = {
  id: 'incident-1',
  place: 'courtroom-3',
  alarms: ['alarm-1'] as readonly string[],
} as IncidentItem;
const ask = (over: Partial<Parameters<typeof ringingNow>[0]>) =>
  ringingNow({
    board: emptyBoard,
    alarms: [],
    hushed: new Set(),
    isCut: false,
    viewer: 'guard',
    seen: {},
    ...over,
  }).map((item) => item.sound);

describe('who hears what', () => {
  const troubled: Board = {
    ...emptyBoard,
    troubles: [{ id: 't1', kind: 'silent', urgent: false, raisedAt: alarm().raisedAt, detail: {} }],
  };

  test('a guard hears what nobody has acknowledged, at its level', () => {
    expect(ask({ alarms: [alarm(), alarm({ id: 'alarm-2', response: 'acknowledged' })] })).toEqual([
      'emergency',
    ]);
  });

  test('an event that could not become an alarm sounds like an emergency and cannot be hushed', () => {
    const board: Board = { ...emptyBoard, troubles: [{ ...troubled.troubles[0]!, urgent: true }] };
    expect(ask({ board, hushed: new Set(['t1']) })).toEqual(['emergency']);
  });

  test('a trouble is quiet once it was heard', () => {
    expect(ask({ board: troubled })).toEqual(['trouble']);
    expect(ask({ board: troubled, hushed: new Set(['t1']) })).toEqual([]);
  });

  test('a press after the acknowledgement rings again', () => {
    const again = alarm({ response: 'on-scene', annunciation: 'unacknowledged' });
    expect(ask({ alarms: [again] })).toEqual(['emergency']);
  });

  test('what is shelved or suppressed keeps still, and in a flood one trouble of each kind stands for the others', () => {
    const trouble = (id: string, over: object = {}) => ({ ...troubled.troubles[0]!, id, ...over });
    const troubles = [
      trouble('a', { annunciation: 'shelved' }),
      trouble('b'),
      trouble('c'),
      trouble('d', { kind: 'tamper' }),
    ];
    expect(ask({ board: { ...emptyBoard, troubles } })).toHaveLength(3);
    const board = { ...emptyBoard, troubles, flood: { since: alarm().raisedAt, count: 11 } };
    expect(ask({ board, alarms: [alarm(), alarm({ id: 'b' })] })).toEqual([
      'emergency',
      'emergency',
      'trouble',
      'trouble',
    ]);
  });

  test('a cut picture beeps for guard and police', () => {
    expect(ask({ isCut: true })).toEqual(['not-live']);
    expect(ask({ isCut: true, viewer: 'police' })).toEqual(['not-live']);
  });

  test('the police hear a shared incident at the level of its alarms until it is accepted', () => {
    const board: Board = {
      ...emptyBoard,
      incidents: [incident],
      alarms: [alarm({ incident: 'incident-1', response: 'acknowledged' })],
    };
    expect(ask({ board, viewer: 'police' })).toEqual(['emergency']);
    const accepted = { at: alarm().raisedAt, by: { kind: 'person', id: 'p' } } as const;
    expect(ask({ board: { ...board, incidents: [{ ...incident, accepted }] }, viewer: 'police' })).toEqual(
      [],
    );
  });

  test('the police hear each further press on what they have accepted until they have seen it', () => {
    const at = (minute: number): string => `2026-11-22T08:0${minute}:00.000Z`;
    const accepted = { at: at(1), by: { kind: 'person', id: 'p' } } as const;
    const board = (minute: number, more: Partial<IncidentItem> = {}): Board => ({
      ...emptyBoard,
      incidents: [{ ...incident, accepted, ...more }],
      alarms: [alarm({ pressedAt: at(minute), response: 'acknowledged' })],
    });
    const heard = (question: Board, seen: Readonly<Record<string, string>> = {}): string[] =>
      ask({ board: question, viewer: 'police', seen });
    expect(heard(board(0))).toEqual([]);
    expect(heard(board(2))).toEqual(['emergency']);
    expect(heard(board(2), withSeen({}, 'incident-1', at(2)))).toEqual([]);
    expect(heard(board(3), withSeen({}, 'incident-1', at(2)))).toEqual(['emergency']);
    const policeClosed = { at: at(4) };
    expect([heard(board(3, { policeClosed })), heard(board(5, { policeClosed }))]).toEqual([
      [],
      ['emergency'],
    ]);
  });

  test('nobody else hears anything', () => {
    expect(ask({ alarms: [alarm()], board: troubled, isCut: true, viewer: 'other' })).toEqual([]);
  });

  test('of all that was heard only alarms are told to the console', () => {
    const ringing = ringingNow({
      board: troubled,
      alarms: [alarm()],
      hushed: new Set(),
      isCut: true,
      viewer: 'guard',
      seen: {},
    });
    expect(
      heardAmong(
        ringing.map((item) => item.id),
        'alarm',
      ),
    ).toEqual(['alarm-1']);
  });
});
