/** Knows whether a press would come through now, and writes down when it would not and when it would again. */
import { Injectable } from '@nestjs/common';
import { theSystem } from '../kernel/actor.js';
import { toInstant, type Clock, type Instant } from '../kernel/clock.js';
import { Reader } from '../storage/reader.js';
import { Writer } from '../storage/writer.js';
import { Proof } from './canary.js';
import { failingSince, keepFailing } from './canary.store.js';

export interface SelfTestStanding {
  /** when the last press of the canary had its receipt */
  readonly provenAt?: Instant;
  /** no press comes through since then */
  readonly failingSince?: Instant;
}

@Injectable()
export class SelfTest {
  readonly proof: Proof;
  #standing: SelfTestStanding = {};
  /** since when, as the ledger has it; not yet known before the first look */
  #written: Instant | undefined;
  #isLoaded = false;
  #isWriting = false;

  constructor(
    private readonly reader: Reader,
    private readonly writer: Writer,
    private readonly steady: Clock,
  ) {
    this.proof = new Proof(steady.nowMs());
  }

  get standing(): SelfTestStanding {
    return this.#standing;
  }

  receipted(seq: number): void {
    if (this.proof.receipted(seq)) this.#standing = { provenAt: toInstant(Date.now()) };
  }

  /** To be called every second; what could not be written is tried again at the next look. */
  async look(): Promise<void> {
    const { provenAt, failingSince: since } = this.#standing;
    if (since === undefined && this.proof.isFailing(this.steady.nowMs()))
      this.#standing = {
        ...(provenAt === undefined ? {} : { provenAt }),
        failingSince: toInstant(Date.now()),
      };
    if (this.#isWriting) return;
    this.#isWriting = true;
    try {
      await this.#write();
    } finally {
      this.#isWriting = false;
    }
  }

  async #write(): Promise<void> {
    if (!this.#isLoaded) this.#written = await failingSince(this.reader);
    this.#isLoaded = true;
    const { provenAt, failingSince: since } = this.#standing;
    const isFailing = since !== undefined;
    const isWritten = this.#written !== undefined;
    // A console that just started knows nothing yet: what stood before stands until a press came through.
    if (isFailing === isWritten || (!isFailing && provenAt === undefined)) return;
    await this.writer.write(async (unit) => {
      await keepFailing(unit, since ?? null);
      unit.record({
        type: isFailing ? 'canary.failed' : 'canary.recovered',
        by: theSystem,
        subject: { kind: 'canary', id: 'canary' },
        data: isFailing ? { since } : { since: this.#written },
      });
    });
    this.#written = since;
  }
}
