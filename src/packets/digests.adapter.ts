/** SHA-256, SM3 and CRC-32 of a stream of bytes, in one pass. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { Digests } from './bag.js';

export interface Sums extends Digests {
  readonly bytes: number;
  readonly crc32: number;
}

export class Summing {
  readonly #sha256 = createHash('sha256');
  readonly #sm3 = createHash('sm3');
  #crc32 = 0;
  #bytes = 0;

  add(chunk: Uint8Array): void {
    this.#sha256.update(chunk);
    this.#sm3.update(chunk);
    this.#crc32 = crc32(chunk, this.#crc32);
    this.#bytes += chunk.length;
  }

  /** Ends it. */
  sums(): Sums {
    return {
      sha256: this.#sha256.digest('hex'),
      sm3: this.#sm3.digest('hex'),
      bytes: this.#bytes,
      crc32: this.#crc32,
    };
  }
}

export function sumsOf(bytes: Uint8Array): Sums {
  const summing = new Summing();
  summing.add(bytes);
  return summing.sums();
}

export async function sumsOfFile(path: string): Promise<Sums> {
  const summing = new Summing();
  for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes }))
    summing.add(chunk as Uint8Array);
  return summing.sums();
}

export const chunkBytes = 1024 * 1024;

export const sha256Of = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
