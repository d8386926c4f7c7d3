/** A device that speaks plain MQTT 3.1.1 to a broker and repeats nothing by itself. */
import { connectAsync, type IClientOptions, type MqttClient } from 'mqtt';
import { readReceipt, type Receipt } from '../../devices/protocol/receipt.js';
import { topicOf, type Channel, type Kind } from '../../devices/protocol/topic.js';
import { Waiters } from './device-waiters.js';

export const demoSecret = (device: string): string => `demo-${device}`;

export class OutsideDevice {
  readonly receipts: Receipt[] = [];
  isClosed = false;
  readonly #heard = new Waiters();

  private constructor(
    readonly client: MqttClient,
    readonly id: string,
    readonly kind: Kind,
  ) {
    client.on('message', (_topic, payload) => {
      const receipt = readReceipt(payload);
      if (receipt !== undefined) this.receipts.push(receipt);
      this.#heard.wake();
    });
    client.on('close', () => {
      this.isClosed = true;
      this.#heard.wake();
    });
    // What the broker does to a client is seen by its closing.
    client.on('error', () => undefined);
  }

  /** @throws what the broker answers to CONNECT when it refuses */
  static async connect(url: string, id: string, more: IClientOptions = {}): Promise<OutsideDevice> {
    const client = await connectAsync(
      url,
      {
        clientId: id,
        username: id,
        password: demoSecret(id),
        protocolVersion: 4,
        reconnectPeriod: 0,
        ...more,
      },
      false,
    );
    const device = new OutsideDevice(client, id, id.split('-')[0] as Kind);
    if (more.username === undefined)
      await device.#orClosed(client.subscribeAsync(device.topic('receipt'), { qos: 1 }));
    return device;
  }

  topic(channel: Channel, device = this.id): string {
    return topicOf({ court: 'demo', kind: this.kind, device, channel });
  }

  /** Resolves when the broker has it. */
  async says(
    seq: number,
    words: Record<string, unknown> = { type: 'pressed', pattern: 'help' },
    how: { qos?: 0 | 1 | 2; retain?: boolean } = {},
  ): Promise<void> {
    const event = { v: 1, boot: `boot-of-${this.id}`, seq, at: new Date().toISOString(), ...words };
    await this.sends(JSON.stringify(event), how);
  }

  async sends(
    payload: string,
    { qos = 1, retain = false }: { qos?: 0 | 1 | 2; retain?: boolean } = {},
  ): Promise<void> {
    await this.#orClosed(this.client.publishAsync(this.topic('event'), payload, { qos, retain }));
  }

  /** The count-th receipt that a test is true for. @throws where it is cut before */
  async receipt(isIt: (receipt: Receipt) => boolean, count = 1): Promise<Receipt> {
    await this.#heard.until(() => this.receipts.filter(isIt).length >= count || this.isClosed);
    const receipt = this.receipts.filter(isIt)[count - 1];
    if (receipt === undefined) throw new Error(`${this.id} was cut by the broker before its receipt`);
    return receipt;
  }

  receiptOf(seq: number, count = 1): Promise<Receipt> {
    return this.receipt((receipt) => 'seq' in receipt && receipt.seq === seq, count);
  }

  closed(): Promise<void> {
    return this.#heard.until(() => this.isClosed);
  }

  async leave(): Promise<void> {
    await this.client.endAsync(true);
  }

  /** The client itself is silent for ever about what it had under way when the broker cut it. */
  async #orClosed(answer: Promise<unknown>): Promise<void> {
    const cut = this.closed().then(() => {
      throw new Error(`${this.id} was cut by the broker`);
    });
    await Promise.race([answer, cut]);
  }
}
