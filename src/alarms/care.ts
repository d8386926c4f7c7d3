/** Who holds an alarm or an incident (负责), and to whom it is offered: it changes hands by consent alone, and sounds as it did. Pure. */
import type { Actor } from '../kernel/actor.js';
import type { Instant } from '../kernel/clock.js';
import type { Word } from '../ledger/entry.js';

export interface Offer {
  readonly id: string;
  readonly giver: string;
  readonly receiver: string;
  readonly at: Instant;
  /** unanswered by then, it lapses */
  readonly until: Instant;
  readonly note?: Word;
}

export interface Care {
  readonly holder?: { readonly person: string; readonly since: Instant };
  readonly offer?: Offer;
}

/** An internal target, not law: whoever does not answer for so long has not taken it over. */
export const offerMs = 120_000;

export const withOffer = (care: Care | undefined, offer: Offer): Care => ({ ...care, offer });

export const withoutOffer = ({ offer: _over, ...care }: Care = {}): Care => care;

export const heldBy = (person: string, since: Instant): Care => ({ holder: { person, since } });

/** Who took it over last, else who acknowledged it. */
export function holderOf(of: {
  readonly care?: Care;
  readonly steps?: { readonly acknowledged?: { readonly by: Actor } };
}): string | undefined {
  const by = of.steps?.acknowledged?.by;
  return of.care?.holder?.person ?? (by?.kind === 'person' ? by.id : undefined);
}

interface Giving {
  readonly giver: string;
  readonly receiver: string;
  readonly holder: string | undefined;
  readonly isChief: boolean;
  readonly onPost: readonly string[];
}

/** Why it cannot be offered so, or undefined. Nobody gives away what another on post holds, but the chief may ask a third. */
export function wrongWithOffer({ giver, receiver, holder, isChief, onPost }: Giving): Refusal | undefined {
  if (!onPost.includes(giver)) return 'NOT_ON_DUTY';
  if (receiver === giver || !onPost.includes(receiver) || receiver === holder) return 'RECEIVER_UNFIT';
  const isAnothers = holder !== undefined && holder !== giver && onPost.includes(holder);
  return isAnothers && !isChief ? 'HELD_BY_ANOTHER' : undefined;
}
export type Refusal = 'NOT_ON_DUTY' | 'RECEIVER_UNFIT' | 'HELD_BY_ANOTHER';
