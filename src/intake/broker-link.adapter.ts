/** One connection to an outside broker, made again with growing pauses whenever it is lost. */
import { rootCertificates } from 'node:tls';
import {
  connect,
  type IClientOptions,
  type IPublishPacket,
  type ISubscriptionMap,
  type MqttClient,
} from 'mqtt';
import { reconnectAfterMs } from '../../devices/protocol/limits.js';
import { reasonOf } from '../kernel/errors.js';

export interface BrokerLinkOptions {
  /** mqtt:// or mqtts://, with user and password */
  readonly url: string;
  readonly clientId: string;
  /** PEM; trusted beside the public authorities */
  readonly ca?: string;
  /** without these the link is not up */
  readonly needed: ISubscriptionMap;
  /** these the broker may refuse */
  readonly wished: ISubscriptionMap;
  /** The broker gets its acknowledgement once this resolved; after a rejection it sends the message again. */
  readonly take: (packet: IPublishPacket) => Promise<void>;
  readonly onUp: () => void;
  /** @param reason of the last failure */
  readonly onDown: (reason: string) => void;
}

const keepaliveSeconds = 15;
const connectTimeoutMs = 10_000;
const askAgainEveryMs = 2_000;

export class BrokerLink {
  readonly #options: BrokerLinkOptions;
  readonly #unsent = new Set<(error: Error) => void>();
  #client: MqttClient | undefined;
  #timer: NodeJS.Timeout | undefined;
  #attempt = 0;
  #isUp = false;
  #reason = '';

  constructor(options: BrokerLinkOptions) {
    this.#options = options;
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  open(): void {
    // A client a connection: its own reconnecting has no jitter, ends at a refused CONNACK, and would acknowledge on the
    // new connection, where the number may be another message's, what was stored for the old one.
    const client = connect(this.#options.url, this.#settings());
    this.#client = client;
    // Before connecting: what waited in the broker comes right after CONNACK.
    client.handleMessage = (packet, done) => void this.#take(client, packet, done);
    client.on('connect', () => void this.#subscribe(client));
    client.on('error', (error) => (this.#reason = faultOf(error)));
    client.on('close', () => this.#lose(client));
    client.connect();
  }

  /** Rejects while the link is down, or when it breaks before the broker has the message. */
  publish(topic: string, payload: string, retain = false): Promise<void> {
    const client = this.#client;
    if (client?.connected !== true) return Promise.reject(new Error('the link to the broker is down'));
    return new Promise((done, failed) => {
      this.#unsent.add(failed);
      client.publish(topic, payload, { qos: 1, retain }, (error) => {
        this.#unsent.delete(failed);
        if (error) failed(error);
        else done();
      });
    });
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    const client = this.#client;
    this.#client = undefined;
    this.#isUp = false;
    this.#failUnsent();
    await client?.endAsync(true);
  }

  #settings(): IClientOptions {
    const { clientId, ca } = this.#options;
    return {
      clientId,
      // The session outlives the console: what arrives while it is away waits in the broker.
      clean: false,
      protocolVersion: 4,
      manualConnect: true,
      reconnectPeriod: 0,
      resubscribe: false,
      keepalive: keepaliveSeconds,
      connectTimeout: connectTimeoutMs,
      ...(ca === undefined ? {} : { ca: [...rootCertificates, ca] }),
    };
  }

  async #take(client: MqttClient, packet: IPublishPacket, done: (error?: Error) => void): Promise<void> {
    try {
      await this.#options.take(packet);
      if (this.#client === client) done();
    } catch (error) {
      // An error given to `done` is swallowed and stalls the stream; a broken connection makes the broker send it again.
      this.#reason = reasonOf(error);
      client.stream.destroy();
    }
  }

  async #subscribe(client: MqttClient): Promise<void> {
    try {
      await client.subscribeAsync(this.#options.needed);
    } catch (error) {
      // A console that hears nothing must not look as if it did: the broker would acknowledge presses to nobody.
      if (this.#client !== client) return;
      this.#reason = `subscription refused: ${reasonOf(error)}`;
      client.stream.destroy();
      return;
    }
    // A refused wish shows itself: nothing is ever heard on it.
    await client.subscribeAsync(this.#options.wished).catch(() => undefined);
    if (this.#client !== client) return;
    this.#askAgain(client);
    if (this.#isUp) return;
    this.#isUp = true;
    this.#attempt = 0;
    this.#options.onUp();
  }

  /** MQTT 3.1.1 shows the retained flag only to a new subscription (3.3.1-9), so each round finds what was retained since. */
  #askAgain(client: MqttClient): void {
    this.#timer = setTimeout(() => {
      client.subscribe(this.#options.needed, (error) => {
        if (this.#client !== client) return;
        if (error) client.stream.destroy();
        else this.#askAgain(client);
      });
    }, askAgainEveryMs);
  }

  #lose(client: MqttClient): void {
    if (this.#client !== client) return;
    this.#client = undefined;
    clearTimeout(this.#timer);
    client.end(true);
    this.#failUnsent();
    this.#isUp = false;
    this.#options.onDown(this.#reason || 'the connection was closed');
    this.#timer = setTimeout(() => this.open(), reconnectAfterMs(this.#attempt, Math.random()));
    this.#attempt += 1;
  }

  #failUnsent(): void {
    for (const failed of this.#unsent) failed(new Error('the link to the broker broke'));
    this.#unsent.clear();
  }
}

/** Node's error for "refused on every address" has a code and no message. */
const faultOf = (error: Error): string => reasonOf(error) || (error as NodeJS.ErrnoException).code || '';
