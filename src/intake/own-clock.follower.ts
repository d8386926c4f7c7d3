/** Watches the console's own clock, and writes down when it is not to be believed and when it is again. */
import { Injectable } from '@nestjs/common';
import { theSystem } from '../kernel/actor.js';
import { toInstant, toMs, type Clock } from '../kernel/clock.js';
import { Looking } from '../kernel/looking.js';
import type { Ledger } from '../ledger/ledger.service.js';
import { Writer } from '../storage/writer.js';
import { isOurClockWrong } from './ailments.js';
import { began, doubtOf, isOtherThan, lookedAt, type OwnClock, type Reading } from './own-clock.js';
import type { Supervision } from './supervision.follower.js';

const lookEveryMs = 1_000;

@Injectable()
export class OwnClockWatch extends Looking {
  #clock: OwnClock | undefined;
  /** as the ledger has it */
  #toldMs = 0;
  #isDoubted = false;

  constructor(
    private readonly writer: Writer,
    private readonly ledger: Pick<Ledger, 'court' | 'clock' | 'now'>,
    private readonly supervision: Pick<Supervision, 'clocks'>,
    private readonly steady: Clock,
  ) {
    super(lookEveryMs);
  }

  /** What could not be written is told at the next look. */
  override async look(): Promise<void> {
    const now: Reading = { wallMs: this.ledger.clock.nowMs(), steadyMs: this.steady.nowMs() };
    // The ledger's time never goes back: it is the last entry's where that is later than the wall's.
    this.#clock =
      this.#clock === undefined ? began(now, toMs(this.ledger.now())) : lookedAt(this.#clock, now);
    const { offMs, isBehind } = this.#clock;
    if (isOtherThan(this.#toldMs, offMs)) {
      await this.#tell(offMs === 0 ? 'right' : isBehind ? 'behind' : 'stepped', {
        offMs,
        byMs: offMs - this.#toldMs,
      });
      this.#toldMs = offMs;
    }
    await this.#lookAtDevices();
  }

  /** A hint: most devices agree with each other and not with us. */
  async #lookAtDevices(): Promise<void> {
    const clocks = this.supervision.clocks();
    const isDoubted = isOurClockWrong(clocks);
    if (isDoubted === this.#isDoubted) return;
    await this.#tell(isDoubted ? 'doubted' : 'believed', isDoubted ? { offMs: doubtOf(clocks) } : {});
    this.#isDoubted = isDoubted;
  }

  /** `wall`: what the clock says, for the entry's own time never goes back. */
  async #tell(what: string, data: Readonly<Record<string, number>>): Promise<void> {
    const wall = toInstant(this.ledger.clock.nowMs());
    await this.writer.write(async (unit) =>
      unit.record({
        type: `clock.${what}`,
        by: theSystem,
        subject: { kind: 'clock', id: this.ledger.court },
        data: { ...data, wall },
      }),
    );
  }
}
