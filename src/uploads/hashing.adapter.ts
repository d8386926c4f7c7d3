/** Hands files to the hashing thread, so that no alarm waits for a hash. */
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Piscina } from 'piscina';
import type { Hashes, Unreadable } from './hashing.worker.js';

@Injectable()
export class Hashing implements OnApplicationShutdown {
  readonly #threads = new Piscina<string, Hashes | Unreadable>({
    filename: new URL('./hashing.worker.js', import.meta.url).href,
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 10_000,
  });

  /** fsyncs the file, then hashes all of it. @throws with the `code` of the system where it cannot be read */
  async run(path: string): Promise<Hashes> {
    const told = await this.#threads.run(path);
    if ('code' in told) throw Object.assign(new Error(told.message), { code: told.code });
    return told;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#threads.destroy();
  }
}
