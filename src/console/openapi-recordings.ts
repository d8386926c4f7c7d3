/** The shapes of marks, recorders and the register, held by the compiler to the types of the house. Pure. */
import { z } from 'zod';
import { tags } from '../../devices/protocol/event.js';
import {
  channels,
  interferenceTags,
  type InterferenceItem,
  type Release,
} from '../interference/interference.js';
import { clipStates } from '../recordings/clip.js';
import type { Mark, RecorderItem } from '../recordings/mark.js';
import { actor, every, hex64, id, instant, may, word } from './openapi-items.js';

export const mark = every<Mark>()({
  id,
  device: id,
  from: instant,
  to: instant,
  tag: may(z.enum(tags)),
  note: may(word),
  at: instant,
  by: actor,
}) satisfies z.ZodType<Mark>;

export const recorder = every<RecorderItem>()({
  id,
  name: z.string(),
  place: id,
  state: z.string(),
  recording: z.boolean(),
  onCall: may(z.boolean()),
  since: may(instant),
  reason: may(z.string()),
  freePercent: may(z.int()),
  asked: may(z.object({ action: z.enum(['start', 'stop']), at: instant, by: actor })),
}) satisfies z.ZodType<RecorderItem>;

export const interference = every<InterferenceItem>()({
  id,
  tag: z.enum(interferenceTags),
  at: instant,
  by: actor,
  channel: may(z.enum(channels)),
  happenedAt: instant,
  device: may(id),
  from: may(instant),
  to: may(instant),
  who: may(word),
  unit: may(word),
  caseNumber: may(word),
  content: may(word),
  released: may(z.object({ at: instant, by: actor, reason: word })),
  releaseAsked: may(z.object({ at: instant, by: actor, why: word })),
  recordings: z.array(
    z.object({ id, sha256: hex64, state: z.enum(clipStates), startedAt: instant, endedAt: instant }),
  ),
}) satisfies z.ZodType<InterferenceItem>;

export const release = every<Release>()({
  id,
  state: z.enum(['asked', 'released']),
}) satisfies z.ZodType<Release>;
