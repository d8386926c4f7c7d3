/** Times to respond and to resolve: when they are due, and what the steps of an alarm go by. Internal targets, not law. Pure. */
import { laterBy, type Instant } from '../kernel/clock.js';
import type { About, Deadline, ProcedureItem } from '../procedures/procedure.js';
import type { Subject } from '../kernel/actor.js';
import type { AlarmItem, Overdue } from './alarm.js';

export const overdueKinds = { respond: 'overdue-respond', resolve: 'overdue-resolve' } as const;

type Targets = Pick<ProcedureItem, 'respondMs' | 'resolveMs'>;

/** A press goes by its pattern, all else by what made it ring. */
export const aboutAlarm = ({
  pattern,
  source,
  raisedAt,
}: Pick<AlarmItem, 'pattern' | 'source' | 'raisedAt'>): About => ({
  kind: pattern ?? source,
  acts: [],
  at: raisedAt,
});

export const matterOf = (
  alarm: AlarmItem,
): About & { subject: Subject; place: string; incident?: string } => ({
  ...aboutAlarm(alarm),
  subject: { kind: 'alarm', id: alarm.id },
  place: alarm.place,
  ...(alarm.incident === undefined ? {} : { incident: alarm.incident }),
});

export const overdueTimers = ({ respondMs, resolveMs }: Targets, subject: string, from: Instant) => [
  ...(respondMs === undefined
    ? []
    : [{ kind: overdueKinds.respond, subject, dueAt: laterBy(from, respondMs) }]),
  ...(resolveMs === undefined
    ? []
    : [{ kind: overdueKinds.resolve, subject, dueAt: laterBy(from, resolveMs) }]),
];

/** What a timer that came due says of the alarm, or nothing where it was in time. */
export function overdueBy(kind: string, alarm: AlarmItem): Overdue | undefined {
  if (kind === overdueKinds.resolve && alarm.response !== 'closed') return 'resolve';
  const isWaiting = alarm.response === 'raised' || alarm.response === 'acknowledged';
  return kind === overdueKinds.respond && isWaiting ? 'respond' : undefined;
}

export const withOverdue = (before: AlarmItem['overdue'], what: Overdue): readonly Overdue[] => [
  ...(before ?? []).filter((one) => one !== what),
  what,
];

const stepTimer = 'step:';
export const isStepTimer = (kind: string): boolean => kind.startsWith(stepTimer);

export const deadlineTimers = (deadlines: readonly Deadline[], subject: string, from: Instant) =>
  deadlines.map(({ procedure, version, step, nth, withinMs }) => ({
    kind: `${stepTimer}${procedure}:${version}:${nth}:${step}`,
    subject,
    dueAt: laterBy(from, withinMs),
  }));

/** Which step a timer is about. */
export function deadlineOf(kind: string): Omit<Deadline, 'withinMs'> {
  const [, procedure = '', version, nth, step = ''] = kind.split(':');
  return { procedure, version: Number(version), nth: Number(nth), step };
}
