/** The versions of procedures, and the steps that were taken. */
import { json, key, present, table, text, whole } from '../storage/entity.js';
import type { Asking } from '../storage/unit.js';
import type { Subject } from '../kernel/actor.js';
import type { TakenStep } from './course.js';
import type { ProcedureItem } from './procedure.js';

export const ProcedureTable = table<ProcedureItem>('procedures', {
  id: key,
  version: { type: 'integer', primary: true },
  since: text,
  zh: text,
  en: text,
  kinds: json,
  acts: json,
  respondMs: whole,
  resolveMs: whole,
  steps: json,
});

type StepRow = Omit<TakenStep, 'subject'> & { readonly subjectKind: string; readonly subject: string };
export const StepTable = table<StepRow>('procedureSteps', {
  id: key,
  subjectKind: text,
  subject: text,
  place: text,
  procedure: text,
  version: whole,
  step: text,
  state: text,
  at: text,
  by: json,
  reason: json,
  seen: json,
});

const taken = (row: StepRow): TakenStep => {
  const { subjectKind, subject, ...rest } = present(row);
  return { ...rest, subject: { kind: subjectKind, id: subject } };
};

export const proceduresKept = async (asking: Asking): Promise<ProcedureItem[]> =>
  (await asking.rows(ProcedureTable).find({ order: { id: 'ASC', version: 'ASC' } })).map(present);

export const insertProcedure = (asking: Asking, procedure: ProcedureItem): Promise<unknown> =>
  asking.rows(ProcedureTable).insert(procedure);

export const insertStep = (asking: Asking, { subject, ...step }: TakenStep): Promise<unknown> =>
  asking.rows(StepTable).insert({ ...step, subjectKind: subject.kind, subject: subject.id });

export const stepsAbout = async (asking: Asking, { kind, id }: Subject): Promise<TakenStep[]> =>
  (
    await asking.rows(StepTable).find({ where: { subjectKind: kind, subject: id }, order: { at: 'ASC' } })
  ).map(taken);

/** Skipped steps that no chief has seen, oldest first. */
export const unseenSkips = async (asking: Asking): Promise<TakenStep[]> =>
  (
    await asking
      .rows(StepTable)
      .createQueryBuilder('step')
      .where(`step.state = 'skipped' AND step.seen IS NULL`)
      .orderBy('step.at', 'ASC')
      .getMany()
  ).map(taken);

/** Guarded: the first who saw it. */
export async function seeSkip(
  asking: Asking,
  id: string,
  seen: TakenStep['seen'],
): Promise<TakenStep | undefined> {
  const rows = await asking.query(
    `UPDATE "procedureSteps" SET "seen" = ? WHERE "id" = ? AND "state" = 'skipped' AND "seen" IS NULL RETURNING "id"`,
    [JSON.stringify(seen), id],
  );
  if (rows.length === 0) return undefined;
  const row = await asking.rows(StepTable).findOneBy({ id });
  return row === null ? undefined : taken(row);
}
