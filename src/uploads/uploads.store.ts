/** The rows of uploads. */
import { LessThan } from 'typeorm';
import type { Actor } from '../kernel/actor.js';
import { json, key, large, present, table, text } from '../storage/entity.js';
import type { Asking } from '../storage/unit.js';
import type { UploadWords } from './metadata.js';
import type { FinalState, Upload, UploadState } from './upload.js';

export interface UploadRow {
  readonly id: string;
  readonly ownerKind: Actor['kind'];
  readonly ownerId: string;
  /** as declared */
  readonly sha256: string;
  readonly bytes: number;
  readonly about: UploadWords;
  readonly state: UploadState;
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly found?: string;
  readonly sm3?: string;
  readonly repeats?: string;
}

export const UploadsTable = table<UploadRow>('uploads', {
  id: key,
  ownerKind: text,
  ownerId: text,
  sha256: text,
  bytes: large,
  about: json,
  state: text,
  startedAt: text,
  endedAt: text,
  found: text,
  sm3: text,
  repeats: text,
});

export async function uploadOf(asking: Asking, id: string): Promise<Upload | undefined> {
  const row = await asking.rows(UploadsTable).findOneBy({ id });
  return row === null ? undefined : asUpload(present(row));
}

function asUpload({ ownerKind, ownerId, sha256, about, endedAt: _endedAt, ...row }: UploadRow): Upload {
  return { ...row, owner: { kind: ownerKind, id: ownerId }, declared: sha256, words: about };
}

export const insertUpload = (asking: Asking, upload: Upload): Promise<unknown> =>
  asking.rows(UploadsTable).insert({
    id: upload.id,
    ownerKind: upload.owner.kind,
    ownerId: upload.owner.id,
    sha256: upload.declared,
    bytes: upload.bytes,
    about: upload.words,
    state: upload.state,
    startedAt: upload.startedAt,
  });

/** Begun before `before` and not ended, oldest first. */
export const unfinishedSince = async (asking: Asking, before: string, limit: number): Promise<Upload[]> =>
  (
    await asking.rows(UploadsTable).find({
      where: { state: 'receiving', startedAt: LessThan(before) },
      order: { startedAt: 'ASC' },
      take: limit,
    })
  ).map((row) => asUpload(present(row)));

/** True where it was still unfinished. */
export async function abandonUpload(asking: Asking, id: string, at: string): Promise<boolean> {
  const rows = await asking.query(
    `UPDATE "uploads" SET "state" = 'abandoned', "endedAt" = ? WHERE "id" = ? AND "state" = 'receiving' RETURNING "id"`,
    [at, id],
  );
  return rows.length === 1;
}

/** The first upload of this owner with the same declaration and the same bytes. */
export async function firstOf(
  asking: Asking,
  { owner, declared }: Upload,
  found: string,
): Promise<{ readonly id: string; readonly state: FinalState } | undefined> {
  const rows = await asking.query<{ id: string; state: FinalState }>(
    `SELECT "id", "state" FROM "uploads" WHERE "sha256" = ? AND "ownerKind" = ? AND "ownerId" = ? AND "found" = ?
     AND "repeats" IS NULL AND "state" <> 'receiving' ORDER BY "id" LIMIT 1`,
    [declared, owner.kind, owner.id, found],
  );
  return rows[0];
}

export interface Ending {
  readonly state: FinalState;
  readonly found: string;
  readonly sm3: string;
  readonly repeats: string | undefined;
  readonly endedAt: string;
}

/** True for the one who ends it. */
export async function endUpload(asking: Asking, id: string, ending: Ending): Promise<boolean> {
  const { state, found, sm3, repeats, endedAt } = ending;
  const rows = await asking.query(
    `UPDATE "uploads" SET "state" = ?, "found" = ?, "sm3" = ?, "repeats" = ?, "endedAt" = ?
     WHERE "id" = ? AND "state" = 'receiving' RETURNING "id"`,
    [state, found, sm3, repeats, endedAt, id],
  );
  return rows.length === 1;
}
