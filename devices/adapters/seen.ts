/** Remembers which events of a source were taken over, through restarts, so that its repeats are one event. */
import { createHash } from 'node:crypto';
import { appendFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../src/kernel/clock.js';

const worthRewriting = 5_000;

export class Seen {
  readonly #path: string;
  readonly #withinMs: number;
  readonly #clock: Clock;
  readonly #seen = new Map<string, number>();
  #lines = 0;

  private constructor(path: string, withinMs: number, clock: Clock) {
    this.#path = path;
    this.#withinMs = withinMs;
    this.#clock = clock;
  }

  static async open(folder: string, withinSeconds: number, clock: Clock): Promise<Seen> {
    await mkdir(folder, { recursive: true });
    const seen = new Seen(join(folder, 'seen.txt'), withinSeconds * 1000, clock);
    const text = await readFile(seen.#path, 'utf8').catch(() => '');
    for (const line of text.split('\n')) {
      const [hash, atMs] = line.split(' ');
      if (hash !== undefined && atMs !== undefined && Number(atMs) > 0) seen.#seen.set(hash, Number(atMs));
    }
    await seen.#rewrite();
    return seen;
  }

  isRepeat(key: string): boolean {
    const atMs = this.#seen.get(hashOf(key));
    return atMs !== undefined && this.#clock.nowMs() - atMs < this.#withinMs;
  }

  /** After the event is kept: a kill in between means a repeat that counts, never an event that is lost. */
  async remember(key: string): Promise<void> {
    const atMs = this.#clock.nowMs();
    this.#seen.set(hashOf(key), atMs);
    this.#lines += 1;
    if (this.#lines > worthRewriting) await this.#rewrite();
    else await appendFile(this.#path, `${hashOf(key)} ${atMs}\n`);
  }

  async #rewrite(): Promise<void> {
    const nowMs = this.#clock.nowMs();
    for (const [hash, atMs] of this.#seen) if (nowMs - atMs >= this.#withinMs) this.#seen.delete(hash);
    await writeFile(`${this.#path}.new`, [...this.#seen].map(([hash, atMs]) => `${hash} ${atMs}\n`).join(''));
    await rename(`${this.#path}.new`, this.#path);
    this.#lines = this.#seen.size;
  }
}

const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex').slice(0, 32);
