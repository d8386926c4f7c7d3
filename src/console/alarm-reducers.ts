/** The reducers of what stands beside an alarm's answer: officers at it, shelves over it, troubles that follow others. */
import type { Annunciation, Overdue } from '../alarms/alarm.js';
import { after, isPanic } from '../alarms/annunciation.js';
import { withOverdue } from '../alarms/overdue.js';
import { withMiss, withOfficer, type OfficerAct } from '../alarms/officer.js';
import type { AlarmItem, Board, Fact, TroubleItem } from './board.js';
import { change, read, type Reducer } from './reducer.js';

const onAlarm =
  (next: (alarm: AlarmItem, fact: Fact) => AlarmItem): Reducer =>
  (board, fact) => ({
    ...board,
    alarms: change(board.alarms, fact.subject.id, (alarm) => next(alarm, fact)),
  });

interface OfficerFact {
  readonly officer: string;
  readonly checkInBy?: string;
  readonly missed?: number;
}

const acted = (act: OfficerAct): Reducer =>
  onAlarm((alarm, fact) => {
    const { officer, checkInBy } = read<OfficerFact>(fact);
    return { ...alarm, officers: withOfficer(alarm.officers, officer, act, fact.at, checkInBy) };
  });

/** An officer's own emergency sounds like the first press, whatever was answered before. */
const needsHelp = onAlarm((alarm, fact) => ({
  ...alarm,
  level: 'emergency',
  annunciation: after(alarm.annunciation, 'press', isPanic(alarm.source)) ?? alarm.annunciation,
  pressedAt: fact.at,
  officers: withOfficer(alarm.officers, read<OfficerFact>(fact).officer, 'help', fact.at, undefined),
}));

export const officerReducers: Readonly<Record<string, Reducer>> = {
  'alarm.officer-accepted': acted('accept'),
  'alarm.officer-on-the-way': acted('go'),
  'alarm.officer-on-scene': acted('arrive'),
  'alarm.officer-checked-in': acted('check-in'),
  'alarm.officer-needs-help': needsHelp,
  'alarm.officer-left': acted('leave'),
  'alarm.check-in-missed': onAlarm((alarm, fact) => {
    const { officer, missed = 1, checkInBy } = read<OfficerFact>(fact);
    return { ...alarm, officers: withMiss(alarm.officers, officer, missed, checkInBy) };
  }),
};

export const overdueReducers: Readonly<Record<string, Reducer>> = {
  'alarm.overdue': onAlarm((alarm, fact) => ({
    ...alarm,
    overdue: withOverdue(alarm.overdue, read<{ overdue: Overdue }>(fact).overdue),
  })),
};

interface ShelfFact {
  readonly mode: Annunciation;
  readonly alarms: readonly string[];
  readonly troubles: readonly string[];
}

const told = (board: Board, { alarms, troubles }: ShelfFact, annunciation: Annunciation): Board => ({
  ...board,
  alarms: board.alarms.map((one) => (alarms.includes(one.id) ? { ...one, annunciation } : one)),
  troubles: board.troubles.map((one) => (troubles.includes(one.id) ? { ...one, annunciation } : one)),
});

export const shelfReducers: Readonly<Record<string, Reducer>> = {
  'shelf.set': (board, fact) => told(board, read<ShelfFact>(fact), read<ShelfFact>(fact).mode),
  'shelf.ended': (board, fact) => told(board, read<ShelfFact>(fact), 'unacknowledged'),
};

/** The cause is gone: what was only its consequence and still stands is told of. */
export function released(troubles: readonly TroubleItem[], fact: Fact): readonly TroubleItem[] {
  const { released: ids } = read<{ released?: readonly string[] }>(fact);
  if (ids === undefined) return troubles;
  return troubles.map((one) => (ids.includes(one.id) ? { ...one, annunciation: 'unacknowledged' } : one));
}
