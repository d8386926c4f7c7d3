/** The canary's own MQTT client: it goes the way that every button goes. */
import { rootCertificates } from 'node:tls';
import { connect, type MqttClient } from 'mqtt';
import { readReceipt } from '../../devices/protocol/receipt.js';
import { topicOf, type Channel } from '../../devices/protocol/topic.js';
import { canaryId } from './canary.js';

export interface CanaryLinkOptions {
  readonly court: string;
  /** of the broker, without user and password */
  readonly url: string;
  readonly secret: string;
  /** PEM of the authority of an outside broker; the console's own broker is this very process and needs none */
  readonly ca?: string;
  readonly isOwnBroker: boolean;
  readonly onReceipt: (seq: number) => void;
}

const reconnectAfterMs = 1_000;
const connectTimeoutMs = 5_000;
const keepaliveSeconds = 10;

export class CanaryLink {
  readonly #options: CanaryLinkOptions;
  readonly #boot = `canary-${Date.now()}`;
  #client: MqttClient | undefined;

  constructor(options: CanaryLinkOptions) {
    this.#options = options;
  }

  /** Connects, again and again. @returns when it may first press and hear its receipt */
  open(): Promise<void> {
    const { url, secret, ca, isOwnBroker, onReceipt } = this.#options;
    const client = connect(url, {
      clientId: canaryId,
      username: canaryId,
      password: secret,
      protocolVersion: 4,
      clean: true,
      keepalive: keepaliveSeconds,
      connectTimeout: connectTimeoutMs,
      reconnectPeriod: reconnectAfterMs,
      reconnectOnConnackError: true,
      ...(ca === undefined ? {} : { ca: [...rootCertificates, ca] }),
      ...(isOwnBroker ? { rejectUnauthorized: false } : {}),
    });
    this.#client = client;
    client.on('message', (_topic, payload) => {
      const receipt = readReceipt(payload);
      if (receipt !== undefined && 'boot' in receipt && receipt.boot === this.#boot) onReceipt(receipt.seq);
    });
    // Whatever keeps it from its receipt shows as a missing receipt.
    client.on('error', () => undefined);
    return new Promise((up) => {
      client.on('connect', () => client.subscribe(this.#topic('receipt'), { qos: 1 }, () => up()));
    });
  }

  /** Nothing waits in the client for a connection: a press that cannot go now is a press that fails. */
  press(seq: number): void {
    if (this.#client?.connected !== true) return;
    const event = {
      v: 1,
      boot: this.#boot,
      seq,
      at: new Date().toISOString(),
      type: 'pressed',
      pattern: 'help',
    };
    this.#client.publish(this.#topic('event'), JSON.stringify(event), { qos: 1 }, () => undefined);
  }

  async close(): Promise<void> {
    await this.#client?.endAsync(true);
  }

  #topic(channel: Channel): string {
    return topicOf({ court: this.#options.court, kind: 'button', device: canaryId, channel });
  }
}
