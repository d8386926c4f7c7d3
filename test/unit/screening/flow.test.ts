import { describe, expect, it } from '@jest/globals';
import { flowOf } from '../../../src/screening/flow.js';
import { joinedBy, lacksOf } from '../../../src/screening/lane.js';
import { freeShelf, numberOf } from '../../../src/screening/slip.js';
import { isSame } from '../../../src/screening/watch.js';
import { courtTimes, isWeekday } from '../../../src/screening/court-day.js';

const seen = {
  what: 'detection',
  class: 'metal',
  zoneCode: 'L1',
  outcome: null,
  times: 1,
  handChecked: 0,
  seconds: 0,
  timed: 0,
  people: null,
};

describe('flow', () => {
  it('takes the longest line of an hour, and how long it took at the hour’s pace', () => {
    const passed = [
      { slot: '2026-03-01T00:0', passed: 60, alarmed: 1, waiting: 5 },
      { slot: '2026-03-01T00:5', passed: 60, alarmed: 0, waiting: 30 },
      { slot: '2026-03-01T01:0', passed: 0, alarmed: 0, waiting: 4 },
    ];
    const { hours } = flowOf(passed, [], (slot) => slot.slice(11, 13));
    expect(hours).toMatchObject([
      { hour: '00', passed: 120, alarmed: 1, waiting: 30, waitingMinutes: 15 },
      { hour: '01', passed: 0, waiting: 4 },
    ]);
    expect(hours[1]).not.toHaveProperty('waitingMinutes');
  });

  it('counts detections by zone and class, and the mean time to a decision', () => {
    const { hours, zones } = flowOf(
      [],
      [
        seen,
        { ...seen, times: 3 },
        { ...seen, class: 'knife' },
        {
          ...seen,
          what: 'decision',
          class: 'knife',
          zoneCode: null,
          outcome: 'deposited',
          seconds: 50,
          timed: 2,
        },
      ].map((row) => ({ slot: '2026-03-01T00:0', ...row })),
      () => '08',
    );
    expect(zones).toEqual([
      { zoneCode: 'L1', class: 'metal', times: 4 },
      { zoneCode: 'L1', class: 'knife', times: 1 },
    ]);
    expect(hours).toMatchObject([{ detections: 5, outcomes: { deposited: 1 }, decisionSeconds: 25 }]);
  });
});

describe('a lane', () => {
  const lane = { id: 'gate-1', place: 'p', name: 'n', passed: 0, alarmed: 0 };
  const anna = { name: { word: 'a' }, person: 'anna' };
  const bert = { name: { word: 'b' } };

  it('lacks nothing while nobody is screened there', () => {
    expect(lacksOf(lane)).toEqual({ operators: false, check: false });
  });

  it('lacks a check that failed as one that was not made, and two operators until there are two', () => {
    const used = { ...lane, usedSince: 'now', operators: [anna] };
    expect(lacksOf({ ...used, checked: { at: 'now', ok: false } })).toEqual({ operators: true, check: true });
    expect(lacksOf({ ...used, operators: [anna, bert], checked: { at: 'now', ok: true } })).toEqual({
      operators: false,
      check: false,
    });
  });

  it('takes a person once, and two whom a gate names alike', () => {
    expect(joinedBy([anna], anna)).toEqual([anna]);
    expect(joinedBy([bert], bert)).toEqual([bert, bert]);
  });
});

describe('small rules of the gate', () => {
  it('numbers slips by day and fills the lowest free shelf', () => {
    expect(numberOf('2026-03-01', 14)).toBe('20260301-014');
    expect(freeShelf([])).toBe('1');
    expect(freeShelf(['1', '3', 'A'])).toBe('2');
  });

  it('knows a person by the whole name or number, however it is typed', () => {
    expect(isSame(' ２２０x ', ['赵某', '220X'])).toBe(true);
    expect(isSame('赵', ['赵某', undefined])).toBe(false);
    expect(isSame('  ', ['', '赵某'])).toBe(false);
  });

  it('tells the court’s time and its working days', () => {
    expect(courtTimes('Asia/Shanghai')('2026-11-22T23:59:00.000Z')).toBe('07:59');
    expect([isWeekday('2026-11-20'), isWeekday('2026-11-21'), isWeekday('2026-11-22')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
