/** What devices and marks suggest: candidates, never findings (priors stand in the law table). */
import { z } from 'zod';

import type { Law, SignalRule, Zone } from './code-table.js';

const gate = z.looseObject({
  kind: z.literal('gate'),
  class: z.string().optional(),
  outcome: z.string().optional(),
});
const button = z.looseObject({
  kind: z.literal('button'),
  area: z.string().optional(),
  loud: z.boolean().optional(),
});
const door = z.looseObject({
  kind: z.literal('door'),
  area: z.string().optional(),
  forced: z.boolean().optional(),
  tailgate: z.boolean().optional(),
});
const presence = z.looseObject({
  kind: z.literal('presence'),
  afterClosing: z.boolean(),
  permitted: z.boolean().optional(),
});
const audio = z.looseObject({ kind: z.literal('audio'), words: z.string() });
const crowd = z.looseObject({ kind: z.literal('crowd'), count: z.number(), minutes: z.number() });
const banner = z.looseObject({ kind: z.literal('banner') });
const tag = z.looseObject({ kind: z.literal('tag'), tag: z.string() });
const exercise = z.looseObject({ kind: z.enum(['drill', 'test']), id: z.string().optional() });

export const signalSchema = z.discriminatedUnion('kind', [
  gate,
  button,
  door,
  presence,
  audio,
  crowd,
  banner,
  tag,
  exercise,
]);
export type Signal = z.infer<typeof signalSchema>;

export interface SignalFinding {
  readonly code: string;
  readonly confidence: number;
  readonly shows: readonly string[];
  readonly zh: string;
  readonly en: string;
}

/** Of anything at all, the signals that can be understood; the rest suggests nothing. */
export const readSignals = (given: readonly unknown[]): Signal[] =>
  given.flatMap((each) => {
    const read = signalSchema.safeParse(each);
    return read.success ? [read.data] : [];
  });

/** A drill or a test mode: 演练、测试. It lowers candidates and never an alarm. */
export const isExercise = (signal: Signal): boolean => signal.kind === 'drill' || signal.kind === 'test';

/** Fields as the rules of the law compare them, with what follows from numbers spelled out. */
const fieldsOf = (signal: Signal): ReadonlyMap<string, unknown> => {
  const fields = new Map<string, unknown>(Object.entries(signal));
  if (signal.kind === 'crowd') fields.set('over10For10Min', signal.count > 10 && signal.minutes > 10);
  return fields;
};

const matches = (rule: SignalRule, zone: Zone, fields: ReadonlyMap<string, unknown>): boolean =>
  rule.zones.includes(zone) &&
  Object.entries(rule.when).every(([name, values]) =>
    values.some((value) => value === (fields.get(name) ?? null)),
  );

const fill = (
  text: string,
  fields: ReadonlyMap<string, unknown>,
  words: Record<string, string> | undefined,
): string =>
  text.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = fields.get(name);
    return typeof value === 'string' ? (words?.[value] ?? value) : '—';
  });

export const findingsOfSignals = (signals: readonly Signal[], zone: Zone, law: Law): SignalFinding[] =>
  signals.flatMap((signal) => {
    const fields = fieldsOf(signal);
    return law.signals
      .filter((rule) => matches(rule, zone, fields))
      .map((rule) => ({
        code: rule.code,
        confidence: rule.confidence,
        shows: rule.shows,
        zh: fill(rule.zh, fields, law.signalWords['zh']),
        en: fill(rule.en, fields, law.signalWords['en']),
      }));
  });
