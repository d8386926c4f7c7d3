/** What rings on a screen now: for who may acknowledge the alarms, for the police what they have not accepted or seen. */
import { sounds } from '../../src/alarms/annunciation.js';
import { grouped } from '../../src/alarms/flood.js';
import type { AlarmItem, Board, Level, TroubleItem } from '../../src/console/board.js';
import { isUnacknowledged } from '../board/alarm-order.js';
import { furtherPress, type SeenPresses } from '../liaison/further-press.js';
import type { Ringing } from '../sound/annunciator.js';

const levels: readonly Level[] = ['emergency', 'high', 'medium', 'trouble'];

export const worstLevel = (alarms: readonly AlarmItem[]): Level | undefined =>
  levels.find((level) => alarms.some((alarm) => alarm.level === level));

export interface RingingQuestion {
  readonly board: Board;
  /** with what was pressed here and not yet told back */
  readonly alarms: readonly AlarmItem[];
  readonly hushed: ReadonlySet<string>;
  readonly isCut: boolean;
  readonly viewer: 'guard' | 'police' | 'other';
  /** further presses that the police saw */
  readonly seen: SeenPresses;
}

/** In a flood one of each kind stands for the others; what is shelved or suppressed keeps still. */
const heardOf = ({ troubles, flood }: Board, hushed: ReadonlySet<string>): readonly TroubleItem[] => {
  const heard = troubles
    .filter((trouble) => sounds(trouble.annunciation ?? 'unacknowledged'))
    .filter((trouble) => trouble.urgent || !hushed.has(trouble.id));
  return flood === undefined ? heard : grouped(heard).flatMap((group) => group.troubles.slice(0, 1));
};

const forGuard = ({ board, alarms, hushed }: RingingQuestion): readonly Ringing[] => [
  ...alarms
    .filter(isUnacknowledged)
    .map((alarm): Ringing => ({ id: `alarm ${alarm.id}`, sound: alarm.level })),
  // Once on every screen, like a trouble: what is tried is whether it is heard.
  ...(board.tests ?? [])
    .filter(({ pressedAt, sounded }) => pressedAt !== undefined && sounded === undefined)
    .map(({ id }): Ringing => ({ id: `test ${id}`, sound: 'trouble' })),
  ...heardOf(board, hushed).map((trouble): Ringing => ({
    id: trouble.id,
    sound: trouble.urgent ? 'emergency' : 'trouble',
  })),
];

const forPolice = ({ board, seen }: RingingQuestion): readonly Ringing[] =>
  board.incidents.flatMap((incident): readonly Ringing[] => {
    const own = board.alarms.filter((alarm) => incident.alarms.includes(alarm.id));
    if (incident.accepted === undefined) return [{ id: incident.id, sound: worstLevel(own) ?? 'high' }];
    const pressedAt = furtherPress(incident, own, seen);
    // Each press is a thing of its own: the next one is heard at once.
    return pressedAt === undefined ? [] : [{ id: `${incident.id} ${pressedAt}`, sound: 'emergency' }];
  });

export const ringingNow = (question: RingingQuestion): readonly Ringing[] => {
  if (question.viewer === 'other') return [];
  const cut: readonly Ringing[] = question.isCut ? [{ id: 'not-live', sound: 'not-live' }] : [];
  return [...cut, ...(question.viewer === 'guard' ? forGuard(question) : forPolice(question))];
};

/** The alarms, or the tests, among what was heard. */
export const heardAmong = (ids: readonly string[], about: 'alarm' | 'test'): readonly string[] =>
  ids.filter((id) => id.startsWith(`${about} `)).map((id) => id.slice(about.length + 1));
