/** Asks, once the hour of opening is past on a working day, whether every lane was checked. */
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Devices } from '../intake/devices.service.js';
import { toInstant } from '../kernel/clock.js';
import { Writer } from '../storage/writer.js';
import { isWeekday } from './court-day.js';
import { CourtDays, Lanes } from './lanes.service.js';

const lookEveryMs = 15_000;

@Injectable()
export class OpeningFollower implements OnApplicationBootstrap, OnModuleDestroy {
  #looking: NodeJS.Timeout | undefined;

  constructor(
    private readonly lanes: Lanes,
    private readonly devices: Devices,
    private readonly days: CourtDays,
    private readonly writer: Writer,
  ) {}

  onApplicationBootstrap(): void {
    // What could not be stored is asked again at the next look: the row remembers the day, not this clock.
    const look = (): void => void this.look(toInstant(Date.now())).catch(() => undefined);
    look();
    this.#looking = setInterval(look, lookEveryMs);
    this.#looking.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.#looking);
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
