/** The wires of a simulated court: every message takes its time, may be lost, come twice, or overtake another. */
import { readTopic } from '../../devices/protocol/topic.js';
import type { Broker, Ears, Heard } from '../../src/intake/broker.js';
import type { VirtualTime } from './platform.js';

export interface Quality {
  loss: number;
  doubles: number;
  mostDelayMs: number;
  /** nothing passes; neither end is told */
  isCut: boolean;
}

/** What a device has at its end of the wire. */
export interface Plug {
  readonly id: string;
  hear(channel: 'receipt' | 'command', payload: Uint8Array): void;
}

export class Network {
  readonly quality: Quality = { loss: 0, doubles: 0, mostDelayMs: 20, isCut: false };
  /** who speaks under which name now: a second one puts the first out */
  readonly #plugged = new Map<string, Plug>();
  #broker: SimulatedBroker | undefined;

  constructor(
    readonly time: VirtualTime,
    readonly chance: () => number,
  ) {}

  /** The console's end is another from now on, or none. */
  attach(broker: SimulatedBroker | undefined): void {
    this.#broker = broker;
  }

  up(plug: Plug, channel: 'event' | 'status', payload: string): void {
    this.#plugged.set(plug.id, plug);
    this.#carry(() => this.#broker?.take(plug.id, channel, Buffer.from(payload)));
  }

  down(device: string, channel: 'receipt' | 'command', payload: string): void {
    this.#carry(() => this.#plugged.get(device)?.hear(channel, Buffer.from(payload)));
  }

  #carry(arrive: () => void): void {
    const { isCut, loss, doubles, mostDelayMs } = this.quality;
    const [lost, doubled, delay, second] = [this.chance(), this.chance(), this.chance(), this.chance()];
    if (isCut || lost < loss) return;
    this.time.after(1 + delay * mostDelayMs, arrive);
    if (doubled < doubles) this.time.after(1 + second * 3 * mostDelayMs, arrive);
  }
}

/** A broker like any other: it knows its devices by name, and what it cannot hand on it forgets. */
export class SimulatedBroker implements Broker {
  #ears: Ears | undefined;

  constructor(readonly network: Network) {}

  async start(ears: Ears): Promise<void> {
    this.#ears = ears;
    this.network.attach(this);
  }

  take(id: string, channel: Heard['channel'], payload: Uint8Array): void {
    const ears = this.#ears;
    const device = ears?.named(id);
    if (ears === undefined || device === undefined) return;
    const heard: Heard = { device, channel, payload, qos: channel === 'event' ? 1 : 0, retain: false };
    ears.hear(heard).then(
      () => ears.acknowledged(heard),
      // Not on disk, and not acknowledged: the device says it again.
      () => undefined,
    );
  }

  async publish(topic: string, payload: string): Promise<void> {
    const address = readTopic(topic);
    if (address === undefined) throw new TypeError(`${topic} is no topic`);
    if (address.channel === 'receipt' || address.channel === 'command')
      this.network.down(address.device, address.channel, payload);
  }

  isUp(): boolean {
    return true;
  }

  admit(): void {
    // Every device of the court was admitted before the run.
  }

  cut(): void {
    // No device is disabled in a run.
  }

  async stop(): Promise<void> {
    this.network.attach(undefined);
  }
}
