/** How far the steps of a procedure are taken about one thing: in order, each done or skipped with a reason. Pure. */
import { z } from 'zod';
import type { Actor, Subject } from '../kernel/actor.js';
import { laterBy, type Instant } from '../kernel/clock.js';
import type { Word } from '../ledger/entry.js';
import type { ProcedureItem } from './procedure.js';

/** A step that is done, or skipped with the reason. */
export const takingSchema = z.object({
  procedure: z.string().min(1).max(64),
  step: z.string().min(1).max(40),
  skip: z.string().trim().min(1).max(500).optional(),
});

export interface TakenStep {
  readonly id: string;
  readonly subject: Subject;
  readonly place: string;
  readonly procedure: string;
  readonly version: number;
  readonly step: string;
  readonly state: 'done' | 'skipped';
  readonly at: Instant;
  readonly by: Actor;
  /** why it was skipped */
  readonly reason?: Word;
  /** the chief who saw that it was skipped */
  readonly seen?: { readonly at: Instant; readonly by: Actor };
}

/** A step whose time passed before it was taken; it stays to be taken. */
export interface MissedStep extends Pick<
  TakenStep,
  'id' | 'subject' | 'place' | 'procedure' | 'version' | 'step'
> {
  readonly dueAt: Instant;
  /** the chief who saw that it was missed */
  readonly seen?: TakenStep['seen'];
}

interface CourseStep {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  /** by when it is to be taken, where it has a time */
  readonly dueAt?: Instant;
  readonly taken?: Pick<TakenStep, 'state' | 'at' | 'by' | 'reason' | 'seen'>;
}

export interface Course {
  readonly procedure: string;
  readonly version: number;
  readonly zh: string;
  readonly en: string;
  readonly respondMs?: number;
  readonly resolveMs?: number;
  readonly steps: readonly CourseStep[];
  /** the one whose turn it is; none when all are taken */
  readonly next?: string;
}

/** @param from the moment of the alarm, from which times count; absent about an incident */
export function courseOf(procedure: ProcedureItem, taken: readonly TakenStep[], from?: Instant): Course {
  const { id, version, zh, en, respondMs, resolveMs } = procedure;
  const own = taken.filter((one) => one.procedure === id && one.version === version);
  const steps = procedure.steps.map(({ withinMs, ...given }): CourseStep => {
    const isTimed = from !== undefined && withinMs !== undefined;
    const step = isTimed ? { ...given, dueAt: laterBy(from, withinMs) } : given;
    const found = own.find((one) => one.step === step.id);
    if (found === undefined) return step;
    const { state, at, by, reason, seen } = found;
    const words = { ...(reason === undefined ? {} : { reason }), ...(seen === undefined ? {} : { seen }) };
    return { ...step, taken: { state, at, by, ...words } };
  });
  const next = steps.find((step) => step.taken === undefined)?.id;
  return {
    procedure: id,
    version,
    zh,
    en,
    ...(respondMs === undefined ? {} : { respondMs }),
    ...(resolveMs === undefined ? {} : { resolveMs }),
    steps,
    ...(next === undefined ? {} : { next }),
  };
}
