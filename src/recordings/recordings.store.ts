/** The rows of clips. */
import { In, IsNull, LessThanOrEqual, MoreThanOrEqual } from 'typeorm';
import { flag, json, key, large, present, table, text } from '../storage/entity.js';
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
  dueAt: text,
  sealed: flag,
  caseNumber: json,
  kept: flag,
});

export async function clipNamed(asking: Asking, device: string, clip: string): Promise<Clip | undefined> {
  const row = await asking.rows(ClipsTable).findOneBy({ device, clip });
  return row === null ? undefined : present(row);
}

export async function clipWith(asking: Asking, id: string): Promise<Clip | undefined> {
  const row = await asking.rows(ClipsTable).findOneBy({ id });
  return row === null ? undefined : present(row);
}

export interface Wanted {
  readonly place?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** what the page before ended with */
  readonly after?: { readonly startedAt: string; readonly id: string } | undefined;
}

/** Newest first; what is sealed is in no list. */
export async function listClips(asking: Asking, limit: number, wanted: Wanted): Promise<Clip[]> {
  const query = asking
    .rows(ClipsTable)
    .createQueryBuilder('clip')
    .where('clip.sealed IS NULL')
    .orderBy('clip.startedAt', 'DESC')
    .addOrderBy('clip.id', 'DESC')
    .take(limit);
  const { place, from, to, after } = wanted;
  if (place !== undefined) query.andWhere('clip.place = :place', { place });
  if (from !== undefined) query.andWhere('clip.endedAt >= :from', { from });
  if (to !== undefined) query.andWhere('clip.startedAt <= :to', { to });
  if (after !== undefined) query.andWhere('(clip.startedAt, clip.id) < (:startedAt, :id)', after);
  return (await query.getMany()).map(present);
}

/** Expected, and not come in their time. */
export async function overdueClips(asking: Asking, now: string): Promise<Clip[]> {
  const rows = await asking.rows(ClipsTable).find({
    where: { state: 'expected', dueAt: LessThanOrEqual(now) },
    take: 100,
  });
  return rows.map(present);
}

/** @returns whether it was still expected */
export async function missClip(asking: Asking, id: string): Promise<boolean> {
  return (
    (await asking.rows(ClipsTable).update({ id, state: 'expected' }, { state: 'missing' })).affected === 1
  );
}

/** Seals what a device recorded in a span. @returns the clips that were not sealed before */
export async function sealClips(
  asking: Asking,
  { device, startedAt, endedAt }: Pick<Clip, 'device' | 'startedAt' | 'endedAt'>,
): Promise<Clip[]> {
  const rows = await asking.rows(ClipsTable).findBy({
    device,
    sealed: IsNull(),
    startedAt: LessThanOrEqual(endedAt),
    endedAt: MoreThanOrEqual(startedAt),
  });
  for (const { id } of rows)
    await asking.query('UPDATE "clips" SET "sealed" = 1, "incident" = NULL WHERE "id" = ?', [id]);
  return rows.map(present);
}

export const unsealClip = (asking: Asking, id: string): Promise<unknown> =>
  asking.query('UPDATE "clips" SET "sealed" = NULL WHERE "id" = ?', [id]);

/** What of a device is sealed in a span. */
export async function sealedClips(
  asking: Asking,
  { device, startedAt, endedAt }: Pick<Clip, 'device' | 'startedAt' | 'endedAt'>,
): Promise<Clip[]> {
  const rows = await asking.rows(ClipsTable).findBy({
    device,
    sealed: true,
    startedAt: LessThanOrEqual(endedAt),
    endedAt: MoreThanOrEqual(startedAt),
  });
  return rows.map(present);
}

/** What a device recorded in a span, sealed or not. */
export async function clipsOver(
  asking: Asking,
  { device, startedAt, endedAt }: Pick<Clip, 'device' | 'startedAt' | 'endedAt'>,
): Promise<Clip[]> {
  const rows = await asking.rows(ClipsTable).findBy({
    device,
    startedAt: LessThanOrEqual(endedAt),
    endedAt: MoreThanOrEqual(startedAt),
  });
  return rows.map(present);
}

/** The clips whose bytes these exhibits are. */
export async function clipsOf(asking: Asking, evidence: readonly string[]): Promise<Clip[]> {
  if (evidence.length === 0) return [];
  return (await asking.rows(ClipsTable).findBy({ evidence: In([...evidence]) })).map(present);
}
