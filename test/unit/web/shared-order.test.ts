// What a station reads first is what nobody has accepted; what it closed stands last, unless somebody pressed again.
import { expect, test } from '@jest/globals';
import type { AlarmItem, IncidentItem } from '../../../src/console/board.js';
import { sharedOrder } from '../../../web/liaison/shared-order.js';

const at = (minute: number): string => `2026-11-22T08:${String(minute).padStart(2, '0')}:00.000Z`;
const shared = (id: string, openedAt: string, more: Partial<IncidentItem> = {}): IncidentItem => ({
  ...{ id, openedAt, state: 'open', place: 'court-3', zone: 'A', source: 'alarm', alarms: [`of ${id}`] },
  ...{ findings: [], candidates: [], measures: [], evidence: [], packets: [] },
  ...more,
});
const pressed = (id: string, pressedAt: string): AlarmItem => ({
  ...{ id, pressedAt, raisedAt: pressedAt, place: 'court-3', zone: 'A', level: 'emergency', source: 'press' },
  ...{ annunciation: 'unacknowledged', response: 'raised', presses: 1, escalation: 0, steps: {} },
});
const by = { kind: 'person', id: 'p' } as const;
const accepted = { at: at(10), by };
const closed = (minute: number) => ({ accepted, policeClosed: { at: at(minute), result: 'filed' } });

const incidents = [
  shared('closed first', at(1), closed(20)),
  shared('accepted', at(2), { accepted }),
  shared('new', at(3)),
  shared('closed last', at(0), closed(30)),
  shared('newest', at(4)),
  shared('pressed again', at(5), closed(25)),
];
const alarms = [
  pressed('of closed first', at(1)),
  pressed('of pressed again', at(26)),
  pressed('of nobody', at(40)),
];

test('the unaccepted first, then what is worked on, then what is over, each newest first', () => {
  expect(sharedOrder(incidents, alarms).map(({ incident, group }) => [group, incident.id])).toEqual([
    ['waiting', 'newest'],
    ['waiting', 'new'],
    ['working', 'pressed again'],
    ['working', 'accepted'],
    ['over', 'closed last'],
    ['over', 'closed first'],
  ]);
  expect(sharedOrder(incidents, alarms)[5]?.alarms.map(({ id }) => id)).toEqual(['of closed first']);
});

test('what was shared at one instant stands by place, whatever came first', () => {
  const hall = shared('hall', at(6), { place: 'hall' });
  const court = shared('court', at(6));
  for (const both of [
    [hall, court],
    [court, hall],
  ])
    expect(sharedOrder(both, []).map(({ incident }) => incident.id)).toEqual(['court', 'hall']);
});
