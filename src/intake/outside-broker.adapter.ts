/** The link to a broker outside the console: a message is acknowledged to it only once it is on disk. */
import { connect, type IPublishPacket, type MqttClient } from 'mqtt';
import { filterOf, readTopic } from '../../devices/protocol/topic.js';
import type { Broker, Ears, Heard } from './broker.js';

export interface OutsideBrokerOptions {
  readonly court: string;
  /** mqtt:// or mqtts://, with the console's user and password */
  readonly url: string;
}

const firstWaitMs = 1000;

export class OutsideBroker implements Broker {
  readonly #options: OutsideBrokerOptions;
  #client: MqttClient | undefined;
  #ears: Ears | undefined;

  constructor(options: OutsideBrokerOptions) {
    this.#options = options;
  }

  start(ears: Ears): Promise<void> {
    this.#ears = ears;
    const { court, url } = this.#options;
    // One stable session per court: what arrives while the console is away waits in the broker.
    const client = connect(url, {
      clientId: `console-${court}`,
      clean: false,
      protocolVersion: 4,
      manualConnect: true,
      reconnectPeriod: firstWaitMs,
      keepalive: 15,
    });
    // Before connecting: queued messages come right after CONNACK.
    client.handleMessage = (packet, done) => {
      this.#take(packet as IPublishPacket).then(
        () => done(),
        // An error given to `done` is swallowed and stalls the stream; a cut connection makes the broker send it again.
        () => client.stream.destroy(),
      );
    };
    client.on('connect', () => {
      client.subscribe({ [filterOf(court, 'event')]: { qos: 1 }, [filterOf(court, 'status')]: { qos: 0 } });
    });
    client.on('error', () => undefined);
    client.connect();
    this.#client = client;
    return Promise.resolve();
  }

  publish(topic: string, payload: string): Promise<void> {
    if (this.#client === undefined) return Promise.reject(new Error('the link is not up'));
    return this.#client.publishAsync(topic, payload, { qos: 1 }).then(() => undefined);
  }

  cut(): void {}

  async stop(): Promise<void> {
    await this.#client?.endAsync(true);
  }

  async #take(packet: IPublishPacket): Promise<void> {
    if (packet.cmd !== 'publish') return;
    const topic = readTopic(packet.topic);
    const device = topic === undefined ? undefined : this.#ears?.named(topic.device);
    if (topic === undefined || device === undefined || device.kind !== topic.kind || !device.enabled) {
      this.#ears?.refused({
        what: 'unknown-device',
        topic: packet.topic,
        ...(topic === undefined ? {} : { stranger: topic.device }),
      });
      return;
    }
    if (topic.channel !== 'event' && topic.channel !== 'status') return;
    // An empty retained message is our own clearing of a retained copy.
    if (packet.payload.length === 0) return;
    const heard: Heard = {
      device,
      channel: topic.channel,
      payload: Buffer.from(packet.payload),
      qos: packet.qos,
      retain: packet.retain,
    };
    await this.#ears?.hear(heard);
    if (packet.retain) this.#client?.publish(packet.topic, '', { qos: 1, retain: true });
    this.#ears?.acknowledged(heard);
  }
}
