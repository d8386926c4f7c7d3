/** Who is called when nobody answers, and when (domain.md 6.2; internal targets, 内部目标, not law). */
import type { AlarmItem } from './alarm.js';
import { sounds } from './annunciation.js';

export interface EscalationStep {
  /** kebab-case; the kind of the timer row */
  readonly kind: 'not-shown' | 'not-acknowledged' | 'not-responding' | 'ask-liaison' | 'not-controlled';
  readonly afterMs: number;
  /** 0 guard room, 1 siren, 2 all officers, 3 duty chief, 4 the court's leaders */
  readonly tier: number;
  /** whom it calls: people on duty with one of these roles */
  readonly calls: readonly string[];
  readonly isNeeded: (alarm: AlarmItem) => boolean;
}

const isOpen = (alarm: AlarmItem): boolean => alarm.response !== 'closed';

/** No guard screen has shown it: the siren (contracts.md 1). */
export const notShown: EscalationStep = {
  kind: 'not-shown',
  afterMs: 3_000,
  tier: 1,
  calls: ['guard', 'officer'],
  isNeeded: (alarm) => alarm.shown === undefined && alarm.response === 'raised',
};

export const escalationSteps: readonly EscalationStep[] = [
  notShown,
  {
    kind: 'not-acknowledged',
    afterMs: 15_000,
    tier: 2,
    calls: ['officer'],
    isNeeded: (alarm) => isOpen(alarm) && sounds(alarm.annunciation),
  },
  {
    kind: 'not-responding',
    afterMs: 60_000,
    tier: 3,
    calls: ['chief'],
    isNeeded: (alarm) => alarm.response === 'raised' || alarm.response === 'acknowledged',
  },
  {
    kind: 'ask-liaison',
    afterMs: 180_000,
    tier: 3,
    calls: ['chief'],
    isNeeded: (alarm) => isOpen(alarm) && alarm.response !== 'controlled',
  },
  {
    kind: 'not-controlled',
    afterMs: 300_000,
    tier: 4,
    calls: ['president'],
    isNeeded: (alarm) => isOpen(alarm) && alarm.response !== 'controlled',
  },
];
