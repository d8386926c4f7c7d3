/** Asks, once the hour of opening is past on a working day, whether every lane was checked. */
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Devices } from '../intake/devices.service.js';
import { toInstant } from '../kernel/clock.js';
import { Looking } from '../kernel/looking.js';
import { Writer } from '../storage/writer.js';
import { isWeekday } from './court-day.js';
import { CourtDays, Lanes } from './lanes.service.js';

const lookEveryMs = 15_000;

@Injectable()
export class OpeningFollower implements OnApplicationBootstrap, OnModuleDestroy {
  // What could not be stored is asked again at the next look: the row remembers the day, not this clock.
  readonly #looking = new Looking(() => this.look(toInstant(Date.now())), lookEveryMs);

  constructor(
    private readonly lanes: Lanes,
    private readonly devices: Devices,
    private readonly days: CourtDays,
    private readonly writer: Writer,
  ) {}

  onApplicationBootstrap(): void {
    void this.#looking.begin();
  }

  onModuleDestroy(): void {
    this.#looking.end();
  }

  async look(now: string): Promise<void> {
    const { opens } = this.days;
    const day = this.days.of(now);
    if (opens === undefined || !isWeekday(day) || this.days.timeOf(now) < opens) return;
    for (const { id, askedDay } of await this.lanes.all()) {
      if (askedDay === day || this.devices.named(id)?.enabled !== true) continue;
      await this.writer.write((unit) => this.lanes.atOpening(unit, id));
    }
  }
}
