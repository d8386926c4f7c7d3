/** The devices of a run: buttons and a siren, each the real agent with its outbox, that come back as fast as they can. */
import { join } from 'node:path';
import { startDevice, type Device } from '../../devices/agent/device.js';
import { Siren } from '../../devices/siren/siren.js';
import { Recorder } from './history.js';

export interface Pressing {
  readonly mqtt: string;
  /** keeps the outboxes */
  readonly folder: string;
  readonly history: Recorder;
}

const comesBackAfterMs = 15;
const sirenBackAfterMs = 900;
const asksAgainAfterMs = 250;
const patterns = ['help', 'emergency', 'silent'] as const;

export class PressingButton {
  readonly id: string;
  readonly #device: Device<'button'>;
  readonly #history: Recorder;
  /** without a receipt so far */
  #open = 0;

  private constructor(id: string, device: Device<'button'>, history: Recorder) {
    this.id = id;
    this.#device = device;
    this.#history = history;
  }

  static async start(id: string, { mqtt, folder, history }: Pressing): Promise<PressingButton> {
    const device = await startDevice({
      ...lineOf(mqtt, folder, id),
      address: { court: 'demo', kind: 'button', device: id },
    });
    return new PressingButton(id, device, history);
  }

  get isUp(): boolean {
    return this.#device.link.isUp;
  }

  get open(): number {
    return this.#open;
  }

  /** Resolves once the press is in the outbox and, where there is a connection, its PUBLISH is in the socket. */
  async press(chance: number): Promise<void> {
    const pattern = patterns[Math.floor(chance * patterns.length)] ?? 'help';
    const { boot, seq, receipt } = await this.#device.link.say({ type: 'pressed', pattern });
    const name = { device: this.id, boot, seq };
    const kept = [...this.#device.outbox.pending()].find((one) => one.boot === boot && one.seq === seq);
    this.#history.pressed(name, kept?.payload);
    this.#open += 1;
    receipt.then(
      (told) => {
        if (told === undefined) return;
        this.#open -= 1;
        const { outcome, alarm, at } = told;
        this.#history.received(name, { outcome, at, ...(alarm === undefined ? {} : { alarm }) });
      },
      () => undefined,
    );
  }

  /** Resolves when every press has its receipt. */
  drained(): Promise<void> {
    return this.#device.link.drained();
  }

  stop(): Promise<void> {
    return this.#device.stop();
  }
}

/** A siren that counts what it obeys. */
export async function startSiren({ mqtt, folder, history }: Pressing): Promise<Device<'siren'>> {
  const device: Device<'siren'> = await startDevice({
    ...lineOf(mqtt, folder, 'siren-1'),
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

const lineOf = (mqtt: string, folder: string, id: string) => ({
  url: mqtt,
  secret: `demo-${id}`,
  folder: join(folder, id),
  log: () => undefined,
  reconnectAfter: () => comesBackAfterMs,
  resendAfter: (attempt: number) => asksAgainAfterMs * (attempt + 1),
});
