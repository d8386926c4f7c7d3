/** Has the time stamping authority vouch each hour for how the ledger stands, so that no stretch of it can be back-dated later. */
import { Injectable } from '@nestjs/common';
import { theSystem } from '../kernel/actor.js';
import { Looking } from '../kernel/looking.js';
import { Checkpoints } from '../ledger/checkpoints.service.js';
import { word } from '../ledger/ledger.service.js';
import type { FactData } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import { timestamped, type Patience } from './timestamp.adapter.js';

const hourMs = 3_600_000;
/** Where the authority was away: a later checkpoint's token vouches for all before it. */
const lookEveryMs = 300_000;

@Injectable()
export class HourlyTokens extends Looking {
  #stampedMs = -Infinity;
  #isMissed = false;

  constructor(
    private readonly authority: string | undefined,
    private readonly court: string,
    private readonly checkpoints: Checkpoints,
    private readonly writer: Writer,
    private readonly patience?: Patience,
  ) {
    super(lookEveryMs);
  }

  protected override async look(): Promise<void> {
    if (this.authority !== undefined) await this.stamp(this.authority, performance.now());
  }

  /** The token is over the exact bytes of the checkpoint's note; both stand in the entry. @returns whether it was due */
  async stamp(authority: string, nowMs: number): Promise<boolean> {
    const newest = this.checkpoints.newest();
    if (newest === undefined || nowMs - this.#stampedMs < hourMs) return false;
    const { note, size } = newest;
    const stamp = await timestamped(authority, Buffer.from(note), this.patience);
    if (stamp.token === undefined) {
      // Told once, until there is a token again.
      if (!this.#isMissed)
        await this.#record('ledger.timestamp-missed', { size, why: word(stamp.why, 'staff') });
      this.#isMissed = true;
      return true;
    }
    const token = Buffer.from(stamp.token).toString('base64');
    await this.#record('ledger.timestamped', { authority, size, note, at: stamp.at, token });
    [this.#stampedMs, this.#isMissed] = [nowMs, false];
    return true;
  }

  #record(type: string, data: FactData): Promise<unknown> {
    const subject = { kind: 'ledger', id: this.court };
    return this.writer.write(async (unit) => unit.record({ type, by: theSystem, subject, data }));
  }
}
