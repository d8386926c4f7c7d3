/** The shapes of what the guard room asks beside the board: hearings. Pure. */
import { z } from 'zod';
import { risks, type HearingItem } from '../timetable/hearing.js';
import { testOutcomes, type ButtonTestItem } from '../alarms/button-test.js';
import { drillSchema, drillStates, type DrillItem, type RunningDrill } from '../alarms/drill.js';
import { shelfModes, type ShelfItem } from '../alarms/shelf.js';
import { policySchema } from '../duty/policy.js';
import type { Course, MissedStep } from '../procedures/course.js';
import { procedureSchema } from '../procedures/procedure.js';
import { drillSteps, type DrillRecord } from '../reports/drill-record.js';
import { measures } from '../reports/response-time.js';
import { handoverStates, type HandoverItem } from './handover.js';
import { offerStates, type OfferItem } from './offer.js';
import type { RoomContext } from './room-context.js';
import { actor, alarm, every, id, instant, may, offer, step, word } from './openapi-items.js';
import { laneStep } from './openapi-screening.js';

export const hearing = every<HearingItem>()({
  id,
  place: id,
  startsAt: instant,
  endsAt: instant,
  caseNumber: may(word),
  cause: may(word),
  judge: may(word),
  parties: z.array(word),
  risk: may(z.enum(risks)),
  source: z.enum(['hand', 'import']),
}) satisfies z.ZodType<HearingItem>;

export const roomContext = every<RoomContext>()({
  alarm: id,
  place: id,
  now: z.array(hearing),
  next: may(hearing),
  screening: z.object({
    from: instant,
    steps: z.array(laneStep.extend({ lane: id, owner: may(word) })),
  }),
  recorders: z.array(
    z.object({
      id,
      name: z.string(),
      place: id,
      state: z.enum(['never-heard', 'heard', 'silent', 'disabled']),
    }),
  ),
  held: may(z.object({ from: instant, to: instant })),
}) satisfies z.ZodType<RoomContext>;

export const shelf = every<ShelfItem>()({
  id,
  mode: z.enum(shelfModes),
  device: id,
  kind: may(z.string()),
  until: instant,
  reason: word,
  state: z.enum(['asked', 'standing', 'ended']),
  asked: step,
  approved: may(step),
  ended: may(step),
}) satisfies z.ZodType<ShelfItem>;

export const buttonTest = every<ButtonTestItem>()({
  id,
  device: id,
  place: id,
  opened: step,
  until: instant,
  pressedAt: may(instant),
  boot: may(z.string()),
  seq: may(z.int()),
  receiptedAt: may(instant),
  shown: may(step),
  sounded: may(step),
  endedAt: may(instant),
  outcome: may(z.enum(testOutcomes)),
}) satisfies z.ZodType<ButtonTestItem>;

export const drill = every<DrillItem>()({
  id,
  state: z.enum(drillStates),
  places: z.array(id),
  presses: drillSchema.shape.presses,
  startsAt: instant,
  until: instant,
  beginsItself: z.boolean(),
  sirens: z.boolean(),
  practised: word,
  informed: word,
  planned: step,
  begun: may(step),
  ended: may(step),
  pressed: z.record(id, z.int()),
}) satisfies z.ZodType<DrillItem>;

export const drillRunning = every<RunningDrill>()({
  id,
  places: z.array(id),
  devices: z.array(id),
  until: instant,
  begun: step,
}) satisfies z.ZodType<RunningDrill>;

const milliseconds = z.number().min(0);
export const drillResult = every<DrillRecord>()({
  drill,
  targets: z.record(z.enum(measures), milliseconds),
  alarms: z.array(
    z.object({
      alarm,
      tookMs: z.partialRecord(z.enum(drillSteps), milliseconds),
      becameReal: z.boolean(),
    }),
  ),
  unpressed: z.array(id),
});

export const policy = policySchema.extend({ id });

const bilingual = { zh: z.string(), en: z.string() };
export const procedure = procedureSchema.safeExtend({ id, version: z.int(), since: may(instant) });
const takenStep = z.object({
  state: z.enum(['done', 'skipped']),
  at: instant,
  by: actor,
  reason: may(word),
  seen: may(step),
});
export const course = every<Course>()({
  procedure: id,
  version: z.int(),
  ...bilingual,
  respondMs: may(z.int()),
  resolveMs: may(z.int()),
  steps: z.array(z.object({ id, ...bilingual, dueAt: may(instant), taken: may(takenStep) })),
  next: may(id),
}) satisfies z.ZodType<Course>;
const aboutStep = {
  id,
  subject: z.object({ kind: z.string(), id }),
  place: id,
  procedure: id,
  version: z.int(),
  step: id,
};
export const skip = takenStep.extend(aboutStep);

export const miss = every<MissedStep>()({
  ...aboutStep,
  dueAt: instant,
  seen: may(step),
}) satisfies z.ZodType<MissedStep>;

export const handover = every<HandoverItem>()({
  id,
  giver: id,
  receiver: id,
  post: id,
  state: z.enum(handoverStates),
  offeredAt: instant,
  answeredAt: may(instant),
  note: may(word),
  reason: may(word),
  open: z.object({ alarms: z.array(id), incidents: z.array(id), troubles: z.array(id) }),
}) satisfies z.ZodType<HandoverItem>;

export const offered = every<OfferItem>()({
  ...offer.shape,
  subject: z.object({ kind: z.enum(['alarm', 'incident']), id }),
  place: id,
  state: z.enum(offerStates),
  answeredAt: may(instant),
  reason: may(word),
}) satisfies z.ZodType<OfferItem>;
