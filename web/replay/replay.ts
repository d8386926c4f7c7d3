/** The minutes of an incident, as the ledger tells them: how the board stood at any moment. Pure. */
import { foldAll } from '../../src/console/fold.js';
import { emptyBoard, type Board, type DutyItem, type Fact } from '../../src/console/board.js';
import { toMs } from '../../src/kernel/clock.js';

export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

const inOrder = (facts: readonly Fact[]): readonly Fact[] => facts.toSorted((a, b) => a.seq - b.seq);

/** From the first fact to the last of its alarms: papers of later days are no minutes. */
export function spanOf(facts: readonly Fact[]): Span | undefined {
  const ordered = inOrder(facts);
  const first = ordered[0];
  if (first === undefined) return undefined;
  const last = ordered.findLast(({ type }) => type.startsWith('alarm.')) ?? ordered.at(-1) ?? first;
  return { fromMs: toMs(first.at), toMs: Math.max(toMs(last.at), toMs(first.at)) };
}

/** Who stood at the place of an alarm then, for the plan: it draws whoever is at a post. */
const atTheScene = ({ alarms }: Board, nameOf: (person: string) => string): readonly DutyItem[] =>
  alarms.flatMap(({ id, place, officers = [] }) =>
    officers
      .filter(({ state }) => state === 'on-scene' || state === 'needs-help')
      .map(({ person, since }) => ({
        id: `${id} ${person}`,
        person,
        name: { word: '', text: nameOf(person) },
        role: 'officer',
        post: place,
        since,
      })),
  );

export interface Then {
  readonly board: Board;
  /** what had happened by then, oldest first */
  readonly told: readonly Fact[];
}

export function thenAt(facts: readonly Fact[], atMs: number, nameOf: (person: string) => string): Then {
  const told = inOrder(facts).filter(({ at }) => toMs(at) <= atMs);
  const board = foldAll(emptyBoard, told);
  return { board: { ...board, duty: atTheScene(board, nameOf) }, told };
}

export const milestones = [
  'shown',
  'acknowledged',
  'responding',
  'on-scene',
  'controlled',
  'closed',
] as const;
export type Milestone = (typeof milestones)[number];

/** Milliseconds from the first press to the first of each, for those that came. */
export function clocksOf(
  facts: readonly Fact[],
): readonly { readonly step: Milestone; readonly afterMs: number }[] {
  const ordered = inOrder(facts);
  const raised = ordered.find(({ type }) => type === 'alarm.raised');
  if (raised === undefined) return [];
  return milestones.flatMap((step) => {
    const first = ordered.find(({ type }) => type === `alarm.${step}`);
    return first === undefined ? [] : [{ step, afterMs: toMs(first.at) - toMs(raised.at) }];
  });
}

/** The moment of the next or the last fact before; stays where there is none. */
export function stepFrom(facts: readonly Fact[], atMs: number, way: 1 | -1): number {
  const times = [...new Set(facts.map(({ at }) => toMs(at)))].toSorted((a, b) => a - b);
  const found = way === 1 ? times.find((ms) => ms > atMs) : times.findLast((ms) => ms < atMs);
  return found ?? atMs;
}
