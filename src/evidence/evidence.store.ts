/** The rows of exhibits and of what incidents hold. */
import { In, IsNull, LessThanOrEqual, MoreThanOrEqual, Not } from 'typeorm';
import { laterBy } from '../kernel/clock.js';
import { flag, json, key, large, present, table, text } from '../storage/entity.js';
import type { Asking } from '../storage/unit.js';
import type { Exhibit } from './exhibit.js';
import { holdMs, type Hold, type Taken } from './hold.js';

export const EvidenceTable = table<Exhibit>('evidence', {
  id: key,
  sha256: text,
  sm3: text,
  bytes: large,
  mime: text,
  name: json,
  device: text,
  clip: text,
  incident: text,
  startedAt: text,
  endedAt: text,
  state: text,
  receivedAt: text,
  declared: text,
  place: text,
  zone: text,
  sealed: flag,
  kept: json,
  keepUntil: text,
  checkedAt: text,
  derivedFrom: text,
  derivation: json,
  deleted: json,
  removedAt: text,
});

export const HoldsTable = table<Hold>('holds', {
  id: key,
  incident: text,
  place: text,
  zone: text,
  openedAt: text,
  from: text,
  to: text,
});

export async function exhibitWith(asking: Asking, id: string): Promise<Exhibit | undefined> {
  const row = await asking.rows(EvidenceTable).findOneBy({ id });
  return row === null ? undefined : present(row);
}

export async function exhibitsOf(asking: Asking, incident: string): Promise<Exhibit[]> {
  const rows = await asking
    .rows(EvidenceTable)
    .find({ where: { incident }, order: { startedAt: 'ASC', id: 'ASC' } });
  return rows.map(present);
}

/** Newest first. */
export async function listExhibits(
  asking: Asking,
  limit: number,
  after: { readonly receivedAt: string; readonly id: string } | undefined,
): Promise<Exhibit[]> {
  const ids = await asking.query<{ id: string }>(
    `SELECT "id" FROM "evidence" WHERE "sealed" IS NULL ${after === undefined ? '' : 'AND ("receivedAt", "id") < (?, ?)'}
     ORDER BY "receivedAt" DESC, "id" DESC LIMIT ?`,
    [...(after === undefined ? [] : [after.receivedAt, after.id]), limit],
  );
  return exhibitsNamed(asking, ids);
}

/** Those with these ids, in their order. */
async function exhibitsNamed(asking: Asking, ids: readonly { readonly id: string }[]): Promise<Exhibit[]> {
  if (ids.length === 0) return [];
  const rows = await asking.rows(EvidenceTable).findBy({ id: In(ids.map(({ id }) => id)) });
  const byId = new Map(rows.map((row) => [row.id, present(row)]));
  return ids.flatMap(({ id }) => byId.get(id) ?? []);
}

/** Exhibits that no incident has yet and that this hold covers. */
export async function looseIn(asking: Asking, { zone, from, to }: Hold): Promise<Exhibit[]> {
  const rows = await asking.rows(EvidenceTable).find({
    where: {
      incident: IsNull(),
      sealed: IsNull(),
      zone,
      startedAt: LessThanOrEqual(to),
      endedAt: MoreThanOrEqual(from),
    },
    order: { startedAt: 'ASC', id: 'ASC' },
  });
  return rows.map(present);
}

/** Not deleted and past its time by then; the earliest first. */
export const listEnding = async (asking: Asking, until: string): Promise<Exhibit[]> =>
  exhibitsNamed(
    asking,
    // Spelled out, so that the index of what nobody holds serves it.
    await asking.query(
      `SELECT "id" FROM "evidence" WHERE "keepUntil" <= ? AND "incident" IS NULL AND "sealed" IS NULL AND "state" <> 'deleted'
       ORDER BY "keepUntil", "id" LIMIT 500`,
      [until],
    ),
  );

/** Those hashed longest ago, a new one at its receipt. */
export const leastChecked = (asking: Asking, before: string, limit: number): Promise<{ id: string }[]> =>
  asking.query<{ id: string }>(
    `SELECT "id" FROM "evidence" WHERE "state" <> 'deleted' AND COALESCE("checkedAt", "receivedAt") <= ?
     ORDER BY COALESCE("checkedAt", "receivedAt"), "id" LIMIT ?`,
    [before, limit],
  );

/** Deleted ones whose bytes may still lie on the disk. */
export const removable = async (asking: Asking): Promise<Exhibit[]> =>
  exhibitsNamed(
    asking,
    await asking.query(
      `SELECT "id" FROM "evidence" WHERE "state" = 'deleted' AND "removedAt" IS NULL ORDER BY "id" LIMIT 100`,
    ),
  );

/** Whether another exhibit that is not deleted has the same bytes. */
export const hasTwin = async (asking: Asking, { id, sha256 }: Exhibit): Promise<boolean> =>
  (await asking.rows(EvidenceTable).countBy({ sha256, id: Not(id), state: Not('deleted') })) > 0;

/** Every exhibit that has these bytes or had them, deleted ones too. */
export async function idsOfBytes(asking: Asking, sha256: string): Promise<string[]> {
  const rows = await asking.query<{ id: string }>(
    'SELECT "id" FROM "evidence" WHERE "sha256" = ? ORDER BY "id"',
    [sha256],
  );
  return rows.map(({ id }) => id);
}

/** True for the first incident that takes it. */
export async function takeIn(asking: Asking, id: string, incident: string): Promise<boolean> {
  const rows = await asking.query(
    'UPDATE "evidence" SET "incident" = ? WHERE "id" = ? AND "incident" IS NULL AND "sealed" IS NULL RETURNING "id"',
    [incident, id],
  );
  return rows.length === 1;
}

/** Bytes of a deleted one came once more: the next round takes them from the disk again. */
export const removeAgain = (asking: Asking, id: string): Promise<unknown> =>
  asking.query('UPDATE "evidence" SET "removedAt" = NULL WHERE "id" = ?', [id]);

/** Takes it out of every incident and list, until 督察 releases it. */
export const sealExhibit = (asking: Asking, id: string): Promise<unknown> =>
  asking.query('UPDATE "evidence" SET "sealed" = 1, "incident" = NULL WHERE "id" = ?', [id]);

export const unsealExhibit = (asking: Asking, id: string): Promise<unknown> =>
  asking.query('UPDATE "evidence" SET "sealed" = NULL WHERE "id" = ?', [id]);

export async function holdOf(asking: Asking, incident: string): Promise<Hold | undefined> {
  return (await asking.rows(HoldsTable).findOneBy({ incident })) ?? undefined;
}

/** The holds that cover some part of this time, in any zone. */
export const holdsOver = (
  asking: Asking,
  { startedAt, endedAt }: Pick<Taken, 'startedAt' | 'endedAt'>,
): Promise<Hold[]> =>
  // All are of one length: so the index on beginnings serves.
  asking.query<Hold>(
    `SELECT "id", "incident", "place", "zone", "openedAt", "from", "to" FROM "holds"
     WHERE "from" BETWEEN ? AND ? AND "to" >= ?`,
    [laterBy(startedAt, -holdMs), endedAt, startedAt],
  );
