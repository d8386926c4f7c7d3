/** The rows of what devices said, byte for byte: events by their names, oddities by their hash, and what could not yet ring. */
import type { Asking } from '../storage/unit.js';
import type { Verdict } from './occurrence.js';

export interface EventRow {
  readonly device: string;
  readonly boot: string;
  readonly seq: number;
  readonly type: string;
  readonly outcome: 'recorded' | 'malformed';
  readonly payload: Uint8Array;
  /** SHA-256 over the canonical JSON, or over the payload where that is no JSON */
  readonly content: string;
  readonly receivedAt: string;
  readonly alarm?: string | null;
}

/** @returns whether the name was free and now holds this event */
export async function insertEvent(asking: Asking, row: EventRow): Promise<boolean> {
  const rows = await asking.query(
    `INSERT INTO "events" ("device", "boot", "seq", "type", "outcome", "payload", "content", "receivedAt") VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT ("device", "boot", "seq") DO NOTHING RETURNING "seq"`,
    [row.device, row.boot, row.seq, row.type, row.outcome, row.payload, row.content, row.receivedAt],
  );
  if (rows.length === 1 && row.outcome === 'malformed')
    await countOddity(asking, { ...row, kind: 'malformed' });
  return rows.length === 1;
}

/** Counted as they come: nobody counts the rows of years. */
const countOddity = (
  asking: Asking,
  { device, kind, receivedAt }: Pick<OddityRow, 'device' | 'kind' | 'receivedAt'>,
): Promise<unknown> =>
  asking.query(
    `INSERT INTO "oddityCounts" ("device", "kind", "count", "lastAt") VALUES (?, ?, 1, ?)
     ON CONFLICT ("device", "kind") DO UPDATE SET "count" = "oddityCounts"."count" + 1, "lastAt" = excluded."lastAt"`,
    [device, kind, receivedAt],
  );

export async function eventNamed(
  asking: Asking,
  device: string,
  boot: string,
  seq: number,
): Promise<EventRow | undefined> {
  const rows = await asking.query<EventRow>(
    'SELECT * FROM "events" WHERE "device" = ? AND "boot" = ? AND "seq" = ?',
    [device, boot, seq],
  );
  return rows[0];
}

/** How many events of a power-up are there with numbers in (from, to]. */
export async function countEvents(
  asking: Asking,
  device: string,
  boot: string,
  from: number,
  to: number,
): Promise<number> {
  const [row] = await asking.query<{ count: number | string }>(
    'SELECT COUNT(*) AS "count" FROM "events" WHERE "device" = ? AND "boot" = ? AND "seq" > ? AND "seq" <= ?',
    [device, boot, from, to],
  );
  return Number(row?.count ?? 0);
}

export const nameEventsAlarm = (
  asking: Asking,
  device: string,
  boot: string,
  seq: number,
  alarm: string,
): Promise<unknown> =>
  asking.query('UPDATE "events" SET "alarm" = ? WHERE "device" = ? AND "boot" = ? AND "seq" = ?', [
    alarm,
    device,
    boot,
    seq,
  ]);

export interface OddityRow {
  readonly device: string;
  readonly sha256: string;
  readonly kind: 'malformed' | 'conflict';
  readonly boot?: string | undefined;
  readonly seq?: number | undefined;
  readonly why?: string | undefined;
  readonly payload: Uint8Array;
  readonly receivedAt: string;
  readonly alarm?: string | null;
}

/** @returns the row of the same bytes that was there before, or nothing when this is the first */
export async function keepOddity(asking: Asking, row: OddityRow): Promise<OddityRow | undefined> {
  const before = await asking.query<OddityRow>(
    'SELECT * FROM "oddities" WHERE "device" = ? AND "sha256" = ? AND "kind" = ?',
    [row.device, row.sha256, row.kind],
  );
  if (before[0] !== undefined) return before[0];
  await asking.query(
    'INSERT INTO "oddities" ("device", "sha256", "kind", "boot", "seq", "why", "payload", "receivedAt") VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    [row.device, row.sha256, row.kind, row.boot, row.seq, row.why, row.payload, row.receivedAt],
  );
  await countOddity(asking, row);
  return undefined;
}

export const nameOdditysAlarm = (
  asking: Asking,
  row: Pick<OddityRow, 'device' | 'sha256' | 'kind'>,
  alarm: string,
): Promise<unknown> =>
  asking.query('UPDATE "oddities" SET "alarm" = ? WHERE "device" = ? AND "sha256" = ? AND "kind" = ?', [
    alarm,
    row.device,
    row.sha256,
    row.kind,
  ]);

export interface UnraisedRow {
  readonly id: string;
  readonly device: string;
  readonly kind: Verdict;
  readonly boot: string | null;
  readonly seq: number | null;
  readonly payload: Uint8Array;
  readonly since: string;
  /** JSON of a word */
  readonly why: string;
  /** when people were called to it without an alarm */
  readonly calledAt: string | null;
}

export const keepUnraised = (asking: Asking, row: Omit<UnraisedRow, 'calledAt'>): Promise<unknown> =>
  asking.query(
    'INSERT INTO "unraised" ("id", "device", "kind", "boot", "seq", "payload", "since", "why") VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT ("id") DO NOTHING',
    [row.id, row.device, row.kind, row.boot, row.seq, row.payload, row.since, row.why],
  );

export const allUnraised = (asking: Asking): Promise<UnraisedRow[]> =>
  asking.query<UnraisedRow>('SELECT * FROM "unraised" ORDER BY "since"');

export const dropUnraised = (asking: Asking, id: string): Promise<unknown> =>
  asking.query('DELETE FROM "unraised" WHERE "id" = ?', [id]);

/** Guarded. @returns whether nobody had been called yet */
export async function callUnraised(asking: Asking, id: string, at: string): Promise<boolean> {
  const rows = await asking.query(
    'UPDATE "unraised" SET "calledAt" = ? WHERE "id" = ? AND "calledAt" IS NULL RETURNING "id"',
    [at, id],
  );
  return rows.length === 1;
}
