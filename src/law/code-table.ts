/** The law as dated data: codes, measures, zones and signals, validated before anything relies on them. */
import { z } from 'zod';

import builtIn from './data/law.json' with { type: 'json' };
import { invalid } from '../kernel/errors.js';

const text = z.object({ zh: z.string().min(1), en: z.string().min(1) });
const day = z.iso.date();

/** V read in a public copy, H from memory, M check before printing, L do not rely on it. */
const confidence = z.enum(['V', 'H', 'M', 'L']);
export const zoneSchema = z.enum(['A', 'B', 'C', 'E', 'R']);

const element = text.extend({
  id: z.string(),
  ask: text,
  /** kinds of the lexicon that show the element; one of them is enough */
  shownBy: z.array(z.string()),
  /** without it the act is not this act; where the text shows none, the code scores lower */
  decisive: z.boolean().optional(),
});

const addedOffence = z.object({
  zh: z.string(),
  article: z.string(),
  confidence,
  mark: z.literal('系统补充'),
});

const lawCode = text.extend({
  code: z.string(),
  family: z.string(),
  source: z.string(),
  article: z.string(),
  confidence,
  textVersion: z.int(),
  inForceFrom: day,
  inForceUntil: day.optional(),
  severity: z.int().min(0).max(5),
  measures: z.array(z.object({ id: z.string(), confirm: text.optional() })),
  /** offences that the Measures themselves name */
  offencesNamed: z.array(z.string()),
  /** offences this table adds; shown as 系统补充 */
  offencesAdded: z.array(addedOffence),
  administrative: z.array(z.string()),
  elements: z.array(element),
  /** for B10, C5, A5: only when no listed act fits */
  residual: z.boolean().optional(),
  /** put together from several sentences of the source, not one quotation */
  composed: z.boolean().optional(),
  /** the offence depends on who was wronged and how badly */
  victimRole: z.boolean().optional(),
  /** all decisive elements together make the act: B1, B3, B7 (Measures Art. 11(2) 1, 3, 7) */
  conjunctive: z.boolean().optional(),
  headCount: z.boolean().optional(),
  damage: z.boolean().optional(),
});

export const proceedings = ['civil', 'criminal', 'administrative'] as const;

const who = text.extend({ role: z.string() });

const measure = text.extend({
  id: z.string().regex(/^M\d\d$/),
  zones: z.array(zoneSchema),
  orders: who,
  executes: who,
  grounds: z.array(z.object({ zh: z.string(), confidence })),
  /** needs an approval and a written decision that the console records and never makes */
  decision: text.optional(),
  urgent: text.optional(),
  limits: text.optional(),
  persons: z.int().optional(),
  /** the most that a decision may impose, by kind of proceeding */
  caps: z
    .array(
      z.object({
        proceeding: z.enum(proceedings),
        amountYuan: z.number().optional(),
        days: z.number().optional(),
      }),
    )
    .optional(),
});

/** What an offence depends on beside the act; people answer, and nobody is told that it was committed. */
const offenceNeed = text.extend({
  offence: z.string(),
  /** all codes when absent */
  codes: z.array(z.string()).optional(),
  victimRoles: z.array(z.string()).optional(),
  injuries: z.array(z.string()).optional(),
  /** at least so many people */
  headCount: z.int().optional(),
  damageYuan: z.number().optional(),
  confidence,
});

const signalValue = z.union([z.string(), z.boolean(), z.number(), z.null()]);

const signalRule = text.extend({
  /** every field must hold one of its values; null stands for "not given" */
  when: z.record(z.string(), z.array(signalValue)),
  zones: z.array(zoneSchema),
  /** elements of the code that the signal shows by itself */
  shows: z.array(z.string()),
  code: z.string(),
  confidence: z.number().min(0).max(1),
});

const source = text.extend({
  id: z.string(),
  inForceFrom: day,
  confidence,
  file: z.string().optional(),
});

export const lawSchema = z.object({
  version: z.string().min(1),
  inForceFrom: day,
  inForceUntil: day.optional(),
  title: text,
  notice: text,
  sources: z.array(source),
  zones: z.record(zoneSchema, text.extend({ codes: z.array(z.string()) })),
  levels: z.object({ middle: z.number(), high: z.number() }),
  cap: z.number().min(0).max(1),
  tieOrder: z.array(z.string()),
  /** what an act (as the classifier reads it) is called in each zone */
  acts: z.record(z.string(), z.partialRecord(zoneSchema, z.string())),
  signals: z.array(signalRule),
  /** language → value a device reports → the word shown */
  signalWords: z.record(z.string(), z.record(z.string(), z.string())),
  measures: z.array(measure),
  offenceNeeds: z.array(offenceNeed).default([]),
  codes: z.array(lawCode),
});

export type Zone = z.infer<typeof zoneSchema>;
export type Law = z.infer<typeof lawSchema>;
export type LawCode = z.infer<typeof lawCode>;
export type Measure = z.infer<typeof measure>;
export type SignalRule = z.infer<typeof signalRule>;

/** Every code, measure and source that the table points at but does not hold. */
const loosePointers = (law: Law): string[] => {
  const codes = new Set(law.codes.map((each) => each.code));
  const measures = new Set(law.measures.map((each) => each.id));
  const sources = new Set(law.sources.map((each) => each.id));
  const named = [
    ...law.tieOrder,
    ...law.signals.map((each) => each.code),
    ...Object.values(law.acts).flatMap((zones) => Object.values(zones)),
    ...Object.values(law.zones).flatMap((zone) => zone.codes),
  ];
  return [
    ...named.filter((code) => !codes.has(code)),
    ...law.codes.flatMap((each) => each.measures.map((one) => one.id)).filter((id) => !measures.has(id)),
    ...law.codes.map((each) => each.source).filter((id) => !sources.has(id)),
    ...[...codes].filter((code) => !law.tieOrder.includes(code)),
  ];
};

/**
 * The law that a file holds.
 * @throws DomainError `LAW_TABLE_INVALID` when the file is not of the shape or points at what it lacks
 */
export const readLaw = (content: unknown): Law => {
  const read = lawSchema.safeParse(content);
  if (!read.success)
    throw invalid('LAW_TABLE_INVALID', 'The law table is not of the expected shape.', {
      problems: read.error.issues.slice(0, 20).map((issue) => `${issue.path.join('.')}: ${issue.message}`),
    });
  const loose = [...new Set(loosePointers(read.data))];
  if (loose.length > 0)
    throw invalid('LAW_TABLE_INVALID', 'The law table points at codes, measures or sources it lacks.', {
      loose,
    });
  return read.data;
};

/** The table shipped with this version of the console. */
export const builtInLaw: Law = readLaw(builtIn);

export const codeOf = (code: string, law: Law = builtInLaw): LawCode | undefined =>
  law.codes.find((each) => each.code === code);

export const measureOf = (id: string, law: Law = builtInLaw): Measure | undefined =>
  law.measures.find((each) => each.id === id);

/** The measures that may be offered for a code, each with its ground, limits and who orders it. */
export const measuresFor = (
  code: string,
  law: Law = builtInLaw,
): (Measure & { confirm?: Measure['limits'] })[] =>
  (codeOf(code, law)?.measures ?? []).flatMap(({ id, confirm }) => {
    const measure = measureOf(id, law);
    return measure ? [confirm ? { ...measure, confirm } : measure] : [];
  });
