/** The least that speaks MQTT: what a load generator can afford on the machine that it measures. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { generate, type Packet, parser } from 'mqtt-packet';

export interface BareClientOptions {
  /** `mqtt://host:port` */
  readonly url: string;
  readonly device: string;
  readonly secret: string;
  /** heard at quality 1 */
  readonly topic: string;
  readonly onMessage: (payload: Uint8Array) => void;
}

const defaultPort = 1883;
const largestId = 65_535;

export class BareClient {
  readonly #socket: Socket;
  readonly #onMessage: (payload: Uint8Array) => void;
  #acknowledged: (packet: Packet) => void = () => undefined;
  #lastId = 1;

  private constructor(socket: Socket, onMessage: (payload: Uint8Array) => void) {
    this.#socket = socket;
    this.#onMessage = onMessage;
    const incoming = parser({ protocolVersion: 4 });
    incoming.on('packet', (packet) => this.#hear(packet));
    socket.on('data', (chunk) => {
      socket.cork();
      incoming.parse(chunk);
      socket.uncork();
    });
    // A lost connection shows as missing receipts.
    socket.on('error', () => undefined);
  }

  /** Connected and subscribed. @throws where the broker refuses either */
  static async open(options: BareClientOptions): Promise<BareClient> {
    const { hostname, port } = new URL(options.url);
    const socket = connect({ host: hostname, port: Number(port) || defaultPort, noDelay: true });
    await once(socket, 'connect');
    const client = new BareClient(socket, options.onMessage);
    try {
      await client.#introduce(options);
    } catch (thrown) {
      socket.destroy();
      throw thrown;
    }
    return client;
  }

  /** At quality 1; whether the broker acknowledges it is not looked at. */
  publish(topic: string, payload: string): void {
    this.#lastId = (this.#lastId % largestId) + 1;
    this.#send({
      cmd: 'publish',
      topic,
      payload,
      qos: 1,
      dup: false,
      retain: false,
      messageId: this.#lastId,
    });
  }

  async close(): Promise<void> {
    if (this.#socket.destroyed) return;
    const closed = once(this.#socket, 'close');
    this.#send({ cmd: 'disconnect' });
    this.#socket.destroySoon();
    await closed;
  }

  async #introduce({ device, secret, topic }: BareClientOptions): Promise<void> {
    const answer = await this.#ask({
      cmd: 'connect',
      protocolId: 'MQTT',
      protocolVersion: 4,
      clean: true,
      keepalive: 0,
      clientId: device,
      username: device,
      password: Buffer.from(secret),
    });
    if (answer.cmd !== 'connack' || answer.returnCode !== 0) throw new Error(`${device} was refused`);
    const subscriptions = [{ topic, qos: 1 as const }];
    const granted = await this.#ask({ cmd: 'subscribe', messageId: 1, subscriptions });
    if (granted.cmd !== 'suback' || granted.granted[0] !== 1)
      throw new Error(`${device} may not hear ${topic}`);
  }

  async #ask(packet: Packet): Promise<Packet> {
    const answer = new Promise<Packet>((resolve, reject) => {
      this.#acknowledged = resolve;
      this.#socket.once('close', () => reject(new Error('the connection was closed')));
    });
    this.#send(packet);
    return answer;
  }

  #send(packet: Packet): void {
    this.#socket.write(generate(packet));
  }

  #hear(packet: Packet): void {
    if (packet.cmd === 'publish') {
      if (packet.messageId !== undefined) this.#send({ cmd: 'puback', messageId: packet.messageId });
      this.#onMessage(Buffer.from(packet.payload));
    } else if (packet.cmd === 'connack' || packet.cmd === 'suback') {
      this.#acknowledged(packet);
    }
  }
}
