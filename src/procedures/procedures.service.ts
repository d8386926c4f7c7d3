/** Keeps every version of the steps to take, in memory as on disk, and the steps that were taken. */
import { randomBytes } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Actor, Subject } from '../kernel/actor.js';
import { toMs } from '../kernel/clock.js';
import { conflict, missing } from '../kernel/errors.js';
import { newIdentifier } from '../kernel/identifiers.js';
import { Entries } from '../ledger/entries.service.js';
import { Ledger, word } from '../ledger/ledger.service.js';
import { Reader } from '../storage/reader.js';
import type { Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import { builtInProcedures } from './built-in.js';
import { courseOf, type Course, type TakenStep } from './course.js';
import {
  applying,
  deadlinesOf,
  inForce,
  type About,
  type Deadline,
  type NewProcedure,
  type ProcedureItem,
} from './procedure.js';
import {
  insertProcedure,
  insertStep,
  proceduresKept,
  seeSkip,
  stepsAbout,
  unseenSkips,
} from './procedures.store.js';

export interface Taking {
  readonly procedure: string;
  readonly step: string;
  /** why it is skipped; done where it is absent */
  readonly skip?: string | undefined;
}

/** What the steps are about, and what its facts tell of it. */
export interface Matter extends About {
  readonly subject: Subject;
  readonly place: string;
  readonly incident?: string;
}

/** After every time that a clock tells. */
const always = '9999';

@Injectable()
export class Procedures implements OnModuleInit {
  #kept: readonly ProcedureItem[] = [];

  constructor(
    private readonly writer: Writer,
    private readonly reader: Reader,
    private readonly entries: Entries,
    private readonly ledger: Ledger,
  ) {}

  async onModuleInit(): Promise<void> {
    this.#kept = await proceduresKept(this.reader);
    // Only what reached the disk.
    this.ledger.onCommitted((facts) => {
      for (const { type, context } of facts)
        if (type === 'procedure.set') this.#kept = [...this.#kept, context as ProcedureItem];
    });
  }

  /** Every version, what is built in first. */
  all(): ProcedureItem[] {
    return [...builtInProcedures, ...this.#kept];
  }

  current(): ProcedureItem[] {
    return inForce(this.all(), always);
  }

  /** How soon somebody should be on the way to such an alarm, and how soon it should be closed. */
  targets(about: About): Pick<ProcedureItem, 'respondMs' | 'resolveMs'> {
    return applying(this.all(), about)[0] ?? {};
  }

  /** Which steps of such an alarm are to be taken within which time. */
  deadlines(about: About): Deadline[] {
    return deadlinesOf(this.all(), about);
  }

  /** A new version; what is under way goes on by the one it began with. */
  async set(id: string | undefined, given: NewProcedure, by: Actor): Promise<ProcedureItem> {
    return this.writer.write(async (unit) => {
      const versions = [...builtInProcedures, ...(await proceduresKept(unit))].filter((one) => one.id === id);
      if (id !== undefined && versions.length === 0)
        throw missing('PROCEDURE_MISSING', 'there is no such procedure');
      const item: ProcedureItem = {
        ...given,
        id: id ?? newIdentifier(toMs(unit.at), { bytes: randomBytes }),
        version: Math.max(0, ...versions.map(({ version }) => version)) + 1,
        since: unit.at,
      };
      await insertProcedure(unit, item);
      unit.record({
        type: 'procedure.set',
        by,
        subject: { kind: 'procedure', id: item.id },
        data: { version: item.version, steps: item.steps.length, kinds: item.kinds, acts: item.acts },
        context: item,
      });
      return item;
    });
  }

  async courses(matter: Matter): Promise<Course[]> {
    return this.entries.joined(this.#courses(matter, await stepsAbout(this.reader, matter.subject)));
  }

  /** @throws STEP_NOT_DUE, which names the step whose turn it is; STEP_TAKEN with who was first */
  async take(matter: Matter, { procedure, step, skip }: Taking, by: Actor): Promise<Course[]> {
    await this.writer.write(async (unit) => {
      const taken = await stepsAbout(unit, matter.subject);
      const course = this.#courses(matter, taken).find((one) => one.procedure === procedure);
      const nth = course?.steps.findIndex(({ id }) => id === step) ?? -1;
      if (course === undefined || nth < 0) throw missing('STEP_MISSING', 'there is no such step here');
      const first = course.steps[nth]?.taken;
      if (first !== undefined)
        throw conflict('STEP_TAKEN', `the step is ${first.state} already`, {
          first: { by: first.by, at: first.at },
        });
      if (course.next !== step)
        throw conflict('STEP_NOT_DUE', 'another step comes first', { next: course.next });
      await this.#keep(unit, matter, { course, nth: nth + 1, step, skip, by });
    });
    return this.courses(matter);
  }

  async #keep(
    unit: Unit,
    { subject, place, incident }: Matter,
    {
      course,
      nth,
      step,
      skip,
      by,
    }: { course: Course; nth: number; step: string; skip?: string | undefined; by: Actor },
  ): Promise<void> {
    const reason = skip === undefined ? undefined : word(skip, 'staff');
    const state = reason === undefined ? 'done' : 'skipped';
    const { procedure, version } = course;
    const id = newIdentifier(toMs(unit.at), { bytes: randomBytes });
    const row = { id, subject, place, procedure, version, step, state, at: unit.at, by } as const;
    await insertStep(unit, reason === undefined ? row : { ...row, reason });
    const calls = state === 'skipped' ? ['chief'] : undefined;
    unit.record({
      type: `${subject.kind}.step-${state}`,
      by,
      subject,
      data: { procedure, version, step, nth, reason, calls, place, incident },
    });
  }

  /** What was skipped and no chief has seen. */
  async skips(): Promise<TakenStep[]> {
    return this.entries.joined(await unseenSkips(this.reader));
  }

  async seen(id: string, by: Actor): Promise<void> {
    await this.writer.write(async (unit) => {
      const skip = await seeSkip(unit, id, { at: unit.at, by });
      if (skip === undefined)
        throw missing('SKIP_MISSING', 'there is no such skipped step that nobody has seen');
      const { subject, procedure, version, step, place } = skip;
      const data = { procedure, version, step, place };
      unit.record({ type: `${subject.kind}.skip-seen`, by, subject, data });
    });
  }

  /** Those that stand for the matter, and those of which a step was taken, whatever it bears now. */
  #courses(matter: Matter, taken: readonly TakenStep[]): Course[] {
    const standing = applying(this.all(), matter);
    const begun = this.all().filter(
      ({ id, version }) =>
        taken.some((one) => one.procedure === id && one.version === version) &&
        !standing.some((one) => one.id === id && one.version === version),
    );
    const from = matter.kind === undefined ? undefined : matter.at;
    return [...standing, ...begun].map((procedure) => courseOf(procedure, taken, from));
  }
}
