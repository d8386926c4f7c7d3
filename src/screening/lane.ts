/** A screening lane: how many passed today, who is on it, whether it was checked, what it last saw and decided. */
import type { Instant } from '../kernel/clock.js';
import type { Word } from '../ledger/entry.js';

export interface Minute {
  readonly from: Instant;
  readonly to: Instant;
  readonly passed: number;
  readonly alarmed: number;
}

/** Somebody who works on a lane now. */
export interface Operator {
  readonly name: Word;
  /** absent where the gate itself named him */
  readonly person?: string;
}

/** What a board shows of a lane. */
export interface LaneItem {
  readonly id: string;
  readonly place: string;
  readonly name: string;
  /** people and detections since midnight in the court's zone, reset by `lane.day-began` */
  readonly passed: number;
  readonly alarmed: number;
  /** the last minute that the gate counted */
  readonly minute?: Minute;
  readonly detection?: { readonly at: Instant; readonly class: string; readonly zoneCode: string };
  readonly decision?: { readonly at: Instant; readonly outcome: string; readonly class?: string };
  /** since when people are screened here today */
  readonly usedSince?: Instant;
  readonly operators?: readonly Operator[];
  /** today's last self-check */
  readonly checked?: { readonly at: Instant; readonly ok: boolean };
  /** how many stand in line, as last counted */
  readonly waiting?: { readonly at: Instant; readonly people: number };
}

/** As it is kept: with the court's day that the counts belong to, `2026-03-01`. */
export interface Lane extends LaneItem {
  readonly day: string;
  /** the last day on which the hour of opening was looked at */
  readonly askedDay?: string;
}

/** Two at least on each lane (法发〔2004〕14号 Art. 3). */
export const fewestOperators = 2;

export interface Lacks {
  readonly operators: boolean;
  readonly check: boolean;
}

/** What a lane that is in use lacks; one that is not lacks nothing. */
export const lacksOf = ({ usedSince, operators = [], checked }: LaneItem): Lacks => ({
  operators: usedSince !== undefined && operators.length < fewestOperators,
  check: usedSince !== undefined && checked?.ok !== true,
});

/** The operators after somebody came; a person stands on a lane once. */
export const joinedBy = (operators: readonly Operator[] = [], comer: Operator): readonly Operator[] =>
  comer.person !== undefined && operators.some(({ person }) => person === comer.person)
    ? operators
    : [...operators, comer];

/** One thing that a lane saw or decided. */
export interface LaneRecord {
  readonly lane: string;
  readonly boot: string;
  readonly seq: number;
  readonly at: Instant;
  readonly what: 'detection' | 'decision' | 'self-check' | 'waiting';
  readonly class?: string;
  readonly zoneCode?: string;
  readonly outcome?: string;
  readonly about?: About;
  /** from the detection to the decision about it */
  readonly seconds?: number;
  readonly handChecked?: boolean;
  readonly people?: number;
}

/** What people wrote or are called, and what the record points at. */
export interface About {
  readonly item?: Word;
  readonly operators?: readonly Word[];
  readonly ok?: boolean;
  readonly image?: string;
  readonly slip?: string;
}

/** A lane as the page on screening shows it. */
export interface LaneDetail extends LaneItem {
  readonly recent: readonly LaneStep[];
}

export interface LaneStep {
  readonly at: Instant;
  readonly what: LaneRecord['what'];
  /** the name of a detection, so that a decision can point at it */
  readonly boot: string;
  readonly seq: number;
  readonly class?: string;
  readonly zoneCode?: string;
  readonly outcome?: string;
  readonly item?: Word;
  readonly operators?: readonly Word[];
  readonly slip?: string;
  readonly handChecked?: boolean;
}

/** The same beside those of other lanes, with whose item it is where a slip names him. */
export interface LaneStepAt extends LaneStep {
  readonly lane: string;
  readonly owner?: Word;
}

export const laneStep = ({ at, what, boot, seq, about = {}, ...rest }: LaneRecord): LaneStep => {
  const { class: kind, zoneCode, outcome, handChecked } = rest;
  const { item, operators, slip } = about;
  const told = { class: kind, zoneCode, outcome, item, operators, slip, handChecked };
  const given = Object.entries(told).filter(([, value]) => value !== undefined);
  return { at, what, boot, seq, ...Object.fromEntries(given) };
};
