/** A broker with a hand-written receipt giver: what a device's agent is tried against. */
import { createServer, type Server, type Socket } from 'node:net';
import { Aedes } from 'aedes';
import { type CommandWords, encodeCommand } from '../../devices/protocol/command.js';
import { type EventReading, readEvent } from '../../devices/protocol/event.js';
import { encodeReceipt, type ReceiptWords } from '../../devices/protocol/receipt.js';
import { type Address, readTopic, type Topic, topicOf } from '../../devices/protocol/topic.js';
import { Waiters } from './device-waiters.js';

export interface Heard extends Topic {
  readonly payload: Buffer;
  readonly qos: number;
  /** present on `event` */
  readonly reading?: EventReading;
  /** how often this very name was heard before */
  readonly before: number;
}

export interface DeviceConsoleOptions {
  readonly port?: number;
  /** nothing withholds the receipt */
  readonly answer?: (heard: Heard) => ReceiptWords | undefined;
  readonly secretOf?: (device: string) => string;
}

/** Records every event at once. */
export function recorded({ reading, before }: Heard): ReceiptWords | undefined {
  if (reading?.boot === undefined || reading.seq === undefined) return undefined;
  const outcome = before === 0 ? 'recorded' : 'repeated';
  return { boot: reading.boot, seq: reading.seq, outcome, at: new Date().toISOString() };
}

export class DeviceConsole {
  readonly heard: Heard[] = [];
  readonly connects: string[] = [];
  answer: (heard: Heard) => ReceiptWords | undefined;
  readonly #waiters = new Waiters();
  readonly #names = new Map<string, number>();
  readonly #sockets = new Set<Socket>();
  readonly #broker: Aedes;
  readonly #server: Server;
  port = 0;

  private constructor(broker: Aedes, options: DeviceConsoleOptions) {
    this.#broker = broker;
    this.answer = options.answer ?? recorded;
    const secretOf = options.secretOf ?? ((device) => `demo-${device}`);
    broker.authenticate = (client, username, password, done) => {
      const isKnown = username === client.id && password?.toString() === secretOf(client.id);
      done(null, isKnown);
    };
    broker.on('publish', (packet, client) => {
      if (client) this.#hear(packet.topic, Buffer.from(packet.payload), packet.qos);
    });
    broker.on('clientReady', (client) => {
      this.connects.push(client.id);
      this.#waiters.wake();
    });
    this.#server = createServer({ noDelay: true }, (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      broker.handle(socket);
    });
  }

  static async start(options: DeviceConsoleOptions = {}): Promise<DeviceConsole> {
    const console = new DeviceConsole(await Aedes.createBroker(), options);
    await new Promise<void>((up) => console.#server.listen(options.port ?? 0, '127.0.0.1', up));
    console.port = (console.#server.address() as { port: number }).port;
    return console;
  }

  get url(): string {
    return `mqtt://127.0.0.1:${this.port}`;
  }

  events(): Heard[] {
    return this.heard.filter((heard) => heard.channel === 'event');
  }

  /** Each event as it first came: where receipts are slow for once, its device has sent it again. */
  firstEvents(): Heard[] {
    return this.events().filter(({ before }) => before === 0);
  }

  /** Resolves at the moment `holds` becomes true. */
  until(holds: () => boolean): Promise<void> {
    return this.#waiters.until(holds);
  }

  command(address: Address, words: CommandWords): void {
    this.publish(topicOf({ ...address, channel: 'command' }), encodeCommand(words));
  }

  publish(topic: string, payload: string): void {
    this.#broker.publish(
      { cmd: 'publish', topic, payload, qos: 1, retain: false, dup: false },
      () => undefined,
    );
  }

  /** Breaks every connection, as a pulled cable does. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async stop(): Promise<void> {
    this.cut();
    await new Promise<void>((closed) => this.#broker.close(closed));
    await new Promise<void>((closed) => this.#server.close(() => closed()));
  }

  #hear(text: string, payload: Buffer, qos: number): void {
    const topic = readTopic(text);
    if (topic === undefined) return;
    const reading = topic.channel === 'event' ? readEvent(topic.kind, payload) : undefined;
    const name = `${topic.device}/${reading?.boot}/${reading?.seq}`;
    const before = this.#names.get(name) ?? 0;
    if (reading !== undefined) this.#names.set(name, before + 1);
    const heard = { ...topic, payload, qos, before, ...(reading && { reading }) };
    this.heard.push(heard);
    const receipt = reading && this.answer(heard);
    if (receipt) this.publish(topicOf({ ...topic, channel: 'receipt' }), encodeReceipt(receipt));
    this.#waiters.wake();
  }
}
