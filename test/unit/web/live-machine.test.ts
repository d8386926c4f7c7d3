// A screen follows by cursor, notices gaps and silence, and says what it missed.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { emptyBoard, type AlarmItem, type Board, type Fact } from '../../../src/console/board.js';
import { foldAll } from '../../../src/console/fold.js';
import {
  isLive,
  startLive,
  stepLive,
  type LiveEffect,
  type LiveEvent,
  type LiveState,
} from '../../../web/live/live-machine.js';
import { nothingMissed } from '../../../web/live/missed.js';

const court = 'demo';
const at = '2026-11-21T00:00:00.000Z';
const raised = (seq: number, id = `alarm-${seq}`): Fact => ({
  seq,
  type: 'alarm.raised',
  at,
  by: { kind: 'device', id: 'button-103' },
  subject: { kind: 'alarm', id },
  data: { place: 'courtroom-3', zone: 'A', level: 'emergency', source: 'press', pattern: 'emergency' },
});
const boardWith = (...facts: readonly Fact[]): Board => foldAll(emptyBoard, facts);
const ids = (state: LiveState): readonly string[] => state.board.alarms.map((alarm: AlarmItem) => alarm.id);

/** Runs events through the machine and keeps every effect. */
const run = (start: LiveState, ...events: readonly LiveEvent[]) => {
  const effects: LiveEffect[] = [];
  const state = events.reduce((before, event) => {
    const step = stepLive(before, event);
    effects.push(...step.effects);
    return step.state;
  }, start);
  return { state, effects };
};
const connected = (nowMs: number): LiveEvent => ({ type: 'connected', nowMs });
const snapshot = (cursor: number, board: Board, nowMs: number): LiveEvent => ({
  type: 'snapshot',
  message: { court, cursor, board },
  nowMs,
});
const facts = (from: number, list: readonly Fact[], nowMs: number, to = from + list.length): LiveEvent => ({
  type: 'facts',
  message: { court, from, to, facts: list },
  nowMs,
});
const pulse = (head: number, nowMs: number): LiveEvent => ({
  type: 'pulse',
  message: { court, head, at: new Date(nowMs).toISOString() },
  nowMs,
});
const following = (): LiveState => run(startLive(0), connected(0), snapshot(5, emptyBoard, 10)).state;

describe('a screen whose board cannot follow a fact', () => {
  test('asks for everything', () => {
    const poison: Fact = { ...raised(6), type: 'incident.opened', data: {} };
    const before = run(following(), facts(5, [raised(6)], 20)).state;
    const { state, effects } = run(before, facts(6, [{ ...poison, seq: 7 }], 30));
    expect(effects).toEqual([{ type: 'follow', cursor: null }]);
    expect(run(state, snapshot(7, boardWith(raised(6)), 40)).state).toMatchObject({ cursor: 7 });
  });
});

describe('a screen that connects', () => {
  test('asks for everything when it has no cursor, and is live once it is answered', () => {
    const { state, effects } = run(startLive(0), connected(0));
    expect(effects).toEqual([{ type: 'follow', cursor: null }]);
    expect(isLive(state)).toBe(false);
    expect(isLive(run(state, snapshot(5, emptyBoard, 10)).state)).toBe(true);
  });

  test('asks from its own cursor when it comes back', () => {
    const { state, effects } = run(following(), { type: 'disconnected' }, connected(2000));
    expect(effects).toEqual([{ type: 'follow', cursor: 5 }]);
    expect(isLive(state)).toBe(false);
    const back = run(state, facts(5, [raised(6)], 2050)).state;
    expect(isLive(back)).toBe(true);
    expect(ids(back)).toEqual(['alarm-6']);
  });
});

describe('facts', () => {
  test('that join its cursor are folded and move it', () => {
    const { state, effects } = run(following(), facts(5, [raised(6), raised(7)], 20));
    expect(ids(state)).toEqual(['alarm-6', 'alarm-7']);
    expect(state.cursor).toBe(7);
    expect(effects).toEqual([]);
  });

  test('an empty list moves the cursor', () => {
    expect(run(following(), facts(5, [], 20, 9)).state.cursor).toBe(9);
  });

  test('that leave a gap are not applied: the screen follows again from its own cursor', () => {
    const { state, effects } = run(following(), facts(6, [raised(7)], 20));
    expect(ids(state)).toEqual([]);
    expect(effects).toEqual([{ type: 'follow', cursor: 5 }]);
  });

  test('of before the answer are let pass without asking a second time', () => {
    const { effects } = run(following(), facts(6, [raised(7)], 20), facts(7, [raised(8)], 21));
    expect(effects).toEqual([{ type: 'follow', cursor: 5 }]);
  });

  test('a snapshot replaces everything, whenever it comes', () => {
    const shared = boardWith(raised(40, 'shared'));
    const { state } = run(following(), facts(5, [raised(6)], 20), snapshot(40, shared, 30));
    expect(ids(state)).toEqual(['shared']);
    expect(state.cursor).toBe(40);
  });
});

describe('the pulse', () => {
  test('keeps the screen live, and its silence of ten seconds says NOT LIVE and reconnects', () => {
    const beating = run(following(), pulse(5, 3000), { type: 'tick', nowMs: 12_900 });
    expect(isLive(beating.state)).toBe(true);
    const cut = run(beating.state, { type: 'tick', nowMs: 13_100 });
    expect(isLive(cut.state)).toBe(false);
    expect(cut.state.cutSinceMs).toBe(3000);
    expect(cut.effects).toEqual([{ type: 'reconnect' }]);
  });

  test('alone does not end NOT LIVE: only a whole answer does', () => {
    const cut = run(following(), { type: 'tick', nowMs: 11_000 }).state;
    const beaten = run(cut, pulse(9, 11_500)).state;
    expect(isLive(beaten)).toBe(false);
    const back = run(beaten, connected(12_000), facts(5, [raised(6)], 12_100)).state;
    expect(isLive(back)).toBe(true);
    expect(back.missed?.sinceMs).toBe(10);
    expect(back.missed?.raised.map((alarm) => alarm.id)).toEqual(['alarm-6']);
  });

  test('of a console that never answers does not make the screen live', () => {
    const { state, effects } = run(
      startLive(0),
      connected(0),
      pulse(9, 3000),
      pulse(9, 6000),
      pulse(9, 9000),
      { type: 'tick', nowMs: 10_100 },
    );
    expect(state.cutSinceMs).toBe(0);
    expect(effects).toEqual([{ type: 'follow', cursor: null }, { type: 'reconnect' }]);
  });

  test('that stays away is tried for again, each time with more patience, and after an answer as at first', () => {
    const triedAt = (from: LiveState, until: number): [number[], LiveState] => {
      const times: number[] = [];
      let state = from;
      for (let nowMs = 11_000; nowMs <= until; nowMs += 1_000) {
        const step = run(state, { type: 'tick', nowMs });
        state = step.state;
        if (step.effects.length > 0) times.push(nowMs / 1_000);
      }
      return [times, state];
    };
    const [times, away] = triedAt(following(), 100_000);
    expect(times).toEqual([11, 21, 41, 61, 81]);
    const back = run(away, connected(0), snapshot(6, boardWith(raised(6)), 0)).state;
    expect(triedAt(back, 25_000)[0]).toEqual([11, 21]);
  });

  test('whose head stays ahead of a standing cursor makes the screen follow again', () => {
    const { effects } = run(following(), pulse(5, 3000), pulse(8, 6000), pulse(8, 9000));
    expect(effects).toEqual([{ type: 'follow', cursor: 5 }]);
  });

  test('tells the console’s clock', () => {
    const message = { court, head: 5, at: new Date(100_000).toISOString() };
    expect(run(following(), { type: 'pulse', message, nowMs: 40_000 }).state.skewMs).toBe(60_000);
  });
});

describe('what was missed', () => {
  test('is told by kind, and nothing is told when nothing changed', () => {
    const open = run(following(), facts(5, [raised(6), raised(7)], 20)).state;
    const cut = run(open, { type: 'tick', nowMs: 12_000 }, connected(12_500)).state;
    const same = run(cut, facts(7, [], 13_000, 7)).state;
    expect(same.missed && nothingMissed(same.missed)).toBe(true);
    const step = (seq: number, type: string, id: string): Fact => ({
      seq,
      type,
      at,
      by: { kind: 'person', id: 'someone' },
      subject: { kind: 'alarm', id },
      data: {},
    });
    const changes = [
      step(8, 'alarm.acknowledged', 'alarm-6'),
      step(9, 'alarm.closed', 'alarm-7'),
      raised(10),
    ];
    const { missed } = run(cut, facts(7, changes, 13_000)).state;
    expect(missed?.moved.map((alarm) => alarm.id)).toEqual(['alarm-6']);
    expect(missed?.closed.map((alarm) => alarm.id)).toEqual(['alarm-7']);
    expect(missed?.raised.map((alarm) => alarm.id)).toEqual(['alarm-10']);
  });

  test('is put away once it was read', () => {
    const back = run(
      following(),
      { type: 'tick', nowMs: 12_000 },
      connected(1),
      facts(5, [], 13_000, 5),
    ).state;
    expect(back.missed).toBeDefined();
    expect(run(back, { type: 'missed-read' }).state.missed).toBeUndefined();
  });
});

describe('whatever the network does', () => {
  const all = Array.from({ length: 30 }, (_, index) => raised(index + 1));
  // Each message may be lost, doubled or held back; the console answers a follow truthfully.
  const fate = fc.array(fc.constantFrom('sent', 'lost', 'doubled', 'cut'), { minLength: 30, maxLength: 30 });

  test('a screen that follows again ends with the console’s board, no fact missed or doubled', () => {
    fc.assert(
      fc.property(fate, (fates) => {
        let state = run(startLive(0), connected(0), snapshot(0, emptyBoard, 0)).state;
        let head = 0;
        const take = (event: LiveEvent): void => {
          const step = stepLive(state, event);
          state = step.state;
          for (const effect of step.effects) {
            if (effect.type !== 'follow') continue;
            const cursor = effect.cursor ?? 0;
            take(facts(cursor, all.slice(cursor, head), head, head));
          }
        };
        for (const [index, what] of fates.entries()) {
          head = index + 1;
          const news = facts(index, [all[index]!], head);
          if (what === 'cut') {
            take({ type: 'disconnected' });
            take(connected(head));
          } else if (what !== 'lost') take(news);
          if (what === 'doubled') take(news);
        }
        take(pulse(head, 1));
        take(pulse(head, 2));
        take(pulse(head, 3));
        expect(ids(state)).toEqual(all.map((fact) => fact.subject.id));
        expect(state.cursor).toBe(30);
      }),
      { numRuns: 300 },
    );
  });
});
