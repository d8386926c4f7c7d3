/** How a gate of some make speaks: its lines as data, and what they mean in the console's words. */
import { z } from 'zod';
import { detectionClasses, type SayingOf } from '../protocol/event.js';

/** A field is a text with `$1` .. `$9` for the groups of the pattern; `map` turns what is found into our word. */
const field = z.union([
  z.string(),
  z.object({ from: z.string(), map: z.record(z.string(), z.string()), otherwise: z.string().optional() }),
]);

const isPattern = (text: string): boolean => {
  try {
    return new RegExp(text, 'u').source !== '';
  } catch {
    return false;
  }
};
const pattern = z.string().refine(isPattern, 'must be a regular expression');

const rule = z.discriminatedUnion('means', [
  /** one more went through; `alarmed` where the gate rang */
  z.object({ pattern, means: z.literal('passage'), alarmed: z.boolean().default(false) }),
  /** the gate's own counters since it was switched on */
  z.object({ pattern, means: z.literal('counters'), passed: field, alarmed: field }),
  z.object({
    pattern,
    means: z.literal('detection'),
    zoneCode: field,
    class: field,
    /** a detection is a passage as well */
    passage: z.boolean().default(true),
  }),
  z.object({ pattern, means: z.literal('fault'), code: field }),
  z.object({ pattern, means: z.literal('tamper') }),
  z.object({ pattern, means: z.literal('self-check'), ok: field }),
  /** a sign of life */
  z.object({ pattern, means: z.literal('nothing') }),
]);

export const dialectSchema = z.object({
  name: z.string(),
  /** what ends a line: `\n` by default; binary gates are read as hex, `frameBytes` at a time */
  lineEnd: z.string().default('\n'),
  frameBytes: z.int().min(1).optional(),
  /** sent when the line opens, and every so often */
  greeting: z.string().optional(),
  poll: z.object({ line: z.string(), everySeconds: z.number().positive() }).optional(),
  /** no line for so long is a fault */
  silentAfterSeconds: z.number().positive().default(120),
  rules: z.array(rule).min(1),
});

export type Dialect = z.infer<typeof dialectSchema>;
type Field = z.infer<typeof field>;
type Rule = Dialect['rules'][number];

export type Heard =
  | { readonly saying: SayingOf<'gate'>; readonly isPassage: boolean }
  | { readonly passed: number; readonly alarmed: number; readonly areTotals: boolean }
  | { readonly nothing: true };

/** The first rule that fits; nothing where none does. */
export function readGateSentence(dialect: Dialect, sentence: string): Heard | undefined {
  for (const one of dialect.rules) {
    const groups = new RegExp(one.pattern, 'u').exec(sentence);
    if (groups !== null) return meaningOf(one, groups);
  }
  return undefined;
}

function meaningOf(one: Rule, groups: RegExpExecArray): Heard | undefined {
  switch (one.means) {
    case 'passage':
      return { passed: 1, alarmed: one.alarmed ? 1 : 0, areTotals: false };
    case 'counters':
      return countersOf(textOf(one.passed, groups), textOf(one.alarmed, groups));
    case 'detection':
      return detectionOf(textOf(one.zoneCode, groups), textOf(one.class, groups), one.passage);
    case 'nothing':
      return { nothing: true };
    default:
      return { saying: stateOf(one, groups), isPassage: false };
  }
}

type StateRule = Extract<Rule, { means: 'fault' | 'tamper' | 'self-check' }>;

function stateOf(one: StateRule, groups: RegExpExecArray): SayingOf<'gate'> {
  if (one.means === 'fault') return { type: 'fault', code: textOf(one.code, groups) || 'gate' };
  if (one.means === 'tamper') return { type: 'tamper' };
  return { type: 'self-check', ok: textOf(one.ok, groups) === 'true', by: [] };
}

function detectionOf(zone: string, found: string, isPassage: boolean): Heard {
  const kind = detectionClasses.find((name) => name === found) ?? 'other';
  return { saying: { type: 'detection', zoneCode: zone || 'unknown', class: kind }, isPassage };
}

function countersOf(passed: string, alarmed: string): Heard | undefined {
  const counts = { passed: Number(passed), alarmed: Number(alarmed), areTotals: true };
  return Number.isInteger(counts.passed) && Number.isInteger(counts.alarmed) ? counts : undefined;
}

function textOf(one: Field, groups: RegExpExecArray): string {
  const fill = (text: string): string =>
    text.replaceAll(/\$(\d)/g, (_, index: string) => groups[Number(index)] ?? '');
  if (typeof one === 'string') return fill(one);
  const found = fill(one.from);
  return (Object.hasOwn(one.map, found) ? one.map[found] : one.otherwise) ?? found;
}
