/** Sends what is due to the station's own system, every two seconds. */
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { systemClock, toInstant } from '../kernel/clock.js';
import { Deliveries } from './deliveries.service.js';

const lookEveryMs = 2000;

@Injectable()
export class DeliveriesFollower implements OnApplicationBootstrap, OnApplicationShutdown {
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #running: Promise<unknown> = Promise.resolve();

  constructor(private readonly deliveries: Deliveries) {}

  onApplicationBootstrap(): void {
    this.#later();
  }

  async onApplicationShutdown(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #later(): void {
    this.#timer = setTimeout(() => {
      this.#running = this.deliveries
        .send(toInstant(systemClock.nowMs()))
        // The rows stay: the next round finds them again.
        .catch(() => undefined)
        .finally(() => {
          if (!this.#stopped) this.#later();
        });
    }, lookEveryMs);
    this.#timer.unref();
  }
}
