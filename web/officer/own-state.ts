/** How one officer stands at an alarm, and which act is next for his thumb. Pure. */
import type { OfficerAct, OfficerItem, OfficerState } from '../../src/alarms/officer.js';
import type { AlarmItem } from '../../src/console/board.js';

/** Nothing where he never was, or has left. */
export const ownAt = ({ officers }: AlarmItem, person: string): OfficerItem | undefined =>
  officers?.find((one) => one.person === person && one.state !== 'left');

/** His call for help has a button of its own. */
type NextAct = Exclude<OfficerAct, 'help'>;

const next: Readonly<Record<OfficerState, NextAct>> = {
  accepted: 'go',
  'on-the-way': 'arrive',
  'on-scene': 'check-in',
  'needs-help': 'check-in',
  left: 'accept',
};

export const nextAct = (own: OfficerItem | undefined): NextAct => next[own?.state ?? 'left'];

/** He goes to a silent alarm, or is there: nothing he holds may offer to make a sound. */
export const isAtSilent = (alarms: readonly AlarmItem[], person: string): boolean =>
  alarms.some(
    (alarm) =>
      alarm.pattern === 'silent' && alarm.response !== 'closed' && ownAt(alarm, person) !== undefined,
  );

/** The longest there, first. */
export const others = ({ officers }: AlarmItem, person: string): readonly OfficerItem[] =>
  (officers ?? [])
    .filter((one) => one.person !== person && one.state !== 'left')
    .toSorted((a, b) => (a.since < b.since ? -1 : 1));

/** Where his own call for help belongs: the alarm at whose place he is, or that he goes to. */
export const standsAt = (alarms: readonly AlarmItem[], person: string): AlarmItem | undefined =>
  alarms.find((alarm) => ownAt(alarm, person)?.state === 'on-scene') ??
  alarms.find((alarm) => ownAt(alarm, person) !== undefined);
