/** Buttons and a siren that keep to the protocol: an outbox until the receipt, the same again when none comes, each order once. */
import { Orders } from '../../devices/agent/orders.js';
import { readCommand, type CommandTo } from '../../devices/protocol/command.js';
import { heartbeatMs } from '../../devices/protocol/limits.js';
import { readReceipt } from '../../devices/protocol/receipt.js';
import { encodeStatus } from '../../devices/protocol/status.js';
import { toInstant } from '../../src/kernel/clock.js';
import { sha256Of, type Recorder } from '../faults/history.js';
import type { Network, Plug } from './network.js';

const againAfterMs = 2000;
const longestAgainMs = 10_000;
const quietAfterMs = 12_000;

interface Kept {
  readonly boot: string;
  readonly seq: number;
  readonly payload: string;
  readonly isPress: boolean;
  attempts: number;
}

export interface Surroundings {
  readonly network: Network;
  readonly history: Recorder;
  /** told of each receipt, when the device lets go of its press */
  readonly onReceipt: (press: {
    readonly device: string;
    readonly boot: string;
    readonly seq: number;
    readonly sha256: string;
    readonly outcome: string;
  }) => void;
}

export class SimulatedDevice implements Plug {
  /** kept over reboots, as on a disk */
  readonly #outbox = new Map<string, Kept>();
  #seq = 0;
  #isOn = true;
  #sentAtMs = 0;

  constructor(
    readonly id: string,
    readonly around: Surroundings,
    public boot: string,
    /** how far its own clock is off */
    readonly skewMs = 0,
  ) {
    this.#beat(1);
  }

  /** Nothing of it is under way, not even a late copy of a receipt. */
  get isQuiet(): boolean {
    return this.#outbox.size === 0 && this.around.network.time.nowMs - this.#sentAtMs > quietAfterMs;
  }

  get waiting(): number {
    return this.#outbox.size;
  }

  /** @returns whether it is on, and said it */
  say(saying: { readonly type: string } & Record<string, unknown>): boolean {
    if (!this.#isOn) return false;
    this.#seq += 1;
    const { boot } = this;
    const seq = this.#seq;
    const payload = JSON.stringify({ v: 1, boot, seq, at: toInstant(this.#nowMs), ...saying });
    const isPress = saying.type === 'pressed';
    const kept = { boot, seq, payload, isPress, attempts: 0 };
    this.#outbox.set(`${boot}/${seq}`, kept);
    if (isPress) this.around.history.pressed({ device: this.id, boot, seq }, payload);
    this.#send(kept);
    return true;
  }

  /** Powered up anew; a name that was used before counts from one under the same boot again. */
  reboot(boot: string): void {
    this.boot = boot;
    this.#seq = 0;
  }

  /** Frozen, or dead: it says nothing and hears nothing. */
  freeze(isFrozen: boolean): void {
    this.#isOn = !isFrozen;
    if (this.#isOn) this.#beat(1);
  }

  hear(channel: 'receipt' | 'command', payload: Uint8Array): void {
    if (!this.#isOn) return;
    if (channel === 'command') return this.obey(payload);
    const receipt = readReceipt(payload);
    if (receipt === undefined || !('boot' in receipt)) return;
    const { boot, seq, outcome, alarm, at } = receipt;
    const kept = this.#outbox.get(`${boot}/${seq}`);
    if (kept === undefined) return;
    this.#outbox.delete(`${boot}/${seq}`);
    if (!kept.isPress) return;
    const name = { device: this.id, boot, seq };
    const sha256 = sha256Of(kept.payload);
    this.around.history.received(name, { outcome, at, ...(alarm === undefined ? {} : { alarm }) }, sha256);
    this.around.onReceipt({ ...name, sha256, outcome });
  }

  obey(_payload: Uint8Array): void {
    // A button's light is nothing that counts here.
  }

  get #nowMs(): number {
    return Math.floor(this.around.network.time.rightMs + this.skewMs);
  }

  #send(kept: Kept): void {
    if (!this.#outbox.has(`${kept.boot}/${kept.seq}`)) return;
    if (this.#isOn) this.around.network.up(this, 'event', kept.payload);
    this.#sentAtMs = this.around.network.time.nowMs;
    kept.attempts += 1;
    const waitMs = Math.min(againAfterMs * kept.attempts, longestAgainMs);
    this.around.network.time.after(waitMs * (0.8 + 0.4 * this.around.network.chance()), () =>
      this.#send(kept),
    );
  }

  #beat(afterMs: number): void {
    this.around.network.time.after(afterMs, () => {
      if (!this.#isOn) return;
      const status = { boot: this.boot, lastSeq: this.#seq, uptimeMs: this.around.network.time.nowMs };
      this.around.network.up(this, 'status', encodeStatus({ ...status, at: toInstant(this.#nowMs) }));
      this.#beat(heartbeatMs);
    });
  }
}

/** Counts what it obeys: exactly once is counted here, at the receiving end. */
export class SimulatedSiren extends SimulatedDevice {
  readonly #orders = new Orders<CommandTo<'siren'>>(
    (order) => {
      if (order.type !== 'sound') return;
      this.around.history.sounded(order.id);
      this.say({ type: 'sounded', command: order.id });
    },
    () => undefined,
  );

  override obey(payload: Uint8Array): void {
    const order = readCommand('siren', payload);
    if (order !== undefined) this.#orders.take(order, this.around.network.time.rightMs);
  }
}
