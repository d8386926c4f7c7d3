/** What an officer does at an alarm, from accepting it to leaving, and how often he must say that he is well. Pure. */
import type { Instant } from '../kernel/clock.js';

export const officerActs = ['accept', 'go', 'arrive', 'check-in', 'help', 'leave'] as const;
export type OfficerAct = (typeof officerActs)[number];
export type OfficerState = 'accepted' | 'on-the-way' | 'on-scene' | 'needs-help' | 'left';

export interface OfficerItem {
  readonly person: string;
  readonly state: OfficerState;
  readonly since: Instant;
  /** until when he must say again that he is well */
  readonly checkInBy?: Instant;
  /** how often he did not, one after the other */
  readonly missed?: number;
}

const stateAfter: Readonly<Record<OfficerAct, OfficerState>> = {
  accept: 'accepted',
  go: 'on-the-way',
  arrive: 'on-scene',
  'check-in': 'on-scene',
  help: 'needs-help',
  leave: 'left',
};
/** The answer that the act brings the alarm to, where it is not there yet. */
export const responseTo: Readonly<Partial<Record<OfficerAct, 'responding' | 'on-scene'>>> = {
  accept: 'responding',
  go: 'responding',
  arrive: 'on-scene',
};
export const factOf: Readonly<Record<OfficerAct, string>> = {
  accept: 'alarm.officer-accepted',
  go: 'alarm.officer-on-the-way',
  arrive: 'alarm.officer-on-scene',
  'check-in': 'alarm.officer-checked-in',
  help: 'alarm.officer-needs-help',
  leave: 'alarm.officer-left',
};

/** From arriving on; internal targets, 内部目标, not law. Two misses are an emergency of his own. */
export const checkInMs = 120_000;
export const missedAgainMs = 60_000;
export const mostMisses = 2;

/** The acts that have a place after each state; nobody and who left may begin anew. */
const next: Readonly<Record<OfficerState, readonly OfficerAct[]>> = {
  accepted: ['go', 'arrive', 'help', 'leave'],
  'on-the-way': ['arrive', 'help', 'leave'],
  'on-scene': ['check-in', 'help', 'leave'],
  'needs-help': ['check-in', 'help', 'leave'],
  left: ['accept', 'go', 'arrive', 'help'],
};

/** Why the act has no place after what he did before, or undefined. */
export function wrongWith(before: OfficerItem | undefined, act: OfficerAct): string | undefined {
  if (next[before?.state ?? 'left'].includes(act)) return undefined;
  return before === undefined ? 'you are not at this alarm' : `you are ${before.state} already`;
}

export function withOfficer(
  officers: readonly OfficerItem[] | undefined,
  person: string,
  act: OfficerAct,
  at: Instant,
  checkInBy: Instant | undefined,
): readonly OfficerItem[] {
  const now: OfficerItem = {
    person,
    state: stateAfter[act],
    since: at,
    ...(checkInBy === undefined ? {} : { checkInBy }),
  };
  const others = (officers ?? []).filter((one) => one.person !== person);
  return [...others, now];
}

export const withMiss = (
  officers: readonly OfficerItem[] | undefined,
  person: string,
  missed: number,
  checkInBy: Instant | undefined,
): readonly OfficerItem[] =>
  (officers ?? []).map(({ checkInBy: _before, ...one }) =>
    one.person === person
      ? { ...one, missed, ...(checkInBy === undefined ? {} : { checkInBy }) }
      : { ...one, ...(_before === undefined ? {} : { checkInBy: _before }) },
  );
