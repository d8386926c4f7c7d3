/** The rows of lanes and of what they counted, saw and decided. */
import { Between, In } from 'typeorm';
import type { Instant } from '../kernel/clock.js';
import { json, key, large, present, table, text } from '../storage/entity.js';
import type { Asking } from '../storage/unit.js';
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
});

export const insertPassages = (
  asking: Asking,
  lane: string,
  boot: string,
  seq: number,
  { from, to, passed, alarmed }: Minute,
): Promise<unknown> =>
  asking.query(
    'INSERT INTO "passages" ("lane", "boot", "seq", "from", "to", "passed", "alarmed") VALUES (?, ?, ?, ?, ?, ?, ?)',
    [lane, boot, seq, from, to, passed, alarmed],
  );

/** @returns whether the lane is there and its counts are of that day */
export async function countOn(asking: Asking, lane: string, day: string, minute: Minute): Promise<boolean> {
  const rows = await asking.query(
    `UPDATE "lanes" SET "passed" = "passed" + ?, "alarmed" = "alarmed" + ?, "minute" = ?
     WHERE "id" = ? AND "day" = ? RETURNING "id"`,
    [minute.passed, minute.alarmed, JSON.stringify(minute), lane, day],
  );
  return rows.length === 1;
}

/** @returns whether the lane is there and its counts were of another day */
export async function beginDay(asking: Asking, lane: string, day: string): Promise<boolean> {
  const rows = await asking.query(
    'UPDATE "lanes" SET "day" = ?, "passed" = 0, "alarmed" = 0 WHERE "id" = ? AND "day" <> ? RETURNING "id"',
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
