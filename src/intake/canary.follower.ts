/** Presses as the canary every ten seconds, from the moment that devices are heard. */
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Clock } from '../kernel/clock.js';
import type { CanaryLink } from './canary-link.adapter.js';
import { Hearing } from './hearing.service.js';
import { SelfTest } from './self-test.service.js';

const lookEveryMs = 1_000;

@Injectable()
export class Canary implements OnApplicationBootstrap, OnModuleDestroy {
  #looking: NodeJS.Timeout | undefined;
  #isOpen = false;

  constructor(
    private readonly link: CanaryLink,
    private readonly hearing: Hearing,
    private readonly selfTest: SelfTest,
    private readonly steady: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.#looking = setInterval(() => this.#look(), lookEveryMs);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.#looking);
    await this.link.close();
  }

  #look(): void {
    if (!this.hearing.hasBegun) return;
    const nowMs = this.steady.nowMs();
    const seq = this.selfTest.proof.due(nowMs);
    if (seq !== undefined) {
      this.selfTest.proof.pressed(seq, nowMs);
      this.link.press(seq);
    }
    if (!this.#isOpen) void this.link.open();
    this.#isOpen = true;
    // What could not be written is still to be written at the next look.
    this.selfTest.look().catch(() => undefined);
  }
}
