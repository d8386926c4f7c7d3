/** The devices of a run: buttons and a siren, each the real agent with its outbox, whose presses, receipts and sounds are written down. */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startDevice, type Device } from '../../devices/agent/device.js';
import type { Receipt } from '../../devices/protocol/receipt.js';
import { Siren } from '../../devices/siren/siren.js';
import type { EventName, Recorder } from './history.js';

export interface Pressing {
  readonly url: string;
  /** of the devices, which do not lose their power with the console */
  readonly folder: string;
  readonly history: Recorder;
  /** how soon it comes back after a cut, and asks again for a receipt; quicker than in a corridor, so that a run of many faults ends */
  readonly pace?: Pace;
}

export interface Pace {
  readonly reconnectAfterMs: number;
  readonly againAfterMs: number;
}

export const patientPace: Pace = { reconnectAfterMs: 50, againAfterMs: 500 };
export const eagerPace: Pace = { reconnectAfterMs: 15, againAfterMs: 250 };
const sirenBackAfterMs = 900;

export const patterns = ['help', 'emergency', 'silent'] as const;
export type Pattern = (typeof patterns)[number];

export interface Pressed {
  readonly name: EventName;
  readonly receipted: Promise<boolean>;
}

export class Button {
  /** without a receipt so far */
  #open = 0;

  private constructor(
    readonly id: string,
    readonly device: Device<'button'>,
    readonly history: Recorder,
  ) {}

  static async start(id: string, { url, folder, history, pace }: Pressing): Promise<Button> {
    const device = await startDevice({
      ...lineOf({ url, folder }, id, pace ?? patientPace),
      address: { court: 'demo', kind: 'button', device: id },
      // Also of what an earlier run of this button left.
      onReceipt: (receipt) => {
        if ('boot' in receipt)
          history.received({ device: id, boot: receipt.boot, seq: receipt.seq }, wordsOf(receipt));
      },
    });
    return new Button(id, device, history);
  }

  get isUp(): boolean {
    return this.device.link.isUp;
  }

  get open(): number {
    return this.#open;
  }

  /** Pressed, and on the button's own disk; the receipt is another matter. @returns resolves with whether there was one */
  async press(pattern: Pattern = 'emergency'): Promise<Pressed> {
    const { boot, seq, receipt } = await this.device.link.say({ type: 'pressed', pattern });
    const name = { device: this.id, boot, seq };
    const kept = [...this.device.outbox.pending()].find((one) => one.boot === boot && one.seq === seq);
    if (kept === undefined) throw new Error(`${this.id} has let go of a press that it has just kept`);
    this.history.pressed(name, kept.payload);
    this.#open += 1;
    return {
      name,
      receipted: receipt.then((told) => {
        if (told === undefined) return false;
        this.#open -= 1;
        return true;
      }),
    };
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

const wordsOf = ({ outcome, alarm, at }: Receipt) => ({
  outcome,
  at,
  ...(alarm === undefined ? {} : { alarm }),
});

/** A siren that counts what it obeys. */
export async function startSiren({ url, folder, history }: Pressing): Promise<Device<'siren'>> {
  history.hears();
  const device: Device<'siren'> = await startDevice({
    ...lineOf({ url, folder }, 'siren-1', eagerPace),
    // It misses what is ordered before it is back, as a real one does after a restart.
    reconnectAfter: () => sirenBackAfterMs,
    address: { court: 'demo', kind: 'siren', device: 'siren-1' },
    obey: (command) => {
      if (command.type === 'sound') history.sounded(command.id);
      return siren.obey(command);
    },
  });
  const siren = new Siren({
    voice: device.link,
    sound: () => undefined,
    hush: () => undefined,
  });
  return {
    ...device,
    stop: async () => {
      siren.close();
      await device.stop();
    },
  };
}

const lineOf = (
  { url, folder }: Pick<Pressing, 'url' | 'folder'>,
  id: string,
  { reconnectAfterMs, againAfterMs }: Pace,
) => ({
  url,
  secret: `demo-${id}`,
  folder: join(folder, id),
  log: () => undefined,
  reconnectAfter: (_: number, chance: number) => reconnectAfterMs * (1 + chance),
  resendAfter: (attempt: number, chance: number) => againAfterMs * (1 + attempt / 4 + chance),
});
