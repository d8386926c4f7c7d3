/** The shapes of what screening answers with, held by the compiler to the types of the house. Pure. */
import { z } from 'zod';
import type { Flow } from '../screening/flow.js';
import type { LaneDetail, LaneStep } from '../screening/lane.js';
import { slipKinds, slipStates, type SlipItem } from '../screening/slip.js';
import { instructions, type WatchItem } from '../screening/watch.js';
import { actor, every, hex64, id, instant, may, step, word } from './openapi-items.js';

const operator = z.object({ name: word, person: may(id) });

export const laneStep = every<LaneStep>()({
  at: instant,
  what: z.enum(['detection', 'decision', 'self-check', 'waiting']),
  boot: z.string(),
  seq: z.int(),
  class: may(z.string()),
  zoneCode: may(z.string()),
  outcome: may(z.string()),
  item: may(word),
  operators: may(z.array(word)),
  slip: may(z.string()),
  handChecked: may(z.boolean()),
}) satisfies z.ZodType<LaneStep>;

export const lane = every<LaneDetail>()({
  id,
  place: id,
  name: z.string(),
  passed: z.int().min(0),
  alarmed: z.int().min(0),
  minute: may(z.object({ from: z.string(), to: z.string(), passed: z.int(), alarmed: z.int() })),
  detection: may(z.object({ at: instant, class: z.string(), zoneCode: z.string() })),
  decision: may(z.object({ at: instant, outcome: z.string(), class: may(z.string()) })),
  usedSince: may(instant),
  operators: may(z.array(operator)),
  checked: may(z.object({ at: instant, ok: z.boolean() })),
  waiting: may(z.object({ at: instant, people: z.int().min(0) })),
  recent: z.array(laneStep),
}) satisfies z.ZodType<LaneDetail>;

export const flow = every<Flow & { day: string }>()({
  day: z.iso.date(),
  hours: z.array(
    z.object({
      hour: z.string(),
      passed: z.int(),
      alarmed: z.int(),
      detections: z.int(),
      handChecks: z.int(),
      outcomes: z.record(z.string(), z.int()),
      waiting: may(z.int()),
      waitingMinutes: may(z.number()),
      decisionSeconds: may(z.int()),
    }),
  ),
  zones: z.array(z.object({ zoneCode: z.string(), class: z.string(), times: z.int() })),
}) satisfies z.ZodType<Flow & { day: string }>;

export const slip = every<SlipItem>()({
  id,
  number: z.string(),
  lane: id,
  kind: z.enum(slipKinds),
  state: z.enum(slipStates),
  class: may(z.string()),
  item: may(word),
  owner: may(word),
  shelf: may(z.string()),
  photo: may(hex64),
  at: instant,
  by: actor,
  operators: z.array(word),
  ended: may(z.object({ at: instant, by: actor, to: may(word), signature: may(hex64), receipt: may(word) })),
}) satisfies z.ZodType<SlipItem>;

export const watch = every<WatchItem>()({
  id,
  name: word,
  document: may(word),
  ground: word,
  instruction: z.enum(instructions),
  until: instant,
  state: z.enum(['proposed', 'active', 'ended']),
  proposed: step,
  approved: may(step),
  ended: may(z.object({ at: instant, by: actor, reason: may(word) })),
}) satisfies z.ZodType<WatchItem>;

export const match = z.object({ watch: id, instruction: z.enum(instructions) });
