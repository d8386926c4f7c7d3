/** An incident (事件) and what hangs on it: candidates, findings (认定), measures (处置措施). */
import type { Care } from '../alarms/care.js';
import type { Step, Word, Zone } from '../alarms/alarm.js';
import type { Actor } from '../kernel/actor.js';
import type { Instant } from '../kernel/clock.js';
import type { AskedExit, IncidentState } from './life.js';

export type { AskedExit, IncidentState } from './life.js';

/** Why a code is suggested: a signal's sentence, or a clause of the report and then the words of it that led to it. */
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

/** 被侵害人的身份: whether an attack on him is 袭警 or 妨害公务 depends on it. */
export const victimRoles = [
  'judge', // 法官
  'bailiff', // 司法警察: a 人民警察
  'auxiliary', // 辅警: none
  'security', // 保安
  'staff', // 其他工作人员
  'party', // 诉讼参与人
  'kin', // 近亲属
  'other',
] as const;
export type VictimRole = (typeof victimRoles)[number];
/** 无伤、未鉴定、轻微伤、轻伤、重伤、死亡 */
export const injuryGrades = ['none', 'unassessed', 'slight', 'minor', 'serious', 'death'] as const;
export type InjuryGrade = (typeof injuryGrades)[number];

/** What an offence may depend on; a person answers, each where the code asks it. */
export interface Particulars {
  readonly victimRole?: VictimRole;
  readonly injury?: InjuryGrade;
  readonly headCount?: number;
  /** how the people were counted */
  readonly headCountSource?: Word;
  readonly damageYuan?: number;
  /** who valued it, and how */
  readonly damageSource?: Word;
}

/** What a finding was before somebody reclassified it. */
export interface Replacement {
  readonly by: Actor;
  readonly at: Instant;
  /** not for the police */
  readonly reason?: Word;
  /** the finding that stands in its place */
  readonly finding: string;
}

export interface FindingItem {
  readonly id: string;
  readonly code: string;
  readonly status: 'candidate' | 'confirmed' | 'rejected' | 'replaced';
  readonly level?: 'low' | 'middle' | 'high';
  readonly lawVersion: string;
  readonly elements: readonly string[];
  /** element → exhibits that show it */
  readonly proofs?: Readonly<Record<string, readonly string[]>>;
  readonly particulars?: Particulars;
  readonly decided?: Step;
  readonly reason?: Word;
  readonly replaced?: Replacement;
  /** the finding that it was before */
  readonly replaces?: string;
}

/** A fine or detention: what the president approved and the court decided, as recorded and never made here. */
export interface WrittenDecision {
  /** 决定书文号 */
  readonly number: Word;
  /** 批准的院长 */
  readonly approvedBy: Word;
  readonly approvedAt: Instant;
  readonly proceeding?: 'civil' | 'criminal' | 'administrative';
  readonly amountYuan?: number;
  readonly days?: number;
}

/** How a measure was carried out: noted with it, or later, as it becomes known. */
export interface Execution {
  /** who ordered it (审判长、指挥员) and who carried it out, in the words of whoever noted it */
  readonly orderedBy?: Word;
  readonly executedBy?: readonly Word[];
  /** 告知词: what the person was told, and when */
  readonly told?: Word;
  readonly toldAt?: Instant;
  readonly startedAt?: Instant;
  readonly endedAt?: Instant;
  /** injuries on either side; 无 is an answer */
  readonly injuries?: Word;
  /** 警械、武力: which; 无 is an answer */
  readonly force?: Word;
  /** exhibits of this incident that show it */
  readonly recordings?: readonly string[];
  readonly decision?: WrittenDecision;
  readonly note?: Word;
}

export interface MeasureItem extends Execution {
  readonly id: string;
  readonly measure: string;
  readonly at: Instant;
  readonly by: Actor;
  /** the acts that ground it, and the law they were read in */
  readonly codes?: readonly string[];
  readonly lawVersion?: string;
}

export interface IncidentItem {
  readonly id: string;
  readonly state: IncidentState;
  readonly place: string;
  readonly zone: Zone;
  readonly source: 'alarm' | 'report' | 'screening' | 'recording';
  readonly openedAt: Instant;
  /** the drill (演练) whose alarm opened it: it is handed to nobody */
  readonly drill?: string;
  readonly report?: Word;
  /** its own and those of the incidents merged into it, as the other lists too */
  readonly alarms: readonly string[];
  readonly findings: readonly FindingItem[];
  readonly candidates: readonly Candidate[];
  readonly measures: readonly MeasureItem[];
  readonly evidence: readonly string[];
  readonly packets: readonly { readonly id: string; readonly state: string }[];
  /** the one finding that stands first, by the tie order of the law it was decided under */
  readonly primary?: string;
  readonly exit?: AskedExit;
  /** 150 days have passed and nobody handed it over */
  readonly limitNearAt?: Instant;
  readonly merged?: readonly string[];
  readonly mergedInto?: string;
  /** since when and why the police see it */
  readonly shared?: { readonly at: Instant; readonly why: 'policy' | 'person'; readonly by: Actor };
  readonly accepted?: Step;
  /** the police are done with it; `result` is a word of the talk with them */
  readonly policeClosed?: { readonly at: Instant; readonly result?: string };
  /** who holds it since it changed hands, and to whom it is offered */
  readonly care?: Care;
  /** the duty chief was asked whether to share it */
  readonly shareAskedAt?: Instant;
}
