/** What happened on the board while a screen was cut off. */
import type { AlarmItem, Board, IncidentItem, TroubleItem } from '../../src/console/board.js';

export interface Missed {
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly raised: readonly AlarmItem[];
  /** open before, answered further by somebody else now */
  readonly moved: readonly AlarmItem[];
  readonly closed: readonly AlarmItem[];
  readonly troubles: readonly TroubleItem[];
  readonly incidents: readonly IncidentItem[];
}

const newIn = <T extends { readonly id: string }>(
  before: readonly T[],
  after: readonly T[],
): readonly T[] => {
  const known = new Set(before.map((item) => item.id));
  return after.filter((item) => !known.has(item.id));
};

export const missedBetween = (before: Board, after: Board, sinceMs: number, untilMs: number): Missed => {
  const responses = new Map(before.alarms.map((alarm) => [alarm.id, alarm.response]));
  return {
    sinceMs,
    untilMs,
    raised: newIn(before.alarms, after.alarms),
    moved: after.alarms.filter(
      (alarm) => responses.has(alarm.id) && responses.get(alarm.id) !== alarm.response,
    ),
    closed: newIn(after.alarms, before.alarms),
    troubles: newIn(before.troubles, after.troubles),
    incidents: newIn(before.incidents, after.incidents),
  };
};

export const nothingMissed = (missed: Missed): boolean =>
  missed.raised.length +
    missed.moved.length +
    missed.closed.length +
    missed.troubles.length +
    missed.incidents.length ===
  0;
