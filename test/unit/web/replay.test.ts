// The minutes of an incident once more: how the board stood, the clocks, the steps from fact to fact.
import { describe, expect, test } from '@jest/globals';
import type { Fact } from '../../../src/console/board.js';
import { clocksOf, spanOf, stepFrom, thenAt } from '../../../web/replay/replay.js';

const begin = Date.parse('2026-03-01T01:00:00.000Z');
let seq = 0;
const fact = (seconds: number, type: string, data: object = {}, kind = 'alarm'): Fact => ({
  seq: (seq += 1),
  type,
  at: new Date(begin + seconds * 1000).toISOString(),
  by: { kind: 'person', id: 'guard' },
  subject: { kind, id: kind === 'alarm' ? 'a' : 'i' },
  data: data as Fact['data'],
});
const facts = [
  fact(0, 'alarm.raised', { place: 'court-3', zone: 'A', level: 'emergency', source: 'press' }),
  fact(1, 'alarm.shown'),
  fact(6, 'alarm.acknowledged'),
  fact(20, 'alarm.officer-on-scene', { officer: 'sun' }),
  fact(90, 'alarm.controlled'),
  fact(300, 'alarm.closed', { outcome: 'handled' }),
  fact(86_400, 'packet.sealed', {}, 'packet'),
];
const at = (seconds: number) => thenAt(facts, begin + seconds * 1000, (person) => `法警 ${person}`);

describe('the replay', () => {
  test('runs from the press to the last of the alarms, not to the papers of the next day', () => {
    expect(spanOf(facts)).toEqual({ fromMs: begin, toMs: begin + 300_000 });
    expect(spanOf([])).toBeUndefined();
  });

  test('shows at each moment what was open, how it stood, and who was there', () => {
    expect(at(-1).board.alarms).toEqual([]);
    expect(at(3).board.alarms).toMatchObject([{ place: 'court-3', annunciation: 'unacknowledged' }]);
    expect(at(3).board.duty).toEqual([]);
    expect(at(30).board.alarms[0]?.annunciation).toBe('acknowledged');
    expect(at(30).board.duty).toMatchObject([{ post: 'court-3', name: { text: '法警 sun' } }]);
    expect(at(30).told).toHaveLength(4);
    expect(at(300).board.alarms).toEqual([]);
  });

  test('tells how long after the press each came, and nothing of what did not', () => {
    expect(clocksOf(facts)).toEqual([
      { step: 'shown', afterMs: 1000 },
      { step: 'acknowledged', afterMs: 6000 },
      { step: 'controlled', afterMs: 90_000 },
      { step: 'closed', afterMs: 300_000 },
    ]);
  });

  test('steps from fact to fact, and stays at the ends', () => {
    expect(stepFrom(facts, begin, 1)).toBe(begin + 1000);
    expect(stepFrom(facts, begin + 10_000, -1)).toBe(begin + 6000);
    expect(stepFrom(facts, begin, -1)).toBe(begin);
  });
});
