/** Gives the court to a console that stands by and reaches the broker, where this one has lost it. */
import type { Clock } from '../kernel/clock.js';
import { Looking } from '../kernel/looking.js';
import type { Holding } from '../storage/holding.js';
import type { Hearing } from './hearing.service.js';

const lookEveryMs = 1_000;
const handsOverAfterMs = 3_000;

export class HandOver extends Looking {
  /** Whoever never had the broker has nothing to hand over: two that fail alike must not pass the court to and fro. */
  #wasUp = false;
  #lostAtMs: number | undefined;

  constructor(
    readonly hearing: Pick<Hearing, 'started'>,
    readonly holding: Pick<Holding, 'isAwaited' | 'giveUp'>,
    readonly steady: Clock,
  ) {
    super(lookEveryMs);
  }

  protected override async look(): Promise<void> {
    if (this.hearing.started) {
      this.#wasUp = true;
      this.#lostAtMs = undefined;
      return;
    }
    const nowMs = this.steady.nowMs();
    this.#lostAtMs ??= nowMs;
    if (this.#wasUp && nowMs - this.#lostAtMs >= handsOverAfterMs && (await this.holding.isAwaited()))
      this.holding.giveUp('it has lost the broker, and a console that stands by reaches it');
  }
}
