/** At start-up and every minute finishes uploads that are whole and were not confirmed, and gives up those that nobody goes on with. */
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { theSystem } from '../kernel/actor.js';
import { reasonOf } from '../kernel/errors.js';
import { word } from '../ledger/ledger.service.js';
import { Writer } from '../storage/writer.js';
import { Uploads } from './uploads.service.js';

const everyMs = 60_000;

@Injectable()
export class UploadsFollower implements OnApplicationBootstrap, OnApplicationShutdown {
  /** what could not be finished, so that it is told once and not every minute */
  readonly #told = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(
    private readonly uploads: Uploads,
    private readonly writer: Writer,
  ) {}

  onApplicationBootstrap(): void {
    this.#go();
    this.#timer = setInterval(() => this.#go(), everyMs);
    this.#timer.unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  #go(): void {
    this.#running = this.#running.then(() => this.run()).catch((error: unknown) => this.#tell('all', error));
  }

  /** One round. */
  async run(): Promise<void> {
    const faults: Promise<void>[] = [];
    await this.uploads.finishWhole((id, error) => faults.push(this.#tell(id, error)));
    await Promise.all(faults);
    await this.uploads.abandon(Date.now());
  }

  async #tell(id: string, error: unknown): Promise<void> {
    if (this.#told.has(id)) return;
    this.#told.add(id);
    const why = word(reasonOf(error), 'staff');
    await this.writer
      .write(async (unit) =>
        unit.record({
          type: 'upload.stuck',
          by: theSystem,
          subject: { kind: 'upload', id },
          data: { why },
        }),
      )
      // A disk that cannot take this fact either raises its own alarm; the next round tries again.
      .catch(() => this.#told.delete(id));
  }
}
