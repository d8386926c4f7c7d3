/** A broker of somebody else's, which lets everybody do everything until the test says otherwise. */
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { Aedes, type PublishPacket, type Subscription } from 'aedes';
import { controlAnswerTopic, controlTopic } from '../../src/intake/dynamic-security.js';

export class Elsewhere {
  readonly connects: string[] = [];
  readonly subscribed: Subscription[] = [];
  readonly said: PublishPacket[] = [];
  /** topics that nobody may subscribe to */
  refused: readonly string[] = [];
  /** it takes what is published, and acknowledges nothing */
  isSilent = false;
  /** it answers for the users as a plugin that knows nobody */
  isPlugin = false;
  /** subscriptions are not answered */
  isDeaf = false;
  readonly #sockets = new Set<Socket>();

  private constructor(
    readonly aedes: Aedes,
    readonly server: Server,
    readonly port: number,
  ) {}

  /** @param tls where it speaks TLS */
  static async open(port: number, tls?: { readonly cert: string; readonly key: string }): Promise<Elsewhere> {
    const aedes = await Aedes.createBroker();
    const accept = (socket: Socket): void => {
      one.#sockets.add(socket.on('error', () => undefined));
      aedes.handle(socket);
    };
    const server = tls === undefined ? createServer(accept) : createTlsServer(tls, accept);
    server.on('tlsClientError', () => undefined);
    const one = new Elsewhere(aedes, server, port);
    aedes.preConnect = (_client, { clientId, clean }, done) => {
      one.connects.push(clean ? clientId : `${clientId}, its session kept`);
      done(null, true);
    };
    aedes.authorizePublish = (client, packet, done) => {
      if (client?.id === 'console.demo') one.said.push(packet);
      if (one.isPlugin && packet.topic === controlTopic) one.#answer(packet.payload);
      if (!one.isSilent || client?.id !== 'console.demo') done(null);
    };
    aedes.authorizeSubscribe = (_client, subscription, done) => {
      one.subscribed.push(subscription);
      if (!one.isDeaf) done(null, one.refused.includes(subscription.topic) ? null : subscription);
    };
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return one;
  }

  #answer(asked: Buffer | string): void {
    const { commands } = JSON.parse(asked.toString()) as { commands: object[] };
    const responses = commands.map((command) => ({ ...command, data: { totalCount: 0 } }));
    const payload = JSON.stringify({ responses });
    const how = { cmd: 'publish', qos: 1, retain: false, dup: false } as const;
    this.aedes.publish({ ...how, topic: controlAnswerTopic, payload }, () => undefined);
  }

  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#sockets.clear();
  }
  async close(): Promise<void> {
    this.cut();
    this.server.close();
    await new Promise<void>((done) => this.aedes.close(() => done()));
  }
}
