/** Notices recordings that were announced and have not come in their time; each has its time in its row. */
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { toInstant } from '../kernel/clock.js';
import { Looking } from '../kernel/looking.js';
import { Recordings } from './recordings.service.js';

const lookEveryMs = 15_000;

@Injectable()
export class DueFollower implements OnApplicationBootstrap, OnModuleDestroy {
  // What could not be stored is still due at the next look.
  readonly #looking = new Looking(() => this.recordings.missDue(toInstant(Date.now())), lookEveryMs);

  constructor(private readonly recordings: Recordings) {}

  onApplicationBootstrap(): void {
    void this.#looking.begin();
  }

  onModuleDestroy(): void {
    this.#looking.end();
  }
}
