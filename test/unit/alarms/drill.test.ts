import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { drillOf } from '../../../src/alarms/alarm.js';
import { covers, wrongWithPlan, type DrillItem, type DrillPlan } from '../../../src/alarms/drill.js';
import { drillRecord } from '../../../src/reports/drill-record.js';
import { emptyBoard, type Fact } from '../../../src/console/board.js';
import { foldAll } from '../../../src/console/fold.js';
import { toInstant } from '../../../src/kernel/clock.js';

const by = { kind: 'person', id: 'p' } as const;
const beginMs = Date.parse('2030-01-01T02:00:00.000Z');
const at = toInstant(beginMs);
const until = toInstant(beginMs + 1_800_000);
const word = { word: 'w' };
const drill: DrillItem = {
  id: 'd',
  state: 'running',
  places: ['court-1', 'court-2'],
  presses: [
    { device: 'button-1', pattern: 'emergency', times: 1 },
    { device: 'button-2', pattern: 'silent', times: 2 },
  ],
  startsAt: at,
  until,
  beginsItself: false,
  sirens: false,
  practised: word,
  informed: word,
  planned: { at, by },
  begun: { at, by },
  pressed: {},
};
const press = { device: 'button-1', place: 'court-1', pattern: 'emergency', heardAt: at };

describe('a drill', () => {
  it('covers its own press, in its place, in its way, in its time', () => {
    expect(covers(drill, press)).toBe(true);
    for (const other of [
      { device: 'button-3' },
      { place: 'court-3' },
      { pattern: 'silent' },
      { pattern: 'help' },
      { heardAt: toInstant(beginMs - 1) },
      { heardAt: toInstant(Date.parse(until) + 1) },
    ])
      expect([other, covers(drill, { ...press, ...other })]).toEqual([other, false]);
    for (const state of ['planned', 'ended', 'cancelled', 'lapsed'] as const)
      expect(covers({ ...drill, state }, press)).toBe(false);
  });

  it('covers no press that its plan does not name, whatever is pressed and how often', () => {
    const pressing = fc.record({
      device: fc.constantFrom('button-1', 'button-2', 'button-3'),
      place: fc.constantFrom('court-1', 'court-2', 'hall'),
      pattern: fc.constantFrom('emergency', 'silent', 'help'),
      heardAt: fc.integer({ min: beginMs - 2_000_000, max: beginMs + 3_000_000 }).map(toInstant),
    });
    fc.assert(
      fc.property(fc.array(pressing, { maxLength: 30 }), (presses) => {
        let pressed: Record<string, number> = {};
        for (const one of presses) {
          if (!covers({ ...drill, pressed }, one)) continue;
          pressed = { ...pressed, [one.device]: (pressed[one.device] ?? 0) + 1 };
          const plan = drill.presses.find(({ device }) => device === one.device);
          expect(plan?.pattern).toBe(one.pattern);
          expect(drill.places).toContain(one.place);
          expect(one.heardAt >= at && one.heardAt <= until).toBe(true);
        }
        for (const { device, times } of drill.presses)
          expect(pressed[device] ?? 0).toBeLessThanOrEqual(times);
      }),
    );
  });

  it('lasts an hour at most and is not over before it is planned', () => {
    const plan: DrillPlan = { ...drill, presses: [...drill.presses], practised: 'a', informed: 'b' };
    const wrong = (change: Partial<DrillPlan>): string | undefined =>
      wrongWithPlan({ ...plan, ...change }, beginMs);
    expect(wrong({})).toBeUndefined();
    expect(wrong({ until: toInstant(beginMs + 3_600_000) })).toBeUndefined();
    expect(wrong({ until: toInstant(beginMs + 3_600_001) })).toBeDefined();
    expect(wrong({ until: at })).toBeDefined();
    expect(wrong({ startsAt: toInstant(beginMs - 2_000), until: toInstant(beginMs - 1_000) })).toBeDefined();
    expect(wrong({ presses: [...plan.presses, ...plan.presses] })).toBeDefined();
  });
});

describe('what came of a drill', () => {
  const fact = (type: string, subject: Fact['subject'], later: number, data = {}): Fact => ({
    seq: later + 1,
    type,
    at: toInstant(beginMs + later),
    by,
    subject,
    data,
  });
  const ofDrill = { kind: 'drill', id: 'd' };
  const ofAlarm = { kind: 'alarm', id: 'a' };
  const raised = {
    place: 'court-1',
    zone: 'A',
    level: 'emergency',
    source: 'press',
    device: 'button-1',
    drill: 'd',
  };
  const story = [
    fact('drill.begun', ofDrill, 0, { places: drill.places, devices: ['button-1', 'button-2'], until }),
    fact('alarm.raised', ofAlarm, 1_000, raised),
    fact('alarm.shown', ofAlarm, 1_400),
    fact('alarm.acknowledged', ofAlarm, 9_000),
    fact('alarm.on-scene', ofAlarm, 61_000),
  ];
  const targets = {
    shown: 2_000,
    acknowledged: 15_000,
    accepted: 60_000,
    arrived: 180_000,
    controlled: 300_000,
  };

  it('is told from the press on; a step that was skipped was done with the next', () => {
    const board = foldAll(emptyBoard, story);
    expect(board.drill).toEqual({
      id: 'd',
      places: drill.places,
      devices: ['button-1', 'button-2'],
      until,
      begun: { at, by },
    });
    const record = drillRecord({ ...drill, pressed: { 'button-1': 1 } }, board.alarms, targets);
    expect(record.alarms[0]).toMatchObject({
      becameReal: false,
      tookMs: { shown: 400, acknowledged: 8_000, accepted: 60_000, arrived: 60_000 },
    });
    expect(record.alarms[0]?.tookMs).not.toHaveProperty('controlled');
    expect(record.unpressed).toEqual(['button-2']);
    expect(foldAll(board, [fact('drill.ended', ofDrill, 70_000)])).not.toHaveProperty('drill');
  });

  it('is no result once somebody said that it is real', () => {
    const real = fact('alarm.made-real', ofAlarm, 5_000, { annunciation: 'unacknowledged' });
    const { alarms } = foldAll(emptyBoard, [...story, real]);
    expect(alarms[0]).toMatchObject({
      annunciation: 'unacknowledged',
      pressedAt: toInstant(beginMs + 5_000),
    });
    expect(alarms.map(drillOf)).toEqual([undefined]);
    expect(drillRecord(drill, alarms, targets).alarms[0]?.becameReal).toBe(true);
  });
});
