/** Hands people's texts to the classifying thread, so that no alarm waits for a long one. */
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Piscina } from 'piscina';
import type { Classification, Report } from './classification.js';

@Injectable()
export class Classifier implements OnApplicationShutdown {
  readonly #threads = new Piscina<Report, Classification>({
    filename: new URL('./classifying.worker.js', import.meta.url).href,
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 10_000,
  });

  classify(report: Report): Promise<Classification> {
    return this.#threads.run(report);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#threads.destroy();
  }
}
