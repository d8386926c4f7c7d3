/** The rows of steps whose time passed before they were taken. */
import { json, key, present, table, text, whole } from '../storage/entity.js';
import type { Asking } from '../storage/unit.js';
import type { MissedStep } from './course.js';

type MissRow = Omit<MissedStep, 'subject'> & { readonly subjectKind: string; readonly subject: string };
export const MissTable = table<MissRow>('stepsMissed', {
  id: key,
  subjectKind: text,
  subject: text,
  place: text,
  procedure: text,
  version: whole,
  step: text,
  dueAt: text,
  seen: json,
});

const missed = (row: MissRow): MissedStep => {
  const { subjectKind, subject, ...rest } = present(row);
  return { ...rest, subject: { kind: subjectKind, id: subject } };
};

export const insertMiss = (asking: Asking, { subject, ...miss }: MissedStep): Promise<unknown> =>
  asking.rows(MissTable).insert({ ...miss, subjectKind: subject.kind, subject: subject.id });

/** Those that no chief has seen, oldest first. */
export const unseenMisses = async (asking: Asking): Promise<MissedStep[]> =>
  (
    await asking
      .rows(MissTable)
      .createQueryBuilder('miss')
      .where('miss.seen IS NULL')
      .orderBy('miss.dueAt', 'ASC')
      .getMany()
  ).map(missed);

/** Guarded: the first who saw it. */
export async function seeMiss(
  asking: Asking,
  id: string,
  seen: MissedStep['seen'],
): Promise<MissedStep | undefined> {
  const rows = await asking.query(
    `UPDATE "stepsMissed" SET "seen" = ? WHERE "id" = ? AND "seen" IS NULL RETURNING "id"`,
    [JSON.stringify(seen), id],
  );
  const row = rows.length === 0 ? null : await asking.rows(MissTable).findOneBy({ id });
  return row === null ? undefined : missed(row);
}
