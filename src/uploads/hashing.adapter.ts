/** Hands files to the hashing thread, so that no alarm waits for a hash. */
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Piscina } from 'piscina';
import type { Hashes } from './hashing.worker.js';

@Injectable()
export class Hashing implements OnApplicationShutdown {
  readonly #threads = new Piscina<string, Hashes>({
    filename: new URL('./hashing.worker.js', import.meta.url).href,
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 10_000,
  });

  /** fsyncs the file, then hashes all of it. */
  run(path: string): Promise<Hashes> {
    return this.#threads.run(path);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#threads.destroy();
  }
}
