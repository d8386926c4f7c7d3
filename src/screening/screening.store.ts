/** The rows of lanes and of what they counted, saw and decided. */
import { Between, In } from 'typeorm';
import type { Instant } from '../kernel/clock.js';
import { flag, json, key, large, present, table, text } from '../storage/entity.js';
import type { Asking } from '../storage/unit.js';
import type { PassedSlot, SeenSlot } from './flow.js';
import type { Lane, Minute, LaneRecord } from './lane.js';

export const LanesTable = table<Lane>('lanes', {
  id: key,
  place: text,
  name: text,
  day: text,
  passed: large,
  alarmed: large,
  minute: json,
  detection: json,
  decision: json,
  usedSince: text,
  operators: json,
  checked: json,
  waiting: json,
  askedDay: text,
});

export const ScreeningsTable = table<LaneRecord>('screenings', {
  lane: key,
  boot: key,
  seq: { ...large, primary: true },
  at: text,
  what: text,
  class: text,
  zoneCode: text,
  outcome: text,
  about: json,
  seconds: large,
  handChecked: flag,
  people: large,
});

export const insertPassages = (
  asking: Asking,
  lane: string,
  name: { readonly boot: string; readonly seq: number },
  { from, to, passed, alarmed }: Minute,
  waiting: number | undefined,
): Promise<unknown> =>
  asking.query(
    `INSERT INTO "passages" ("lane", "boot", "seq", "from", "to", "passed", "alarmed", "waiting")
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    [lane, name.boot, name.seq, from, to, passed, alarmed, waiting ?? null],
  );

/** @returns nothing where the lane is not there or its counts are of another day */
export async function countOn(
  asking: Asking,
  lane: string,
  day: string,
  minute: Minute,
): Promise<{ readonly usedSince: string | null } | undefined> {
  const [row] = await asking.query<{ usedSince: string | null }>(
    `UPDATE "lanes" SET "passed" = "passed" + ?, "alarmed" = "alarmed" + ?, "minute" = ?
     WHERE "id" = ? AND "day" = ? RETURNING "usedSince"`,
    [minute.passed, minute.alarmed, JSON.stringify(minute), lane, day],
  );
  return row;
}

/** @returns whether the lane is there and its counts were of another day */
export async function beginDay(asking: Asking, lane: string, day: string): Promise<boolean> {
  const rows = await asking.query(
    `UPDATE "lanes" SET "day" = ?, "passed" = 0, "alarmed" = 0, "usedSince" = NULL, "operators" = NULL,
       "checked" = NULL, "waiting" = NULL
     WHERE "id" = ? AND "day" <> ? RETURNING "id"`,
    [day, lane, day],
  );
  return rows.length === 1;
}

/** @returns whether it was not there before */
export async function insertLane(
  asking: Asking,
  { id, place, name, day }: Pick<Lane, 'id' | 'place' | 'name' | 'day'>,
): Promise<boolean> {
  const rows = await asking.query(
    `INSERT INTO "lanes" ("id", "place", "name", "day", "passed", "alarmed") VALUES (?, ?, ?, ?, 0, 0)
     ON CONFLICT ("id") DO NOTHING RETURNING "id"`,
    [id, place, name, day],
  );
  return rows.length === 1;
}

export async function allLanes(asking: Asking): Promise<Lane[]> {
  return (await asking.rows(LanesTable).find({ order: { id: 'ASC' } })).map(present);
}

export async function laneNamed(asking: Asking, id: string): Promise<Lane | undefined> {
  const row = await asking.rows(LanesTable).findOneBy({ id });
  return row === null ? undefined : present(row);
}

/** A member that is `undefined` is emptied. */
export const changeLane = (
  asking: Asking,
  id: string,
  change: { readonly [Member in keyof Lane]?: Lane[Member] | undefined },
): Promise<unknown> =>
  asking
    .rows(LanesTable)
    .update(
      { id },
      Object.fromEntries(Object.entries(change).map(([member, value]) => [member, value ?? null])),
    );

export async function screeningNamed(
  asking: Asking,
  lane: string,
  boot: string,
  seq: number,
): Promise<LaneRecord | undefined> {
  const row = await asking.rows(ScreeningsTable).findOneBy({ lane, boot, seq });
  return row === null ? undefined : present(row);
}

/** What a lane saw and decided in a while, newest first. */
export async function screeningsBetween(
  asking: Asking,
  lane: string,
  from: Instant,
  to: Instant,
  limit: number,
): Promise<LaneRecord[]> {
  const rows = await asking.rows(ScreeningsTable).find({
    where: { lane, what: In(['detection', 'decision']), at: Between(from, to) },
    order: { at: 'DESC', seq: 'DESC' },
    take: limit,
  });
  return rows.map(present);
}

/** What the lane last saw and decided, newest first; self-checks are no screening. */
export async function lastScreenings(asking: Asking, lane: string, limit: number): Promise<LaneRecord[]> {
  const rows = await asking.rows(ScreeningsTable).find({
    where: { lane, what: In(['detection', 'decision']) },
    order: { at: 'DESC', seq: 'DESC' },
    take: limit,
  });
  return rows.map(present);
}

interface Span {
  readonly lane: string | undefined;
  readonly from: string;
  readonly to: string;
}
const only = ({ lane }: Span): string => (lane === undefined ? '' : 'AND "lane" = ?');
const values = ({ lane, from, to }: Span): string[] => [from, to, ...(lane === undefined ? [] : [lane])];
const counts = <Row extends { readonly slot: string }>(rows: readonly Row[]): Row[] =>
  rows.map(
    (row) =>
      Object.fromEntries(
        // PostgreSQL gives sums as text.
        Object.entries(row).map(([name, value]) => [name, numbered.has(name) ? numberOf(value) : value]),
      ) as Row,
  );
const numbered = new Set([
  'passed',
  'alarmed',
  'waiting',
  'times',
  'handChecked',
  'seconds',
  'timed',
  'people',
]);
const numberOf = (value: unknown): number | null => (value === null ? null : Number(value));

/** By ten minutes, so that a day of many lanes is a few hundred rows in any time zone. */
export const passedSlots = async (asking: Asking, span: Span): Promise<PassedSlot[]> =>
  counts(
    await asking.query<PassedSlot>(
      `SELECT substr("to", 1, 15) AS "slot", SUM("passed") AS "passed", SUM("alarmed") AS "alarmed", MAX("waiting") AS "waiting"
       FROM "passages" WHERE "to" > ? AND "to" <= ? ${only(span)} GROUP BY substr("to", 1, 15)`,
      values(span),
    ),
  );

export const seenSlots = async (asking: Asking, span: Span): Promise<SeenSlot[]> =>
  counts(
    await asking.query<SeenSlot>(
      `SELECT substr("at", 1, 15) AS "slot", "what", "class", "zoneCode", "outcome", COUNT(*) AS "times",
         COALESCE(SUM("handChecked"), 0) AS "handChecked", COALESCE(SUM("seconds"), 0) AS "seconds",
         COUNT("seconds") AS "timed", MAX("people") AS "people"
       FROM "screenings" WHERE "at" > ? AND "at" <= ? ${only(span)}
       GROUP BY substr("at", 1, 15), "what", "class", "zoneCode", "outcome"`,
      values(span),
    ),
  );
