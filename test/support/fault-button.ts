/** A button with its real outbox whose presses and receipts are written into the history. */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startDevice, type Device } from '../../devices/agent/device.js';
import type { History } from './fault-history.js';

export interface ButtonPlace {
  /** of the device, which does not lose its power with the console */
  readonly folder: string;
  readonly url: string;
  readonly history: History;
}

// Faster than in a corridor, so that a run of many faults ends within its time.
const againAfterMs = 500;
const reconnectAfterMs = 50;

export class FaultButton {
  private constructor(
    readonly id: string,
    readonly device: Device<'button'>,
    readonly history: History,
  ) {}

  static async start(id: string, { folder, url, history }: ButtonPlace): Promise<FaultButton> {
    const device = await startDevice({
      url,
      folder: join(folder, id),
      address: { court: 'demo', kind: 'button', device: id },
      secret: `demo-${id}`,
      log: () => undefined,
      resendAfter: (_, chance) => againAfterMs * (1 + chance),
      reconnectAfter: (_, chance) => reconnectAfterMs * (1 + chance),
      onReceipt: (receipt) => {
        if ('boot' in receipt)
          history.acknowledges({ device: id, boot: receipt.boot, seq: receipt.seq }, receipt);
      },
    });
    return new FaultButton(id, device, history);
  }

  /** Pressed and on the button's own disk; the receipt is another matter. @returns resolves with the receipt */
  async press(): Promise<{ readonly receipted: Promise<boolean> }> {
    const { boot, seq, receipt } = await this.device.link.say({ type: 'pressed', pattern: 'emergency' });
    this.history.sends({ device: this.id, boot, seq });
    return { receipted: receipt.then((given) => given !== undefined) };
  }

  /** @returns whether every press had its receipt in time */
  async drained(withinMs: number): Promise<boolean> {
    const timer = new AbortController();
    const late = pause(withinMs, false, { signal: timer.signal }).catch(() => false);
    const done = await Promise.race([this.device.link.drained().then(() => true), late]);
    timer.abort();
    return done;
  }

  stop(): Promise<void> {
    return this.device.stop();
  }
}
