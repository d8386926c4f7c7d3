/** Listens to a foreign MQTT broker; a message is acknowledged there when its events are on our disk. */
import mqtt, { type MqttClient } from 'mqtt';
import { reasonOf } from '../../src/kernel/errors.js';
import { type AdapterTable, filtersOf, translate } from './adapter-table.js';
import type { Translator } from './translator.js';

export interface ForeignBrokerOptions {
  readonly url: string;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** keeps its session, so that what happens while we are away waits there */
  readonly clientId: string;
  readonly table: AdapterTable;
  readonly translator: Pick<Translator, 'hear'>;
  readonly log: (line: string) => void;
}

export class ForeignBroker {
  readonly #options: ForeignBrokerOptions;
  readonly #client: MqttClient;

  constructor(options: ForeignBrokerOptions) {
    const { url, clientId, username, password, log, table } = options;
    this.#options = options;
    this.#client = mqtt.connect(url, {
      protocolVersion: 4,
      clientId,
      clean: false,
      manualConnect: true,
      reconnectPeriod: 2_000,
      ...(username !== undefined && { username }),
      ...(password !== undefined && { password }),
    });
    // Assigned before connecting; PUBACK goes out when the callback is called.
    this.#client.handleMessage = (packet, done) => {
      void this.#take(packet.topic, Buffer.from(packet.payload), packet.retain, done);
    };
    this.#client.on('connect', () => {
      this.#client.subscribe([...filtersOf(table)], { qos: 1 }, (thrown) => {
        log(thrown ? `订阅失败 refused by ${url}: ${thrown.message}` : `已连接 listening to ${table.name}`);
      });
    });
    this.#client.on('error', (thrown) => log(`${url}: ${reasonOf(thrown)}`));
    this.#client.connect();
  }

  async close(): Promise<void> {
    await this.#client.endAsync(true);
  }

  async #take(topic: string, bytes: Buffer, isRetained: boolean, done: () => void): Promise<void> {
    try {
      await this.#hear(topic, bytes, isRetained);
    } catch (thrown) {
      // An error given to `done` would be swallowed and the stream stall: break off, and it is sent again.
      this.#options.log(`无法保存 could not be kept: ${reasonOf(thrown)}`);
      this.#client.stream.destroy();
      return;
    }
    done();
  }

  async #hear(topic: string, bytes: Buffer, isRetained: boolean): Promise<void> {
    const { table, translator } = this.#options;
    const payload = readPayload(bytes);
    for (const reported of translate(table, { topic, payload, isRetained })) await translator.hear(reported);
  }
}

/** JSON where it is JSON, else its text. */
function readPayload(bytes: Buffer): unknown {
  const text = bytes.toString('utf8');
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
