/** Cuts, every half minute, the connections of devices whose secret or certificate has come to its end. */
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { toInstant } from '../kernel/clock.js';
import { Credentials } from './credentials.service.js';

const lookEveryMs = 30_000;

@Injectable()
export class CredentialsEnd implements OnApplicationBootstrap, OnModuleDestroy {
  #looking: NodeJS.Timeout | undefined;
  #lookedAt = toInstant(Date.now());

  constructor(private readonly credentials: Credentials) {}

  onApplicationBootstrap(): void {
    this.#looking = setInterval(() => this.#look(), lookEveryMs);
  }

  onModuleDestroy(): void {
    clearInterval(this.#looking);
  }

  #look(): void {
    const now = toInstant(Date.now());
    this.credentials.cutEnded(this.#lookedAt, now);
    this.#lookedAt = now;
  }
}
