/** Asks, once the hour of opening is past on a working day, whether every lane was checked. */
import { Injectable } from '@nestjs/common';
import { Devices } from '../intake/devices.service.js';
import { toInstant } from '../kernel/clock.js';
import { Looking } from '../kernel/looking.js';
import { Writer } from '../storage/writer.js';
import { isWeekday } from './court-day.js';
import { CourtDays, Lanes } from './lanes.service.js';

const lookEveryMs = 15_000;

@Injectable()
export class OpeningFollower extends Looking {
  constructor(
    private readonly lanes: Lanes,
    private readonly devices: Devices,
    private readonly days: CourtDays,
    private readonly writer: Writer,
  ) {
    super(lookEveryMs);
  }

  /** The row remembers the day that was asked, not this clock. */
  override async look(now: string = toInstant(Date.now())): Promise<void> {
    const { opens } = this.days;
    const day = this.days.of(now);
    if (opens === undefined || !isWeekday(day) || this.days.timeOf(now) < opens) return;
    for (const { id, askedDay } of await this.lanes.all()) {
      if (askedDay === day || this.devices.named(id)?.enabled !== true) continue;
      await this.writer.write((unit) => this.lanes.atOpening(unit, id));
    }
  }
}
