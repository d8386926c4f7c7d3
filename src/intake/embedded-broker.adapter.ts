/** The console's own MQTT broker: default deny, identity from the credential, and no acknowledgement before the disk has it. */
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { Aedes, type AuthenticateError, type Client, type PublishPacket, type Subscription } from 'aedes';
import { maxMessageBytes } from '../../devices/protocol/limits.js';
import { certifiedBy, type Certified } from './client-certificate.adapter.js';
import type { Broker, Ears, Heard, Refusal } from './broker.js';
import type { Device } from './device.js';
import { DeviceLine } from './device-line.adapter.js';
import { gather, routeNothingOfDevices } from './shortcuts.adapter.js';
import { mayHear, speakerOf, spokenChannel, type Speaker } from './speaker.js';

export interface EmbeddedBrokerOptions {
  readonly court: string;
  readonly bind: string;
  /** plain MQTT; open only where it is set */
  readonly port: number | undefined;
  readonly tls:
    { readonly port: number; readonly cert: string; readonly key: string; readonly ca: string } | undefined;
}

const notAuthorized = 5;
const notYours = 'not your topic';

export class EmbeddedBroker implements Broker {
  readonly #options: EmbeddedBrokerOptions;
  readonly #servers: Server[] = [];
  readonly #speakers = new Map<Client, Speaker>();
  readonly #lines = new WeakMap<object, DeviceLine>();
  /** the topics of the wills that came with CONNECT */
  readonly #wills = new WeakMap<Client, string>();
  /** by topic: the connection that hears its receipts there */
  readonly #listeners = new Map<string, Client>();
  #aedes: Aedes | undefined;
  #ears: Ears | undefined;

  constructor(options: EmbeddedBrokerOptions) {
    this.#options = options;
  }

  async start(ears: Ears): Promise<void> {
    this.#ears = ears;
    const aedes = await Aedes.createBroker({
      id: 'console',
      queueLimit: 200,
      maxClientsIdLength: 64,
      preConnect: (client, packet, done) => {
        if (packet.will !== undefined) this.#wills.set(client, packet.will.topic);
        done(null, true);
      },
      authenticate: (client, username, password, done) =>
        void this.#authenticate(client, username, password, done),
      authorizePublish: (client, packet, done) => this.#take(client, packet, done),
      authorizeSubscribe: (client, subscription, done) => this.#maySubscribe(client, subscription, done),
      authorizeForward: (client, packet) => (this.#mayHear(client, packet.topic) ? packet : null),
    });
    this.#aedes = aedes;
    routeNothingOfDevices(aedes);
    aedes.on('subscribe', (subscriptions, client) => this.#listen(client, subscriptions));
    aedes.on('unsubscribe', (topics) => topics.forEach((topic) => this.#listeners.delete(topic)));
    aedes.on('clientDisconnect', (client) => this.#forget(client));
    // The broker closes a client that breaks the protocol; a wildcard in a topic never comes as far as `#take`.
    aedes.on('clientError', (client, error) => {
      const device = this.#speakers.get(client)?.device;
      if (device !== undefined && /in PUBLISH|topic/i.test(error.message) && error.message !== notYours)
        this.#refuse({ what: 'publish', device }, client.conn);
    });
    aedes.on('connectionError', () => undefined);
    const { bind, port, tls } = this.#options;
    const accept = (socket: Socket): void => this.#accept(socket);
    if (port !== undefined) await this.#open(createServer({ noDelay: true }, accept), port, bind);
    if (tls !== undefined) {
      const server = createTlsServer(
        {
          cert: tls.cert,
          key: tls.key,
          ca: tls.ca,
          requestCert: true,
          rejectUnauthorized: false,
          noDelay: true,
        },
        accept,
      );
      await this.#open(server, tls.port, bind);
    }
  }

  publish(topic: string, payload: string): Promise<void> {
    return new Promise((done, failed) => {
      const packet = {
        cmd: 'publish' as const,
        topic,
        payload: Buffer.from(payload),
        qos: 1 as const,
        retain: false,
        dup: false,
      };
      const settle = (error?: Error | null): void => (error ? failed(error) : done());
      const listener = this.#listeners.get(topic);
      if (this.#aedes === undefined) failed(new Error('the broker is not running'));
      else if (listener !== undefined) {
        gather(listener.conn as Socket);
        listener.publish(packet, settle);
      } else this.#aedes.publish(packet, settle);
    });
  }

  isUp(): boolean {
    return this.#servers.length > 0 && this.#servers.every((server) => server.listening);
  }

  /** The register is asked at every CONNECT: there is nothing to tell. */
  admit(): void {}

  cut(device: string): void {
    for (const [client, speaker] of this.#speakers) if (speaker.device.id === device) client.close();
  }

  async stop(): Promise<void> {
    for (const server of this.#servers) server.close();
    await new Promise<void>((done) => (this.#aedes === undefined ? done() : this.#aedes.close(() => done())));
  }

  #open(server: Server, port: number, host: string): Promise<void> {
    this.#servers.push(server);
    return new Promise((done, failed) => {
      server.once('error', failed);
      server.listen(port, host, () => {
        server.off('error', failed);
        done();
      });
    });
  }

  #accept(socket: Socket): void {
    const line = new DeviceLine(socket, ({ topic }) => {
      const device = [...this.#speakers].find(([client]) => client.conn === socket)?.[1].device;
      this.#refuse(
        {
          what: 'too-large',
          ...(device === undefined ? {} : { device }),
          ...(topic === undefined ? {} : { topic }),
        },
        socket,
      );
    });
    this.#lines.set(socket, line);
    this.#aedes?.handle(socket);
  }

  /** A will is authorised when it fires, which is too late: judge its topic at CONNECT. */
  #mayWill(client: Client, device: Device): boolean {
    const topic = this.#wills.get(client);
    if (topic === undefined || spokenChannel(speakerOf(this.#options.court, device), topic) !== undefined)
      return true;
    this.#refuse({ what: 'will', device, topic }, client.conn);
    return false;
  }

  async #authenticate(
    client: Client,
    username: string | undefined,
    password: Buffer | undefined,
    done: (error: AuthenticateError | null, success: boolean | null) => void,
  ): Promise<void> {
    const device = await this.#identify(client, username, password);
    // The session belongs to the identity, not to whoever names it: another user with this client id gets none.
    if (device === undefined || !this.#mayWill(client, device))
      return done(Object.assign(new Error('not authorised'), { returnCode: notAuthorized }), null);
    this.#speakers.set(client, speakerOf(this.#options.court, device));
    done(null, true);
  }

  async #identify(
    client: Client,
    username: string | undefined,
    password: Buffer | undefined,
  ): Promise<Device | undefined> {
    const certified = certifiedBy(client.conn);
    const known = this.#claimed(client, username ?? certified?.name ?? '', certified?.name);
    if (known === undefined || (await this.#isProven(known.id, certified, password))) return known;
    this.#refuse({ what: certified === undefined ? 'secret' : 'certificate', device: known }, client.conn);
    return undefined;
  }

  async #isProven(id: string, by: Certified | undefined, password: Buffer | undefined): Promise<boolean> {
    if (by !== undefined) return this.#ears?.isRevoked(by.serial) === false;
    return (await this.#ears?.authenticate(id, password?.toString('utf8') ?? '')) !== undefined;
  }

  /** The device that user name, client id and certificate, where there is one, all name. */
  #claimed(client: Client, claimed: string, certified: string | undefined): Device | undefined {
    if (claimed !== client.id || (certified ?? claimed) !== claimed) {
      this.#refuse({ what: 'identity', stranger: claimed === '' ? client.id : claimed }, client.conn);
      return undefined;
    }
    const known = this.#enabled(claimed);
    if (known === undefined) this.#refuse({ what: 'unknown-device', stranger: claimed }, client.conn);
    return known;
  }

  #take(client: Client | null, packet: PublishPacket, done: (error?: Error | null) => void): void {
    const speaker = client === null ? undefined : this.#speakers.get(client);
    const channel = speaker && this.#spoken(speaker, packet, client?.conn);
    if (client === null || speaker === undefined || channel === undefined) return done(new Error(notYours));
    const heard: Heard = {
      device: speaker.device,
      channel,
      payload: Buffer.from(packet.payload),
      qos: packet.qos,
      retain: packet.retain,
    };
    packet.retain = false;
    this.#lines
      .get(client.conn)
      ?.during(async () => this.#ears?.hear(heard))
      .then(
        () => {
          // QoS 2 promises once and would be lost at a failure between its steps: kept, but never acknowledged.
          done(packet.qos === 2 ? new Error('QoS 2 is not spoken here') : null);
          this.#ears?.acknowledged(heard);
        },
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      );
  }

  /** The channel it may say this on; nothing where it may not, and that is noted. */
  #spoken(
    speaker: Speaker,
    { topic, payload }: PublishPacket,
    conn: Client['conn'] | undefined,
  ): Heard['channel'] | undefined {
    const { device } = speaker;
    const channel = this.#mayStill(speaker) ? spokenChannel(speaker, topic) : undefined;
    // What the scanner lets through may be a few bytes over: topic and packet id count with the frame.
    const isTooLarge = payload.length > maxMessageBytes;
    if (channel !== undefined && !isTooLarge) return channel;
    this.#refuse({ what: channel === undefined ? 'publish' : 'too-large', device, topic }, conn);
    return undefined;
  }

  #maySubscribe(
    client: Client,
    subscription: Subscription,
    done: (error: Error | null, subscription?: Subscription | null) => void,
  ): void {
    if (this.#mayHear(client, subscription.topic)) return done(null, subscription);
    const device = this.#speakers.get(client)?.device;
    this.#refuse(
      { what: 'subscribe', topic: subscription.topic, ...(device === undefined ? {} : { device }) },
      client.conn,
    );
    done(null, null);
  }

  #enabled(id: string): Device | undefined {
    const device = this.#ears?.named(id);
    return device?.enabled === true ? device : undefined;
  }

  #mayStill({ device }: Speaker): boolean {
    return this.#enabled(device.id) !== undefined;
  }

  #mayHear(client: Client, topic: string): boolean {
    const speaker = this.#speakers.get(client);
    return speaker !== undefined && this.#mayStill(speaker) && mayHear(speaker, topic);
  }

  /** A receipt has one hearer, so none need be looked for; one that is away asks again by repeating its event. */
  #listen(client: Client, subscriptions: readonly Subscription[]): void {
    const receipts = this.#speakers.get(client)?.topics.receipt;
    for (const { topic, qos } of subscriptions)
      if (topic === receipts && qos > 0) this.#listeners.set(topic, client);
  }

  #forget(client: Client): void {
    const receipts = this.#speakers.get(client)?.topics.receipt ?? '';
    if (this.#listeners.get(receipts) === client) this.#listeners.delete(receipts);
    this.#speakers.delete(client);
  }

  #refuse(refusal: Refusal, conn: Client['conn'] | undefined): void {
    const address = (conn as Socket | undefined)?.remoteAddress;
    this.#ears?.refused({ ...refusal, ...(address === undefined ? {} : { address }) });
  }
}
