/** A broker outside the console: the same path as the embedded one, over one link and a session that outlives the console. */
import type { IPublishPacket } from 'mqtt';
import { maxMessageBytes } from '../../devices/protocol/limits.js';
import { filterOf, readTopic, type Channel } from '../../devices/protocol/topic.js';
import { BrokerLink } from './broker-link.adapter.js';
import { BrokerUsers } from './broker-users.adapter.js';
import type { Broker, Ears, Heard } from './broker.js';
import { consoleName, controlAnswerTopic } from './dynamic-security.js';

export interface OutsideBrokerOptions {
  readonly court: string;
  /** mqtt:// or mqtts://, with the console's user and password */
  readonly url: string;
  /** PEM of an authority to trust beside the public ones */
  readonly ca?: string;
}

const lostAfterMs = 3_000;
const echoWithinMs = 10_000;

export class OutsideBroker implements Broker {
  readonly #court: string;
  readonly #link: BrokerLink;
  readonly #users: BrokerUsers;
  /** topics whose retained copy was cleared, and until when the clearing may come back as an empty message */
  readonly #cleared = new Map<string, number>();
  #ears: Ears | undefined;
  #losing: NodeJS.Timeout | undefined;
  #isToldUp: boolean | undefined;
  #reason = 'it was never reached';

  constructor({ court, url, ca }: OutsideBrokerOptions) {
    this.#court = court;
    this.#link = new BrokerLink({
      url,
      clientId: consoleName(court),
      ...(ca === undefined ? {} : { ca }),
      needed: { [filterOf(court, 'event')]: { qos: 1 }, [filterOf(court, 'status')]: { qos: 0 } },
      wished: { [controlAnswerTopic]: { qos: 1 } },
      take: (packet) => this.#take(packet),
      onUp: () => this.#rise(),
      onDown: (reason) => this.#sink(reason),
    });
    this.#users = new BrokerUsers({
      court,
      publish: (topic, payload) => this.#link.publish(topic, payload),
      register: () => this.#ears?.register() ?? [],
      tell: (news) => this.#ears?.stands(news),
    });
  }

  /** Resolves at once: a broker that is away for now keeps nobody from the pages. */
  start(ears: Ears): Promise<void> {
    this.#ears = ears;
    this.#losing = this.#losingSoon();
    this.#link.open();
    return Promise.resolve();
  }

  isUp(): boolean {
    return this.#link.isUp;
  }

  publish(topic: string, payload: string): Promise<void> {
    return this.#link.publish(topic, payload);
  }

  admit(device: string, secret?: string): void {
    this.#users.admit(device, secret);
  }

  cut(device: string): void {
    this.#users.cut(device);
  }

  async stop(): Promise<void> {
    clearTimeout(this.#losing);
    this.#users.down();
    await this.#link.close();
  }

  #rise(): void {
    clearTimeout(this.#losing);
    this.#losing = undefined;
    // Told at the first time as well: the console before this one may have ended with the link down.
    if (this.#isToldUp !== true) this.#ears?.stands({ what: 'returned' });
    this.#isToldUp = true;
    this.#users.up();
  }

  #sink(reason: string): void {
    this.#users.down();
    this.#reason = reason;
    if (this.#isToldUp !== false) this.#losing ??= this.#losingSoon();
  }

  /** A link that breaks for a moment is nobody's business. */
  #losingSoon(): NodeJS.Timeout {
    return setTimeout(() => {
      this.#losing = undefined;
      this.#isToldUp = false;
      this.#ears?.stands({ what: 'lost', reason: this.#reason });
    }, lostAfterMs);
  }

  async #take(packet: IPublishPacket): Promise<void> {
    if (packet.topic === controlAnswerTopic) return this.#users.answered(Buffer.from(packet.payload));
    const ears = this.#ears;
    if (ears === undefined || this.#isEcho(packet)) return;
    const heard = this.#heardIn(packet, ears);
    if (heard === undefined) return;
    await ears.hear(heard);
    if (heard.retain) this.#clear(packet.topic);
    ears.acknowledged(heard);
  }

  /** What a device of ours said on a topic of its own; anything else is refused. */
  #heardIn({ topic, payload, qos, retain }: IPublishPacket, ears: Ears): Heard | undefined {
    const address = readTopic(topic);
    const device = address === undefined ? undefined : ears.named(address.device);
    if (address === undefined || device === undefined) {
      ears.refused({ what: 'unknown-device', topic, stranger: topic });
      return undefined;
    }
    const { court, kind, channel } = address;
    if (!device.enabled || court !== this.#court || kind !== device.kind || !isSaid(channel)) {
      ears.refused({ what: 'publish', topic, device });
      return undefined;
    }
    if (payload.length > maxMessageBytes) {
      ears.refused({ what: 'too-large', device, topic });
      return undefined;
    }
    return { device, channel, payload: Buffer.from(payload), qos, retain };
  }

  /** Whether this is our own clearing of a retained copy, which MQTT 3.1.1 sends back to who subscribed. */
  #isEcho({ topic, payload }: IPublishPacket): boolean {
    return payload.length === 0 && (this.#cleared.get(topic) ?? 0) > Date.now();
  }

  #clear(topic: string): void {
    this.#cleared.set(topic, Date.now() + echoWithinMs);
    // A copy that stayed is found again at the next round of subscribing.
    this.#link.publish(topic, '', true).catch(() => undefined);
  }
}

const isSaid = (channel: Channel): channel is Heard['channel'] => channel === 'event' || channel === 'status';
