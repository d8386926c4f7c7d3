/** The watch list: what a lane is to do when somebody comes, and, apart from it, why. */
import type { Actor } from '../kernel/actor.js';
import type { Instant } from '../kernel/clock.js';
import type { Word } from '../ledger/entry.js';

/** What the lane is told: a thing to do, never a ground. */
export const instructions = ['second-check', 'call-officer', 'escort', 'hold-entry'] as const;
export type Instruction = (typeof instructions)[number];

export interface WatchStep {
  readonly at: Instant;
  readonly by: Actor;
}

export interface WatchItem {
  readonly id: string;
  readonly name: Word;
  /** number of an identity document */
  readonly document?: Word;
  readonly ground: Word;
  readonly instruction: Instruction;
  readonly until: Instant;
  readonly state: 'proposed' | 'active' | 'ended';
  readonly proposed: WatchStep;
  readonly approved?: WatchStep;
  readonly ended?: WatchStep & { readonly reason?: Word };
}

export interface Watch extends WatchItem {
  /** the sign-in in which it was proposed: the second person needs another one */
  readonly session: string;
}

export const watchItem = ({ session: _session, ...item }: Watch): WatchItem => item;

/** Names and numbers as they are compared: full-width digits, spaces and case make no other person. */
export const spelledAlike = (text: string): string =>
  text
    .normalize('NFKC')
    .replaceAll(/[\s·・.]/g, '')
    .toUpperCase();

/** Exactly the name or the document's number; a part of a name is nobody. */
export const isSame = (typed: string, known: readonly (string | undefined)[]): boolean => {
  const wanted = spelledAlike(typed);
  return wanted !== '' && known.some((text) => text !== undefined && spelledAlike(text) === wanted);
};
