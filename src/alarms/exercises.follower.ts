/** Follows the tests of buttons and the drills by the clock, and the tests by the receipts that left. */
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Hearing } from '../intake/hearing.service.js';
import { ButtonTests } from './button-tests.service.js';
import { Drills } from './drills.service.js';

const lookEveryMs = 1_000;
const scheduleEveryMs = 60_000;

@Injectable()
export class ExercisesFollower implements OnApplicationBootstrap, OnModuleDestroy {
  #timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly tests: ButtonTests,
    private readonly drills: Drills,
    private readonly hearing: Hearing,
  ) {}

  onApplicationBootstrap(): void {
    this.hearing.onReceipted((device, boot, seq) => this.#quietly(this.tests.receipted(device, boot, seq)));
    this.#timers = [
      setInterval(() => this.#quietly(this.tests.look(Date.now())), lookEveryMs),
      setInterval(() => this.#quietly(this.drills.look(Date.now())), lookEveryMs),
      setInterval(() => this.#quietly(this.tests.lookAtSchedule(Date.now())), scheduleEveryMs),
    ];
  }

  onModuleDestroy(): void {
    for (const timer of this.#timers) clearInterval(timer);
  }

  /** What could not be written is found again at the next look. */
  #quietly(look: Promise<void>): void {
    look.catch(() => undefined);
  }
}
