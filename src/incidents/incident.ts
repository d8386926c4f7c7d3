/** An incident (事件) and what hangs on it: candidates, findings (认定), measures (处置措施). */
import type { Step, Word, Zone } from '../alarms/alarm.js';
import type { Actor } from '../kernel/actor.js';
import type { Instant } from '../kernel/clock.js';

/** Why a code is suggested: the rule's own sentence, and the words of the report that led to it. */
export interface Reason {
  readonly zh: string;
  readonly en: string;
  readonly quotes: readonly Word[];
}

/** An element of the act that nobody has shown yet. */
export interface MissingElement {
  readonly element: string;
  readonly zh: string;
  readonly en: string;
}

export interface Candidate {
  readonly code: string;
  /** for sorting; never shown to people */
  readonly score: number;
  readonly level: 'low' | 'middle' | 'high';
  readonly because: readonly Reason[];
  readonly missing: readonly MissingElement[];
}

export interface FindingItem {
  readonly id: string;
  readonly code: string;
  readonly status: 'candidate' | 'confirmed' | 'rejected';
  readonly level?: 'low' | 'middle' | 'high';
  readonly lawVersion: string;
  readonly elements: readonly string[];
  readonly decided?: Step;
  readonly reason?: Word;
}

export interface MeasureItem {
  readonly id: string;
  readonly measure: string;
  readonly at: Instant;
  readonly by: Actor;
  /** who ordered it (审判长、指挥员) and who carried it out, in the words of whoever noted it */
  readonly orderedBy?: Word;
  readonly executedBy?: readonly Word[];
  readonly note?: Word;
}

export interface IncidentItem {
  readonly id: string;
  readonly state: string;
  readonly place: string;
  readonly zone: Zone;
  readonly source: 'alarm' | 'report' | 'screening' | 'recording';
  readonly openedAt: Instant;
  readonly report?: Word;
  readonly alarms: readonly string[];
  readonly findings: readonly FindingItem[];
  readonly candidates: readonly Candidate[];
  readonly measures: readonly MeasureItem[];
  readonly evidence: readonly string[];
  readonly packets: readonly { readonly id: string; readonly state: string }[];
  /** since when and why the police see it */
  readonly shared?: { readonly at: Instant; readonly why: 'policy' | 'person'; readonly by: Actor };
  readonly accepted?: Step;
  /** the duty chief was asked whether to share it */
  readonly shareAskedAt?: Instant;
}
