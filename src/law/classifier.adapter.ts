/** Hands people's texts to the classifying thread, so that no alarm waits for a long one. */
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Piscina } from 'piscina';
import type { Classification, Report } from './classification.js';
import { builtInLaw, type Law } from './code-table.js';

@Injectable()
export class Classifier implements OnApplicationShutdown {
  readonly #threads = new Piscina<Report & { readonly law?: Law }, Classification>({
    filename: new URL('./classifying.worker.js', import.meta.url).href,
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 10_000,
  });

  /** @param law the law in force; the shipped one is known to the thread */
  classify(report: Report, law: Law = builtInLaw): Promise<Classification> {
    return this.#threads.run(law === builtInLaw ? report : { ...report, law });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#threads.destroy();
  }
}
