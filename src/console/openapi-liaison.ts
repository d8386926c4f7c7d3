/** Liaison's shapes, as the API gives them: where an exchange stands, what went out. Pure. */
import { z } from 'zod';
import { exchangeStates } from '../liaison/exchange.js';
import { id, instant, may } from './openapi-items.js';

/** `next`: the verbs that may follow, for whoever asks. */
export const exchange = { state: z.enum(exchangeStates), at: instant, next: z.array(z.string()) };

export const delivery = z.object({
  fact: z.int(),
  incident: id,
  verb: z.string(),
  state: z.enum(['waiting', 'delivered', 'dead']),
  attempts: z.int(),
  dueAt: instant,
  answer: may(z.string()),
});
