/** SHA-256 and SM3 of bytes, in one pass. */
import { createHash } from 'node:crypto';
import type { Digests } from './bag.js';

export interface Sums extends Digests {
  readonly bytes: number;
}

export class Summing {
  readonly #sha256 = createHash('sha256');
  readonly #sm3 = createHash('sm3');
  #bytes = 0;

  add(chunk: Uint8Array): void {
    this.#sha256.update(chunk);
    this.#sm3.update(chunk);
    this.#bytes += chunk.length;
  }

  /** Ends it. */
  sums(): Sums {
    return {
      sha256: this.#sha256.digest('hex'),
      sm3: this.#sm3.digest('hex'),
      bytes: this.#bytes,
    };
  }
}

export function sumsOf(bytes: Uint8Array): Sums {
  const summing = new Summing();
  summing.add(bytes);
  return summing.sums();
}

export const chunkBytes = 1024 * 1024;

export const sha256Of = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
