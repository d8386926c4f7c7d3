/** SM3 of a file that is being written, made by a thread that reads behind the writer: a large packet is ready when it is written. */
import { Worker } from 'node:worker_threads';

export interface Followed {
  readonly path: string;
  /** two 64-bit integers: how many bytes are written, and how many it will be in the end */
  readonly shared: SharedArrayBuffer;
}

export class Following {
  readonly #state: BigInt64Array;
  readonly #worker: Worker;
  readonly #sm3: Promise<string>;

  constructor(path: string) {
    const shared = new SharedArrayBuffer(16);
    this.#state = new BigInt64Array(shared);
    this.#state[1] = -1n;
    const workerData: Followed = { path, shared };
    this.#worker = new Worker(new URL('./following.worker.js', import.meta.url), {
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 },
    });
    this.#sm3 = new Promise((resolve, reject) => {
      this.#worker.once('message', resolve).once('error', reject);
    });
    // Whoever ends early never asks.
    this.#sm3.catch(() => undefined);
  }

  /** So many bytes lie in the file and will not change. */
  wrote(bytes: number): void {
    Atomics.store(this.#state, 0, BigInt(bytes));
    Atomics.notify(this.#state, 0);
  }

  /** Nothing more will be written. @returns hex */
  sm3(bytes: number): Promise<string> {
    this.wrote(bytes);
    Atomics.store(this.#state, 1, BigInt(bytes));
    return this.#sm3;
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}
