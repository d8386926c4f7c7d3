/** Makes it trouble when a hearing runs, or is due within a quarter of an hour, in a room without a working alarm. */
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { toInstant } from '../kernel/clock.js';
import { Writer } from '../storage/writer.js';
import { DeviceHealth } from './device-health.service.js';
import type { UnguardedRoom } from './health.js';
import { Troubles } from './troubles.service.js';

const kind = 'unguarded-hearing';
const lookEveryMs = 10_000;

@Injectable()
export class Coverage implements OnApplicationBootstrap, OnModuleDestroy {
  #looking: NodeJS.Timeout | undefined;

  constructor(
    private readonly health: DeviceHealth,
    private readonly troubles: Troubles,
    private readonly writer: Writer,
    /** In the demo devices sleep until somebody wakes them: a button never heard is missed by nobody. */
    private readonly missesUnheard: boolean,
  ) {}

  onApplicationBootstrap(): void {
    // What could not be written is found again at the next look.
    this.#looking = setInterval(() => void this.look(Date.now()).catch(() => undefined), lookEveryMs);
  }

  onModuleDestroy(): void {
    clearInterval(this.#looking);
  }

  async look(nowMs: number): Promise<void> {
    const rooms = (await this.health.roomsWithoutAlarm(toInstant(nowMs))).filter((room) =>
      this.#isMissed(room),
    );
    const hearings = new Map(
      rooms.flatMap(({ place, hearing }) => (hearing ? [[place, hearing] as const] : [])),
    );
    const told = (await this.troubles.standing()).filter((trouble) => trouble.kind === kind);
    const isOver = ({ place }: { place?: string }): boolean => !hearings.has(place ?? '');
    const fresh = [...hearings].filter(([place]) => !told.some((trouble) => trouble.place === place));
    if (fresh.length === 0 && !told.some(isOver)) return;
    await this.writer.write(async (unit) => {
      await this.troubles.end(unit, kind, undefined, isOver);
      for (const [place, { id, startsAt }] of fresh)
        await this.troubles.raise(unit, { kind, place, detail: { hearing: id, startsAt } });
    });
  }

  #isMissed({ buttons }: UnguardedRoom): boolean {
    return (
      this.missesUnheard ||
      !buttons.some((button) => button.reasons.some(({ code }) => code === 'never-heard'))
    );
  }
}
