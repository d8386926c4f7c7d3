/** The rows of clips. */
import { In } from 'typeorm';
import { key, large, present, table, text } from '../storage/entity.js';
import type { Asking } from '../storage/unit.js';
import type { Clip } from './clip.js';

export const ClipsTable = table<Clip>('clips', {
  id: key,
  device: text,
  clip: text,
  place: text,
  zone: text,
  sha256: text,
  bytes: large,
  mime: text,
  startedAt: text,
  endedAt: text,
  clockOffsetMs: large,
  state: text,
  evidence: text,
  incident: text,
});

export async function clipNamed(asking: Asking, device: string, clip: string): Promise<Clip | undefined> {
  const row = await asking.rows(ClipsTable).findOneBy({ device, clip });
  return row === null ? undefined : present(row);
}

export async function listClips(
  asking: Asking,
  limit: number,
  after: { readonly startedAt: string; readonly id: string } | undefined,
): Promise<Clip[]> {
  const rows = await asking.query<Clip>(
    `SELECT * FROM "clips" ${after === undefined ? '' : 'WHERE ("startedAt", "id") < (?, ?)'}
     ORDER BY "startedAt" DESC, "id" DESC LIMIT ?`,
    [...(after === undefined ? [] : [after.startedAt, after.id]), limit],
  );
  return rows.map(present);
}

/** The clips whose bytes these exhibits are. */
export async function clipsOf(asking: Asking, evidence: readonly string[]): Promise<Clip[]> {
  return (await asking.rows(ClipsTable).findBy({ evidence: In([...evidence]) })).map(present);
}
