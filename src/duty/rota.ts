/** The rota (值班表): which posts must be manned when, who stands there when, and where nobody does. Pure. */
import { z } from 'zod';
import { toInstant, toMs, type Instant } from '../kernel/clock.js';
import { dayAfter, laterDays, shiftOn, spanOf, type Span } from './week.js';

/** `08:30` by the court's clock; a shift that ends no later than it begins passes midnight */
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
export const shiftSchema = z.object({
  name: z.string().trim().min(1).max(20),
  from: clock,
  until: clock,
  /** 1 is Monday */
  days: z.array(z.int().min(1).max(7)).min(1).max(7),
});
/** What a post demands; one without shifts demands nobody. */
export const postSchema = z.object({
  atLeast: z.int().min(1).max(20),
  shifts: z.array(shiftSchema).max(8),
});
export interface PostItem extends z.infer<typeof postSchema> {
  /** id of the place */
  readonly post: string;
}

const longestTurnMs = 36 * 3_600_000;
export const turnSchema = z
  .object({
    post: z.string().min(1).max(64),
    person: z.string().min(1).max(64),
    startsAt: z.iso.datetime(),
    endsAt: z.iso.datetime(),
  })
  .refine(({ startsAt, endsAt }) => toMs(endsAt) > toMs(startsAt), 'it ends before it begins')
  .refine(({ startsAt, endsAt }) => toMs(endsAt) - toMs(startsAt) <= longestTurnMs, 'it is longer than 36 h');
export type NewTurn = z.infer<typeof turnSchema>;
export interface Turn extends NewTurn {
  readonly id: string;
}

/** One shift of a post on one day. */
interface Demand extends Span {
  readonly post: string;
  readonly atLeast: number;
}

/** A time at which a post has fewer people than it demands. */
export interface Gap extends Demand {
  /** how many are there nevertheless */
  readonly there: number;
}

/** A week of the court, from Monday's midnight to the next. */
export interface RotaWeek extends Span {
  /** its Monday, `2026-11-16` */
  readonly week: string;
  readonly posts: readonly PostItem[];
  readonly turns: readonly Turn[];
  readonly gaps: readonly Gap[];
}

/** What the posts demand in a week; the night that begins on Sunday is of that week. */
export const demandsOf = (posts: readonly PostItem[], monday: string, timeZone: string): Demand[] =>
  posts.flatMap(({ post, atLeast, shifts }) =>
    shifts.flatMap((shift) =>
      shift.days.map((day) => ({ post, atLeast, ...shiftOn(shift, monday, day - 1, timeZone) })),
    ),
  );

const covers = (turn: NewTurn, post: string, at: Instant): boolean =>
  turn.post === post && turn.startsAt <= at && turn.endsAt > at;

/** Between two moments at which somebody comes or goes nothing changes: each such piece is counted once. */
function gapsOf(demand: Demand, turns: readonly NewTurn[]): Gap[] {
  const edges = turns
    .filter(({ post }) => post === demand.post)
    .flatMap(({ startsAt, endsAt }) => [startsAt, endsAt])
    .filter((at) => at > demand.startsAt && at < demand.endsAt);
  const starts = [...new Set([demand.startsAt, ...edges])].toSorted();
  return starts.flatMap((startsAt, index): Gap[] => {
    const people = turns.filter((turn) => covers(turn, demand.post, startsAt)).map(({ person }) => person);
    const there = new Set(people).size;
    const endsAt = starts[index + 1] ?? demand.endsAt;
    return there >= demand.atLeast ? [] : [{ ...demand, startsAt, endsAt, there }];
  });
}

/** Where a post has too few, earliest first; pieces that meet are one. */
export function gapsIn(demands: readonly Demand[], turns: readonly NewTurn[]): Gap[] {
  const pieces = demands
    .flatMap((demand) => gapsOf(demand, turns))
    .toSorted((a, b) => a.post.localeCompare(b.post) || a.startsAt.localeCompare(b.startsAt));
  const joined: Gap[] = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    const isSame = last?.post === piece.post && last.endsAt >= piece.startsAt && last.there === piece.there;
    if (!isSame) joined.push(piece);
    else if (piece.endsAt > last.endsAt) joined[joined.length - 1] = { ...last, endsAt: piece.endsAt };
  }
  return joined.toSorted((a, b) => a.startsAt.localeCompare(b.startsAt));
}

const meets = (turn: NewTurn, demand: Demand): boolean =>
  turn.post === demand.post && turn.startsAt < demand.endsAt && demand.startsAt < turn.endsAt;

/** Those that answer a demand of the week, and those that begin in it and answer none of the week before. */
export function turnsOf(
  turns: readonly Turn[],
  posts: readonly PostItem[],
  monday: string,
  timeZone: string,
): Turn[] {
  const [before, own] = [dayAfter(monday, -7), monday].map((week) => demandsOf(posts, week, timeZone));
  const { startsAt, endsAt } = spanOf(monday, timeZone);
  return turns.filter((turn) => {
    if (own?.some((demand) => meets(turn, demand))) return true;
    const begins = turn.startsAt >= startsAt && turn.startsAt < endsAt;
    return begins && !before?.some((demand) => meets(turn, demand));
  });
}

/** Nobody stands in two places at once, nor twice in one. */
export const clashOf = (turns: readonly Turn[], turn: NewTurn): Turn | undefined =>
  turns.find(
    (other) => other.person === turn.person && other.startsAt < turn.endsAt && turn.startsAt < other.endsAt,
  );

/** The same turn so many days later, by the court's clock. */
export const movedBy = (
  { post, person, startsAt, endsAt }: NewTurn,
  days: number,
  timeZone: string,
): NewTurn => ({
  post,
  person,
  startsAt: laterDays(startsAt, days, timeZone),
  endsAt: laterDays(endsAt, days, timeZone),
});

export const isOver = ({ endsAt }: NewTurn, nowMs: number): boolean => endsAt <= toInstant(nowMs);
