/** The shapes of incidents and what hangs on them, held by the compiler to the types of the house. Pure. */
import { z } from 'zod';
import {
  injuryGrades,
  victimRoles,
  type Candidate,
  type FindingItem,
  type IncidentItem,
  type MeasureItem,
  type Particulars,
} from '../incidents/incident.js';
import { involvedRoles } from '../incidents/involved.js';
import { exits, incidentStates } from '../incidents/life.js';
import { lawSchema, proceedings } from '../law/code-table.js';
import { actor, care, every, id, instant, may, said, step, word, zone } from './openapi-items.js';

const level = z.enum(['low', 'middle', 'high']);

export const candidate = every<Candidate>()({
  code: z.string(),
  score: z.number().min(0).max(1),
  level,
  because: z.array(z.object({ ...said, quotes: z.array(word) })),
  missing: z.array(z.object({ element: z.string(), ...said })),
}) satisfies z.ZodType<Candidate>;

const particulars = every<Particulars>()({
  victimRole: may(z.enum(victimRoles)),
  injury: may(z.enum(injuryGrades)),
  headCount: may(z.int().min(0)),
  headCountSource: may(word),
  damageYuan: may(z.number().min(0)),
  damageSource: may(word),
}) satisfies z.ZodType<Particulars>;

export const finding = every<FindingItem>()({
  id,
  code: z.string(),
  status: z.enum(['candidate', 'confirmed', 'rejected', 'replaced']),
  level: may(level),
  lawVersion: z.string(),
  elements: z.array(z.string()),
  proofs: may(z.record(z.string(), z.array(id))),
  particulars: may(particulars),
  decided: may(step),
  reason: may(word),
  replaced: may(z.object({ by: actor, at: instant, reason: may(word), finding: id })),
  replaces: may(id),
}) satisfies z.ZodType<FindingItem>;

export const measure = every<MeasureItem>()({
  id,
  measure: z.string(),
  at: instant,
  by: actor,
  codes: may(z.array(z.string())),
  lawVersion: may(z.string()),
  orderedBy: may(word),
  executedBy: may(z.array(word)),
  told: may(word),
  toldAt: may(instant),
  startedAt: may(instant),
  endedAt: may(instant),
  injuries: may(word),
  force: may(word),
  recordings: may(z.array(id)),
  decision: may(
    z.object({
      number: word,
      approvedBy: word,
      approvedAt: instant,
      proceeding: may(z.enum(proceedings)),
      amountYuan: may(z.number()),
      days: may(z.int()),
    }),
  ),
  note: may(word),
}) satisfies z.ZodType<MeasureItem>;

export const incident = every<IncidentItem>()({
  id,
  state: z.enum(incidentStates),
  place: id,
  zone,
  source: z.enum(['alarm', 'report', 'screening', 'recording']),
  openedAt: instant,
  drill: may(id),
  report: may(word),
  alarms: z.array(id),
  findings: z.array(finding),
  candidates: z.array(candidate),
  measures: z.array(measure),
  evidence: z.array(id),
  packets: z.array(z.object({ id, state: z.string() })),
  primary: may(id),
  exit: may(z.object({ approval: may(id), kind: z.enum(exits), at: instant, by: actor, reason: word })),
  limitNearAt: may(instant),
  merged: may(z.array(id)),
  mergedInto: may(id),
  shared: may(z.object({ at: instant, why: z.enum(['policy', 'person']), by: actor })),
  accepted: may(step),
  policeClosed: may(z.object({ at: instant, result: may(z.string()) })),
  care: may(care),
  shareAskedAt: may(instant),
}) satisfies z.ZodType<IncidentItem>;

const lawMeasure = lawSchema.shape.measures.element.shape;
export const offered = z.object({
  id,
  ...said,
  grounds: lawMeasure.grounds,
  orders: lawMeasure.orders,
  executes: lawMeasure.executes,
  decision: lawMeasure.decision,
  limits: lawMeasure.limits,
  urgent: lawMeasure.urgent,
  persons: lawMeasure.persons,
  caps: lawMeasure.caps,
  codes: z.array(z.string()),
  confirm: may(z.object(said)),
});

const flag = z.optional(z.boolean());
const person = z.object({
  id,
  incident: id,
  role: z.enum(involvedRoles),
  about: z.object({
    victimRole: z.enum(victimRoles).optional(),
    injury: z.enum(injuryGrades).optional(),
    isMinor: flag,
    isPregnant: flag,
    isMentallyUnwell: flag,
    isDrunk: flag,
  }),
  at: instant,
  by: actor,
});
export const found = person;
export const involved = person.extend({
  repeats: z.array(
    z.object({ incident: id, role: z.enum(involvedRoles), at: instant, by: z.enum(['number', 'name']) }),
  ),
});
const some = z.string().optional();
export const identity = z.object({
  name: z.string(),
  document: z.object({ kind: z.string(), number: z.string() }).optional(),
  phone: some,
  address: some,
  link: some,
});
export const related = z.object({
  incident: id,
  state: z.enum(incidentStates),
  place: id,
  openedAt: instant,
  why: z.array(z.enum(['person', 'place-and-time'])),
});
