/** What takes two people: one asks, another one at a sign-in of his own says yes or no. Pure. */
import type { Actor } from '../kernel/actor.js';
import type { Instant } from '../kernel/clock.js';
import { refused } from '../kernel/errors.js';
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
  /** `expired`: nobody decided in time, or what it was about went another way */
  readonly state: 'asked' | 'approved' | 'refused' | 'expired';
  readonly decided?: Step;
}

/** A week: whoever still wants it asks anew. */
export const approvalWaitsMs = 7 * 86_400_000;

/**
 * A second person, and not at the first one's screen: the one rule of all acts of two (domain.md 5.6).
 * @param session the sign-in in which it was asked for
 * @throws SECOND_PERSON_NEEDED
 */
export function demandSecondPerson(
  asked: Step,
  session: string,
  decides: { readonly person: string; readonly session: string },
): void {
  if (asked.by.id === decides.person || session === decides.session)
    throw refused(
      'SECOND_PERSON_NEEDED',
      'who asked cannot agree to it: it takes a second person at a sign-in of his own',
      { first: asked },
    );
}

/** What is told of it: not at which sign-in it was asked. */
export type ApprovalItem = Omit<Approval, 'askedSession'>;
export const approvalItem = ({ askedSession: _session, ...item }: Approval): ApprovalItem => item;
