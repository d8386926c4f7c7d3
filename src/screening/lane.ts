/** A screening lane: how many passed today, and what it last saw and decided. */
import type { Instant } from '../kernel/clock.js';
import type { Word } from '../ledger/entry.js';

export interface Minute {
  readonly from: Instant;
  readonly to: Instant;
  readonly passed: number;
  readonly alarmed: number;
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
}

/** As it is kept: with the court's day that the counts belong to, `2026-03-01`. */
export interface Lane extends LaneItem {
  readonly day: string;
}

/** One thing that a lane saw or decided. */
export interface LaneRecord {
  readonly lane: string;
  readonly boot: string;
  readonly seq: number;
  readonly at: Instant;
  readonly what: 'detection' | 'decision' | 'self-check';
  readonly class?: string;
  readonly zoneCode?: string;
  readonly outcome?: string;
  readonly about?: About;
}

/** What people wrote or are called. */
export interface About {
  readonly item?: Word;
  readonly operators?: readonly Word[];
  readonly ok?: boolean;
  readonly image?: string;
}

/** A lane as the page on screening shows it. */
export interface LaneDetail extends LaneItem {
  readonly recent: readonly LaneStep[];
}

export interface LaneStep {
  readonly at: Instant;
  readonly what: LaneRecord['what'];
  readonly class?: string;
  readonly outcome?: string;
  readonly item?: Word;
  readonly operators?: readonly Word[];
}

export const laneStep = ({ at, what, class: kind, outcome, about }: LaneRecord): LaneStep => ({
  at,
  what,
  ...(kind === undefined ? {} : { class: kind }),
  ...(outcome === undefined ? {} : { outcome }),
  ...(about?.item === undefined ? {} : { item: about.item }),
  ...(about?.operators === undefined ? {} : { operators: about.operators }),
});
