/** Steps to take (处置步骤) for a kind of alarm or an act of the law: data of the court with versions; internal, 内部规程, not law. Pure. */
import { z } from 'zod';
import type { Instant } from '../kernel/clock.js';

const words = z.string().trim().min(1).max(300);
const bilingual = { zh: words, en: words };
/** An internal target in milliseconds, a second to a day. */
const target = z.int().min(1000).max(86_400_000);

export const procedureSchema = z
  .object({
    ...bilingual,
    /** patterns and sources of alarms that it stands for; `*` for all that no other names */
    kinds: z.array(z.string().min(1).max(20)).max(20).default([]),
    /** codes of the law’s table that it stands for, wherever an incident bears one */
    acts: z.array(z.string().min(1).max(10)).max(50).default([]),
    /** from the alarm to somebody on the way, and to its close */
    respondMs: target.optional(),
    resolveMs: target.optional(),
    steps: z
      .array(
        z.object({
          id: z.string().regex(/^[a-z0-9-]{1,40}$/),
          ...bilingual,
          /** from the alarm until it is taken */
          withinMs: target.optional(),
        }),
      )
      .min(1)
      .max(30),
  })
  .refine(({ kinds, acts }) => kinds.length + acts.length > 0, 'it stands for no alarm and no act')
  .refine(
    ({ steps }) => new Set(steps.map(({ id }) => id)).size === steps.length,
    'two steps have the same id',
  )
  .refine(
    ({ kinds, steps }) => kinds.length > 0 || steps.every(({ withinMs }) => withinMs === undefined),
    'a time counts from an alarm, and it stands for none',
  );
export type NewProcedure = z.infer<typeof procedureSchema>;

export interface ProcedureItem extends NewProcedure {
  readonly id: string;
  /** from 1; what is built in is version 0 */
  readonly version: number;
  /** from when on it is the one in force; what is built in has always been */
  readonly since?: Instant;
}

/** What steps are taken about: which kind it is, which acts it bears, since when. */
export interface About {
  readonly kind?: string;
  readonly acts: readonly string[];
  readonly at: Instant;
}

/** Of each procedure the version that was in force at that moment; a change does not reach what is under way. */
export function inForce(all: readonly ProcedureItem[], at: Instant): ProcedureItem[] {
  const standing = all
    .filter(({ since }) => since === undefined || since <= at)
    .toSorted((a, b) => a.version - b.version);
  // The last of each id wins, at the place of its first.
  return [...new Map(standing.map((one) => [one.id, one])).values()];
}

/** Those that name the kind, else the one for all others; and those that name one of the acts. */
export function applying(all: readonly ProcedureItem[], { kind, acts, at }: About): ProcedureItem[] {
  const standing = inForce(all, at);
  const named = standing.filter(({ kinds }) => kind !== undefined && kinds.includes(kind));
  const others = kind === undefined ? [] : standing.filter(({ kinds }) => kinds.includes('*'));
  const forActs = standing.filter((one) => one.acts.some((code) => acts.includes(code)));
  return [...new Set([...(named.length > 0 ? named : others), ...forActs])];
}

/** A step that is to be taken so long after the alarm. */
export interface Deadline {
  readonly procedure: string;
  readonly version: number;
  readonly step: string;
  /** from 1 */
  readonly nth: number;
  readonly withinMs: number;
}

export const deadlinesOf = (all: readonly ProcedureItem[], about: About): Deadline[] =>
  applying(all, about).flatMap(({ id, version, steps }) =>
    steps.flatMap(({ id: step, withinMs }, index) =>
      withinMs === undefined ? [] : [{ procedure: id, version, step, nth: index + 1, withinMs }],
    ),
  );
