/** Which calls of a policy an alarm still needs. Pure. */
import type { PolicyStep, StepKind } from '../duty/policy.js';
import { laterBy, type Instant } from '../kernel/clock.js';
import type { AlarmItem } from './alarm.js';
import { sounds } from './annunciation.js';

const isOpen = (alarm: AlarmItem): boolean => alarm.response !== 'closed';
const isUncontrolled = (alarm: AlarmItem): boolean => isOpen(alarm) && alarm.response !== 'controlled';

/** Whether a step is still to be taken, by how the alarm stands at that moment. */
export const isNeeded: Readonly<Record<StepKind, (alarm: AlarmItem) => boolean>> = {
  'not-shown': (alarm) => alarm.shown === undefined && alarm.response === 'raised',
  'not-acknowledged': (alarm) => isOpen(alarm) && sounds(alarm.annunciation),
  'not-responding': (alarm) => alarm.response === 'raised' || alarm.response === 'acknowledged',
  'ask-liaison': isUncontrolled,
  'not-controlled': isUncontrolled,
};

/** From when an alarm counts: when it was heard, unless the wall's clock was set back while it waited to be stored. */
export const countsFrom = (heardAt: Instant | undefined, now: Instant): Instant =>
  heardAt === undefined || heardAt > now ? now : heardAt;

/** What each step of a policy is due after a moment. */
export const timersAfter = (steps: readonly PolicyStep[], subject: string, from: Instant) =>
  steps.map(({ kind, afterMs }) => ({ kind, subject, dueAt: laterBy(from, afterMs) }));

/** Nobody has shown an event that could not even become an alarm: the siren, whatever the policy says. */
export const notRaised: PolicyStep = {
  kind: 'not-shown',
  afterMs: 3_000,
  tier: 1,
  calls: ['guard', 'officer'],
};
