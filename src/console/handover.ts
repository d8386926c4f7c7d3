/** Handing a post over by consent (交接班): offered with what is open, accepted or refused by who comes. Pure. */
import { z } from 'zod';
import type { Instant } from '../kernel/clock.js';
import type { Board, Word } from './board.js';

export const handoverStates = ['offered', 'accepted', 'refused', 'withdrawn'] as const;
export type HandoverState = (typeof handoverStates)[number];

const words = z.string().trim().min(1).max(2000);
export const offerSchema = z.object({ to: z.string().min(1).max(64), note: words.optional() });
export const refusalSchema = z.object({ reason: words });

export interface HandoverItem {
  readonly id: string;
  readonly giver: string;
  readonly receiver: string;
  /** the place that changes hands */
  readonly post: string;
  readonly state: HandoverState;
  readonly offeredAt: Instant;
  readonly answeredAt?: Instant;
  /** what the one who goes wants known */
  readonly note?: Word;
  /** why it was refused */
  readonly reason?: Word;
  readonly open: OpenList;
}

/** What was open at the moment of the offer, by id. */
export interface OpenList {
  readonly alarms: readonly string[];
  readonly incidents: readonly string[];
  readonly troubles: readonly string[];
}

const ids = (items: readonly { readonly id: string }[]): string[] => items.map(({ id }) => id);

export const openOn = ({ alarms, incidents, troubles }: Board): OpenList => ({
  alarms: ids(alarms),
  incidents: ids(incidents),
  troubles: ids(troubles),
});
