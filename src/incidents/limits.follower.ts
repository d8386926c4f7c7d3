/** Warns once when 150 of the days that the law gives have passed and nobody handed the incident over. */
import { Injectable } from '@nestjs/common';
import { theSystem } from '../kernel/actor.js';
import { toInstant } from '../kernel/clock.js';
import { Looking } from '../kernel/looking.js';
import { Reader } from '../storage/reader.js';
import type { Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import { changeIncident, incidentWith } from './incidents.store.js';
import { isWorked } from './life.js';
import { dueLimits, takeLimit, type LimitRow } from './limits.store.js';

// Days are counted here: a few seconds early or late are nothing.
const lookEveryMs = 5000;
const mostAtOnce = 100;

@Injectable()
export class Limits extends Looking {
  constructor(
    private readonly writer: Writer,
    private readonly reader: Reader,
  ) {
    super(lookEveryMs);
  }

  protected override async look(): Promise<void> {
    for (const row of await dueLimits(this.reader, toInstant(Date.now()), mostAtOnce))
      await this.writer.write((unit) => this.#warn(unit, row));
  }

  async #warn(unit: Unit, { incident, dueAt }: LimitRow): Promise<void> {
    await takeLimit(unit, incident);
    const row = await incidentWith(unit, incident);
    if (row === undefined || !isWorked(row.state) || row.limitNearAt !== undefined) return;
    await changeIncident(unit, incident, { limitNearAt: unit.at });
    unit.record({
      type: 'incident.limit-near',
      by: theSystem,
      subject: { kind: 'incident', id: incident },
      data: { dueAt, place: row.place },
    });
  }
}
