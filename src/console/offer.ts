/** One alarm or incident offered to a colleague on post (转交): asked, answered, or lapsed. Pure. */
import { z } from 'zod';
import type { Offer } from '../alarms/care.js';
import type { Subject } from '../kernel/actor.js';
import type { Instant } from '../kernel/clock.js';
import type { Word } from './board.js';

const id = z.string().min(1).max(64);
const words = z.string().trim().min(1).max(500);
export const offeringSchema = z.object({
  subject: z.object({ kind: z.enum(['alarm', 'incident']), id }),
  to: id,
  note: words.optional(),
});
export const decliningSchema = z.object({ reason: words.optional() });

export const offerStates = ['offered', 'accepted', 'declined', 'withdrawn', 'lapsed'] as const;
export type OfferState = (typeof offerStates)[number];

export interface OfferItem extends Offer {
  readonly subject: Subject;
  readonly place: string;
  readonly state: OfferState;
  readonly answeredAt?: Instant;
  /** why it was declined */
  readonly reason?: Word;
}
