/** Who hears a broker in the console's place: knows the devices that the test names, and stores what the test lets it store. */
import type { BrokerNews, Ears, Heard, Refusal } from '../../src/intake/broker.js';
import type { Device } from '../../src/intake/device.js';

export const deviceNamed = (id: string, more: Partial<Device> = {}): Device => ({
  ...{ id, kind: id.split('-')[0] as Device['kind'], name: id, place: 'court-3', zone: 'A' },
  ...{ enabled: true, state: 'heard' },
  ...more,
});

export class HandEars implements Ears {
  readonly heard: Heard[] = [];
  readonly acknowledgedOf: Heard[] = [];
  readonly refusals: Refusal[] = [];
  readonly news: BrokerNews[] = [];
  readonly revoked = new Set<string>();
  /** whether, and when, what was heard is on disk */
  stores: (heard: Heard) => Promise<void> = () => Promise.resolve();
  onAcknowledged: (heard: Heard) => void = () => undefined;

  constructor(readonly devices: Map<string, Device>) {}

  static of(...devices: Device[]): HandEars {
    return new HandEars(new Map(devices.map((device) => [device.id, device])));
  }

  hear(heard: Heard): Promise<void> {
    this.heard.push(heard);
    return this.stores(heard);
  }
  acknowledged(heard: Heard): void {
    this.acknowledgedOf.push(heard);
    this.onAcknowledged(heard);
  }
  authenticate(id: string, secret: string): Promise<Device | undefined> {
    return Promise.resolve(secret === `demo-${id}` ? this.named(id) : undefined);
  }
  isRevoked(serial: string): boolean {
    return this.revoked.has(serial);
  }
  named(id: string): Device | undefined {
    return this.devices.get(id);
  }
  refused(refusal: Refusal): void {
    this.refusals.push(refusal);
  }
  register(): readonly Device[] {
    return [...this.devices.values()];
  }
  stands(news: BrokerNews): void {
    this.news.push(news);
  }
  /** Words of a device, as text. */
  get words(): string[] {
    return this.heard.map(({ payload }) => Buffer.from(payload).toString());
  }
}
