/** A slip (寄存、暂扣、移交清单) for an item that somebody left at a lane: its number, its shelf, its end. */
import type { Actor } from '../kernel/actor.js';
import type { Instant } from '../kernel/clock.js';
import type { Word } from '../ledger/entry.js';

export const slipKinds = ['deposited', 'withheld', 'handed-over'] as const;
export type SlipKind = (typeof slipKinds)[number];
export const slipStates = ['kept', 'returned', 'handed-over'] as const;
export type SlipState = (typeof slipStates)[number];

export interface SlipEnd {
  readonly at: Instant;
  readonly by: Actor;
  /** who took it, as he or she was called */
  readonly to?: Word;
  /** SHA-256 of the picture of the signature */
  readonly signature?: string;
  /** the police's own number, for a hand-over */
  readonly receipt?: Word;
}

export interface SlipItem {
  readonly id: string;
  /** what stands on the paper: `20260301-014` */
  readonly number: string;
  readonly lane: string;
  readonly kind: SlipKind;
  readonly state: SlipState;
  readonly class?: string;
  readonly item?: Word;
  readonly owner?: Word;
  readonly shelf?: string;
  /** SHA-256 of the photo */
  readonly photo?: string;
  readonly at: Instant;
  readonly by: Actor;
  readonly operators: readonly Word[];
  readonly ended?: SlipEnd;
}

export interface Slip extends SlipItem {
  readonly day: string;
  readonly nth: number;
}

export const isSlipKind = (outcome: string): outcome is SlipKind =>
  (slipKinds as readonly string[]).includes(outcome);

/** What was handed over at once lies on no shelf. */
export const firstState = (kind: SlipKind): SlipState => (kind === 'handed-over' ? 'handed-over' : 'kept');

export const numberOf = (day: string, nth: number): string =>
  `${day.replaceAll('-', '')}-${String(nth).padStart(3, '0')}`;

/** The lowest compartment that nothing lies in. */
export function freeShelf(taken: readonly string[]): string {
  const full = new Set(taken);
  let shelf = 1;
  while (full.has(String(shelf))) shelf += 1;
  return String(shelf);
}

export const slipItem = ({ day: _day, nth: _nth, ...item }: Slip): SlipItem => item;
