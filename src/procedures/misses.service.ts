/** Tells the chief, once for each, of steps that were not taken in their time. */
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { theSystem, type Actor } from '../kernel/actor.js';
import { toMs, type Instant } from '../kernel/clock.js';
import { missing } from '../kernel/errors.js';
import { newIdentifier } from '../kernel/identifiers.js';
import { Reader } from '../storage/reader.js';
import type { Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import type { MissedStep } from './course.js';
import { insertMiss, seeMiss, unseenMisses } from './misses.store.js';
import type { Deadline } from './procedure.js';
import type { Matter } from './procedures.service.js';
import { stepsAbout } from './procedures.store.js';

@Injectable()
export class Misses {
  constructor(
    private readonly writer: Writer,
    private readonly reader: Reader,
  ) {}

  /** Its time has come: nothing where it was taken, done or skipped. */
  async due(
    unit: Unit,
    { subject, place, incident }: Matter,
    { procedure, version, step, nth }: Omit<Deadline, 'withinMs'>,
    dueAt: Instant,
  ): Promise<void> {
    const taken = await stepsAbout(unit, subject);
    if (taken.some((one) => one.procedure === procedure && one.version === version && one.step === step))
      return;
    const id = newIdentifier(toMs(unit.at), { bytes: randomBytes });
    await insertMiss(unit, { id, subject, place, procedure, version, step, dueAt });
    unit.record({
      type: `${subject.kind}.step-overdue`,
      by: theSystem,
      subject,
      data: { procedure, version, step, nth, dueAt, calls: ['chief'], place, incident },
    });
  }

  /** What was missed and no chief has seen. */
  unseen(): Promise<MissedStep[]> {
    return unseenMisses(this.reader);
  }

  async seen(id: string, by: Actor): Promise<void> {
    await this.writer.write(async (unit) => {
      const miss = await seeMiss(unit, id, { at: unit.at, by });
      if (miss === undefined)
        throw missing('MISS_MISSING', 'there is no such missed step that nobody has seen');
      const { subject, procedure, version, step, place } = miss;
      const data = { procedure, version, step, place };
      unit.record({ type: `${subject.kind}.miss-seen`, by, subject, data });
    });
  }
}
