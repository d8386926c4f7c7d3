/** Notices recordings that were announced and have not come in their time; each has its time in its row. */
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { toInstant } from '../kernel/clock.js';
import { Recordings } from './recordings.service.js';

const lookEveryMs = 15_000;

@Injectable()
export class DueFollower implements OnApplicationBootstrap, OnModuleDestroy {
  #looking: NodeJS.Timeout | undefined;

  constructor(private readonly recordings: Recordings) {}

  onApplicationBootstrap(): void {
    // What could not be stored is still due at the next look.
    const look = (): void => void this.recordings.missDue(toInstant(Date.now())).catch(() => undefined);
    look();
    this.#looking = setInterval(look, lookEveryMs);
    this.#looking.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.#looking);
  }
}
