/** A device as the console sees it: an MQTT client over TCP that says what the test wants, however wrong. */
import mqtt, { type IClientOptions, type IClientPublishOptions, type MqttClient } from 'mqtt';
import type { Command } from '../../devices/protocol/command.js';
import type { Receipt } from '../../devices/protocol/receipt.js';
import type { Kind } from '../../devices/protocol/topic.js';
import { Waiters } from './device-waiters.js';

export interface WireOptions extends Partial<IClientOptions> {
  readonly secret?: string;
}

const kindOf = (id: string): Kind => (id === 'canary' ? 'button' : (id.split('-')[0] as Kind));
let boots = 0;

export class WireDevice {
  readonly receipts: Receipt[] = [];
  readonly commands: Command[] = [];
  isClosed = false;
  boot = `boot-${(boots += 1)}`;
  #seq = 0;
  readonly #waiters = new Waiters();

  private constructor(
    readonly id: string,
    readonly client: MqttClient,
  ) {
    client.on('message', (topic, payload) => {
      const said = JSON.parse(payload.toString()) as never;
      (topic.endsWith('/receipt') ? this.receipts : this.commands).push(said);
      this.#waiters.wake();
    });
    client.on('close', () => {
      this.isClosed = true;
      this.#waiters.wake();
    });
    // A refused or cut connection is what many tests are about; they look at `isClosed`.
    client.on('error', () => this.#waiters.wake());
  }

  /** Rejects where the broker does not let it in. */
  static async connect(url: string, id: string, { secret, ...options }: WireOptions): Promise<WireDevice> {
    const how = { protocolVersion: 4, reconnectPeriod: 0, ...options } as const;
    const own = { clientId: id, username: id, password: secret ?? `demo-${id}` };
    // A broker that hangs up without a word refuses too.
    const client = await mqtt.connectAsync(url, { ...own, ...how }, false);
    const device = new WireDevice(id, client);
    let answer: { readonly refusal: Error | null } | undefined;
    const topics = [device.topic('receipt'), device.topic('command')];
    client.subscribe(topics, { qos: 1 }, (refusal) => {
      answer = { refusal };
      device.#waiters.wake();
    });
    // The client is silent for ever about what it asked of a broker that cut it.
    await device.until(() => answer !== undefined || device.isClosed);
    if (answer === undefined) throw new Error(`${id} was cut by the broker`);
    if (answer.refusal !== null) throw answer.refusal;
    return device;
  }

  topic(channel: string): string {
    return `court/demo/${kindOf(this.id)}/${this.id}/${channel}`;
  }

  /** The next event of this power-up, not yet said. */
  event(said: Record<string, unknown>): Record<string, unknown> {
    return { v: 1, boot: this.boot, seq: (this.#seq += 1), at: new Date().toISOString(), ...said };
  }

  /** Publishes and waits for the receipt of exactly this saying. @throws where it is cut before */
  async say(said: Record<string, unknown>, options?: IClientPublishOptions): Promise<Receipt> {
    return this.send(JSON.stringify(this.event(said)), options);
  }

  async send(payload: string | Buffer, options: IClientPublishOptions = {}): Promise<Receipt> {
    const before = this.receipts.length;
    this.publish(this.topic('event'), payload, options);
    await this.until(() => this.receipts.length > before || this.isClosed);
    const receipt = this.receipts[before];
    if (receipt === undefined) throw new Error(`${this.id} was cut by the broker before its receipt`);
    return receipt;
  }

  press(pattern: 'help' | 'emergency' | 'silent'): Promise<Receipt> {
    return this.say({ type: 'pressed', pattern });
  }

  /** Publishes without waiting for anything. */
  publish(topic: string, payload: string | Buffer, options: IClientPublishOptions = {}): void {
    this.client.publish(topic, payload, { qos: 1, ...options }, () => undefined);
  }

  status(more: Record<string, unknown> = {}): void {
    const at = new Date().toISOString();
    const beat = { v: 1, boot: this.boot, lastSeq: this.#seq, uptimeMs: 1, at, ...more };
    this.publish(this.topic('status'), JSON.stringify(beat), { qos: 0 });
  }

  until(isSo: () => boolean): Promise<void> {
    return this.#waiters.until(isSo);
  }

  closed(): Promise<void> {
    return this.until(() => this.isClosed);
  }

  /** Powers up anew. */
  reboot(): void {
    this.boot = `boot-${(boots += 1)}`;
    this.#seq = 0;
  }

  close(): Promise<void> {
    return this.client.endAsync(true);
  }
}
