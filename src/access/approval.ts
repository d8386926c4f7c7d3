/** What takes two people: one asks, another one at a sign-in of his own says yes or no. Pure. */
import type { Actor } from '../kernel/actor.js';
import type { Instant } from '../kernel/clock.js';
import type { Word } from '../ledger/entry.js';

export interface Step {
  readonly at: Instant;
  readonly by: Actor;
}

export interface Approval {
  readonly id: string;
  /** what is asked for, a fact's family and an act: `evidence.deletion` */
  readonly kind: string;
  /** id of what it concerns */
  readonly subject: string;
  /** what the act will need to know */
  readonly about: Readonly<Record<string, string | number>>;
  readonly why: Word & { readonly text?: string };
  readonly asked: Step;
  readonly askedSession: string;
  readonly state: 'asked' | 'approved' | 'refused';
  readonly decided?: Step;
}

/** A second person, and not at the first one's screen. */
export const isSecondPerson = (
  { asked, askedSession }: Pick<Approval, 'asked' | 'askedSession'>,
  decides: { readonly person: string; readonly session: string },
): boolean => asked.by.id !== decides.person && askedSession !== decides.session;

/** What is told of it: not at which sign-in it was asked. */
export type ApprovalItem = Omit<Approval, 'askedSession'>;
export const approvalItem = ({ askedSession: _session, ...item }: Approval): ApprovalItem => item;
