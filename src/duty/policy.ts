/** An escalation policy: who is called when nobody answers, and when; internal targets (内部目标), not law. Pure. */
import { z } from 'zod';
import type { Role } from '../access/permission.js';
import type { Instant } from '../kernel/clock.js';
import type { Way } from './contact.js';

/** In the order in which they fall due. `ask-liaison` calls nobody: it asks the chief whether to share. */
export const stepKinds = [
  'not-shown',
  'not-acknowledged',
  'not-responding',
  'ask-liaison',
  'not-controlled',
] as const;
export type StepKind = (typeof stepKinds)[number];
export const callableRoles = ['guard', 'officer', 'chief', 'president'] as const satisfies readonly Role[];

export const policySchema = z.object({
  name: z.string().trim().min(1).max(64),
  /** the rooms it stands for; the one that names none stands for all others */
  places: z.array(z.string().min(1).max(64)).max(500),
  steps: z
    .array(
      z.object({
        kind: z.enum(stepKinds),
        afterMs: z.int().min(1000).max(3_600_000),
        /** 1 siren, 2 all officers, 3 duty chief, 4 the court's leaders */
        tier: z.int().min(1).max(4),
        calls: z.array(z.enum(callableRoles)),
      }),
    )
    .max(stepKinds.length),
});
export type NewPolicy = z.infer<typeof policySchema>;
export type PolicyStep = NewPolicy['steps'][number];
export interface PolicyItem extends NewPolicy {
  readonly id: string;
}

/** domain.md 6.2, until the court writes its own. */
export const builtInPolicy: PolicyItem = {
  id: 'built-in',
  name: '内置',
  places: [],
  steps: [
    { kind: 'not-shown', afterMs: 3_000, tier: 1, calls: ['guard', 'officer'] },
    { kind: 'not-acknowledged', afterMs: 15_000, tier: 2, calls: ['officer'] },
    { kind: 'not-responding', afterMs: 60_000, tier: 3, calls: ['chief'] },
    { kind: 'ask-liaison', afterMs: 180_000, tier: 3, calls: ['chief'] },
    { kind: 'not-controlled', afterMs: 300_000, tier: 4, calls: ['president'] },
  ],
};

export interface Hole {
  readonly step: StepKind;
  readonly why:
    'missing' | 'twice' | 'late' | 'out-of-order' | 'gap' | 'empty' | 'unreachable' | 'no-contact';
}

/** contracts.md 1: not on a guard screen within 3 s, the siren */
const latestShownMs = 3_000;
/** nobody waits longer than this between two calls */
const widestGapMs = 300_000;

/** How many enabled people hold a role, and how many of them can be reached. */
export interface Holders {
  readonly held: number;
  readonly reached: number;
}

/** @param holders by role: one that nobody holds answers nothing, nor one whose holders nobody can reach */
export function holesIn({ steps }: NewPolicy, holders: ReadonlyMap<string, Holders>): Hole[] {
  const absent = stepKinds.flatMap((step): Hole[] => {
    const count = steps.filter(({ kind }) => kind === step).length;
    return count === 1 ? [] : [{ step, why: count === 0 ? 'missing' : 'twice' }];
  });
  if (absent.length > 0) return absent;
  const inOrder = stepKinds.flatMap((kind) => steps.filter((step) => step.kind === kind));
  return inOrder.flatMap((step, index) => holesAt(step, inOrder[index - 1], holders));
}

function holesAt(
  step: PolicyStep,
  before: PolicyStep | undefined,
  holders: ReadonlyMap<string, Holders>,
): Hole[] {
  const isHeld = step.calls.some((role) => (holders.get(role)?.held ?? 0) > 0);
  const isReached = step.calls.some((role) => (holders.get(role)?.reached ?? 0) > 0);
  const found: readonly (readonly [boolean, Hole['why']])[] = [
    [before === undefined && step.afterMs > latestShownMs, 'late'],
    [before !== undefined && (step.afterMs <= before.afterMs || step.tier < before.tier), 'out-of-order'],
    [before !== undefined && step.afterMs - before.afterMs > widestGapMs, 'gap'],
    [step.calls.length === 0, 'empty'],
    [step.calls.length > 0 && !isHeld, 'unreachable'],
    [isHeld && !isReached, 'no-contact'],
  ];
  return found.filter(([isSo]) => isSo).map(([, why]) => ({ step: step.kind, why }));
}

/** The one that names the room, else the one that names none, else what is built in. */
export const policyFor = (policies: readonly PolicyItem[], place: string): PolicyItem =>
  policies.find(({ places }) => places.includes(place)) ??
  policies.find(({ places }) => places.length === 0) ??
  builtInPolicy;

interface Answering {
  readonly person: string;
  readonly role: string;
}

export interface Called<Who extends Answering> extends PolicyStep {
  readonly people: readonly Who[];
}

/** Whom a step calls, where he stands and how he is reached, in the order in which it is tried. */
export interface Reached extends Answering {
  /** none for who is called although he stands on no post */
  readonly post?: string;
  readonly since?: Instant;
  readonly ways: readonly Way[];
}

/** What a policy would do for a room at a minute. */
export interface Calling {
  readonly at: Instant;
  readonly place: string;
  readonly policy: string;
  /** who is or was on post; of a minute to come, who is on the rota */
  readonly by: 'post' | 'rota';
  readonly steps: readonly Called<Reached>[];
}

export const calledBy = <Who extends Answering>(
  { steps }: PolicyItem,
  people: readonly Who[],
): Called<Who>[] =>
  steps.map((step) => ({
    ...step,
    people: people.filter(({ role }) => (step.calls as readonly string[]).includes(role)),
  }));

/** A chain in which no step finds anybody on post. */
export const isDead = (policy: PolicyItem, onPost: readonly Answering[]): boolean =>
  calledBy(policy, onPost).every(({ people }) => people.length === 0);
