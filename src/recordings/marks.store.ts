/** The rows of marks, of recorders, and of spans that are sealed. */
import { In, LessThanOrEqual, MoreThanOrEqual } from 'typeorm';
import { laterBy } from '../kernel/clock.js';
import { flag, json, key, present, table, text, whole } from '../storage/entity.js';
import type { Asking } from '../storage/unit.js';
import type { Mark, Recorder, Span } from './mark.js';

export const MarksTable = table<Mark>('marks', {
  id: key,
  device: text,
  from: text,
  to: text,
  tag: text,
  note: json,
  at: text,
  by: json,
});

export const RecordersTable = table<Recorder>('recorders', {
  id: key,
  recording: flag,
  onCall: flag,
  since: text,
  reason: text,
  freePercent: whole,
  asked: json,
});

/** What a device recorded in this span belongs to the sealed register. */
export interface Seal {
  readonly id: string;
  readonly device: string;
  readonly from: string;
  readonly to: string;
}
export const SealsTable = table<Seal>('seals', { id: key, device: text, from: text, to: text });

const over = ({ device, startedAt, endedAt }: Span) => ({
  device,
  from: LessThanOrEqual(endedAt),
  to: MoreThanOrEqual(startedAt),
});

/** None is longer than a day: so the index on beginnings serves. */
export const longestMarkMs = 24 * 3_600_000;

export async function marksOver(asking: Asking, { device, startedAt, endedAt }: Span): Promise<Mark[]> {
  const ids = await asking.query<{ id: string }>(
    `SELECT "id" FROM "marks" WHERE "device" = ? AND "from" BETWEEN ? AND ? AND "to" >= ? ORDER BY "from", "id"`,
    [device, laterBy(startedAt, -longestMarkMs), endedAt, startedAt],
  );
  if (ids.length === 0) return [];
  const rows = await asking.rows(MarksTable).findBy({ id: In(ids.map(({ id }) => id)) });
  const byId = new Map(rows.map((row) => [row.id, present(row)]));
  return ids.flatMap(({ id }) => byId.get(id) ?? []);
}

export const isSealedSpan = (asking: Asking, span: Span): Promise<boolean> =>
  asking.rows(SealsTable).existsBy(over(span));

/** Takes one seal of exactly this span away; another record may have sealed the same. */
export async function removeSeal(asking: Asking, { device, startedAt, endedAt }: Span): Promise<void> {
  const seal = await asking.rows(SealsTable).findOneBy({ device, from: startedAt, to: endedAt });
  if (seal !== null) await asking.rows(SealsTable).delete({ id: seal.id });
}

export async function recorderWith(asking: Asking, id: string): Promise<Recorder | undefined> {
  const row = await asking.rows(RecordersTable).findOneBy({ id });
  return row === null ? undefined : present(row);
}

export async function allRecorders(asking: Asking): Promise<Recorder[]> {
  return (await asking.rows(RecordersTable).find()).map(present);
}

/** The whole row: what it does not hold is emptied. */
export const putRecorder = (asking: Asking, recorder: Recorder): Promise<unknown> =>
  asking
    .rows(RecordersTable)
    .upsert({ onCall: null, reason: null, freePercent: null, asked: null, ...recorder } as Recorder, ['id']);
