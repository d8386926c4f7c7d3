/** One connection to an outside broker, made again with growing pauses whenever it is lost. */
import { Socket } from 'node:net';
import { rootCertificates } from 'node:tls';
import {
  connect,
  Store,
  type IClientOptions,
  type IPublishPacket,
  type ISubscriptionMap,
  type MqttClient,
} from 'mqtt';
import { reconnectAfterMs } from '../../devices/protocol/limits.js';
import { reasonOf } from '../kernel/errors.js';
import { Acknowledging } from './acknowledging.js';

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
const answersWithinMs = 5_000;
const mostAtOnce = 200;
const puback = 0x40;
const acknowledgedLater = new Error('it is acknowledged when it is stored');

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
    // A client a connection: its own reconnecting has no jitter, and ends at a refused CONNACK.
    const client = connect(this.#options.url, this.#settings());
    this.#client = client;
    this.#reason = '';
    const acknowledging = this.#acknowledging(client);
    // Before connecting: what waited in the broker comes right after CONNACK. With an error the client goes on to the next
    // packet and leaves the acknowledging to us.
    client.handleMessage = (packet, done) => acknowledging.receive(packet, () => done(acknowledgedLater));
    client.on('connect', () => void this.#subscribe(client));
    client.on('error', (error) => (this.#reason = faultOf(error)));
    client.on('close', () => this.#lose(client));
    client.connect();
    // Receipt and acknowledgement are two small writes; the second must not wait for the first one's TCP acknowledgement.
    if (client.stream instanceof Socket) client.stream.setNoDelay(true);
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
      // An acknowledgement may come right behind the end of the link, and must find a store.
      outgoingStore: new Store({ clean: false }),
      incomingStore: new Store({ clean: false }),
      protocolVersion: 4,
      manualConnect: true,
      reconnectPeriod: 0,
      resubscribe: false,
      keepalive: keepaliveSeconds,
      connectTimeout: connectTimeoutMs,
      ...(ca === undefined ? {} : { ca: [...rootCertificates, ca] }),
    };
  }

  #acknowledging(client: MqttClient): Acknowledging<IPublishPacket> {
    return new Acknowledging<IPublishPacket>({
      take: this.#options.take,
      acknowledge: ({ qos, messageId }) => {
        if (qos === 0 || messageId === undefined || client.stream.destroyed) return;
        client.stream.write(Buffer.of(puback, 2, messageId >> 8, messageId & 0xff));
      },
      fail: (error) => {
        this.#reason = reasonOf(error);
        // On a new connection the broker sends again whatever was not acknowledged on this one.
        client.stream.destroy();
      },
      mostAtOnce,
    });
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
      // A line that is dead and still stands: keepalive would take half a minute to tell.
      const unanswered = setTimeout(() => client.stream.destroy(), answersWithinMs);
      client.subscribe(this.#options.needed, (error) => {
        clearTimeout(unanswered);
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
