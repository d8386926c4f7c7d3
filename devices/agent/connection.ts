/** One device's MQTT connection, made again with growing pauses whenever it is lost. */
import { Socket } from 'node:net';
import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';
import { reasonOf } from '../../src/kernel/errors.js';
import { reconnectAfterMs } from '../protocol/limits.js';

export interface Tls {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

export interface ConnectionOptions {
  readonly url: string;
  /** MQTT username = client id = device id (contract 1) */
  readonly device: string;
  readonly secret: string;
  readonly tls?: Tls;
  readonly topics: readonly string[];
  readonly chance: () => number;
  readonly reconnectAfter?: (attempt: number, chance: number) => number;
  readonly log: (line: string) => void;
  /** connected and subscribed */
  readonly onUp: () => void;
  readonly onDown: () => void;
  readonly onMessage: (topic: string, payload: Uint8Array) => void;
}

const keepaliveSeconds = 30;
const connectTimeoutMs = 10_000;
const partingMs = 1_000;

export class Connection {
  readonly #options: ConnectionOptions;
  #client: MqttClient | undefined;
  #timer: NodeJS.Timeout | undefined;
  #attempt = 0;
  #isUp = false;
  #isClosed = false;
  #lastFault = '';

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#connect();
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  /** Goes nowhere while the connection is down: the outbox, not the client, remembers what to send again. */
  publish(topic: string, payload: string, qos: 0 | 1): void {
    if (this.#isUp) this.#client?.publish(topic, payload, { qos, retain: false });
  }

  /** Says goodbye where it can, and leaves neither timer nor socket. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    const client = this.#client;
    this.#client = undefined;
    if (client === undefined) return;
    const wasUp = this.#isUp;
    this.#isUp = false;
    if (wasUp) {
      await new Promise<void>((done) => {
        const timer = setTimeout(done, partingMs);
        client.end(false, () => {
          clearTimeout(timer);
          done();
        });
      });
    }
    client.end(true);
  }

  #connect(): void {
    // A client a connection: its own reconnecting has no jitter, and it would repeat what the outbox repeats.
    const client = mqtt.connect(this.#options.url, this.#settings());
    this.#client = client;
    sendAtOnce(client);
    client.on('connect', () => this.#subscribe(client));
    client.on('message', (topic, payload) => this.#options.onMessage(topic, payload));
    client.on('error', (thrown) => this.#tellOnce(faultOf(thrown)));
    client.on('close', () => this.#lose(client));
  }

  #settings(): IClientOptions {
    const { device, secret, tls } = this.#options;
    return {
      protocolVersion: 4,
      clientId: device,
      username: device,
      password: secret,
      // The broker keeps commands for a device that is away for a moment.
      clean: false,
      keepalive: keepaliveSeconds,
      connectTimeout: connectTimeoutMs,
      reconnectPeriod: 0,
      resubscribe: false,
      ...tls,
    };
  }

  #subscribe(client: MqttClient): void {
    client.subscribe([...this.#options.topics], { qos: 1 }, (thrown) => {
      if (this.#client !== client) return;
      if (thrown) {
        this.#tellOnce(`subscription refused: ${reasonOf(thrown)}`);
        client.end(true);
        this.#lose(client);
        return;
      }
      this.#isUp = true;
      this.#attempt = 0;
      this.#lastFault = '';
      this.#options.onUp();
    });
  }

  #lose(client: MqttClient): void {
    if (this.#client !== client || this.#isClosed) return;
    this.#client = undefined;
    client.end(true);
    if (this.#isUp) {
      this.#isUp = false;
      this.#options.onDown();
    }
    const after = this.#options.reconnectAfter ?? reconnectAfterMs;
    this.#timer = setTimeout(() => this.#connect(), after(this.#attempt, this.#options.chance()));
    this.#attempt += 1;
  }

  /** A console that is away for a night fills no log. */
  #tellOnce(fault: string): void {
    if (fault !== this.#lastFault) this.#options.log(`连接失败 connection: ${fault || 'refused'}`);
    this.#lastFault = fault;
  }
}

/** Without this TCP holds a press back for up to 40 ms until an earlier packet is acknowledged (Nagle). */
export function sendAtOnce(client: MqttClient): void {
  if (client.stream instanceof Socket) client.stream.setNoDelay(true);
}

/** Node's error for "refused on every address" has a code and no message. */
const faultOf = (thrown: Error): string => reasonOf(thrown) || (thrown as NodeJS.ErrnoException).code || '';
