/** Hashes every exhibit anew within thirty days, at a gentle pace, and takes away the bytes of deleted ones. */
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { laterBy, systemClock, toInstant } from '../kernel/clock.js';
import { Reader } from '../storage/reader.js';
import { Writer } from '../storage/writer.js';
import { Hashing } from '../uploads/hashing.adapter.js';
import { leastChecked, removable } from './evidence.store.js';
import { Exhibits } from './exhibits.service.js';

/** Five days are left for a machine that was off, or for very large files. */
const afterMs = 25 * 86_400_000;
const lookEveryMs = 60_000;
/** A court of a thousand recordings a day has some 100,000: five a minute go round in two weeks. */
const mostAtOnce = 5;

/** These say nothing of the file: it is tried again. Any other refusal, a bad sector's too, means that it cannot be read. */
const shortages = new Set(['EMFILE', 'ENFILE', 'ENOMEM', 'EAGAIN']);

@Injectable()
export class Rehash implements OnApplicationBootstrap, OnApplicationShutdown {
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<unknown> = Promise.resolve();
  #stopped = false;

  constructor(
    private readonly reader: Reader,
    private readonly writer: Writer,
    private readonly hashing: Hashing,
    private readonly exhibits: Exhibits,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => {
      // What fails (a busy disk) is done by the next look.
      this.#running = this.#running.then(() => this.look(systemClock.nowMs())).catch(() => undefined);
    }, lookEveryMs);
    this.#timer.unref();
  }

  async onApplicationShutdown(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#running;
  }

  /** One round. @returns how many were hashed */
  async look(nowMs: number): Promise<number> {
    for (const exhibit of await removable(this.reader)) await this.exhibits.removeBytes(exhibit);
    const due = await leastChecked(this.reader, laterBy(toInstant(nowMs), -afterMs), mostAtOnce);
    for (const { id } of due) if (!this.#stopped) await this.#check(id);
    return due.length;
  }

  async #check(id: string): Promise<void> {
    const exhibit = await this.exhibits.named(id);
    const found = await this.hashing.run(this.exhibits.path(exhibit)).catch((error: unknown) => {
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined || shortages.has(code)) throw error;
      return undefined;
    });
    await this.writer.write((unit) => this.exhibits.checked(unit, exhibit, found));
  }
}
