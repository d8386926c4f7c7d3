/** The intake on a real database with a broker that the test plays, without the rest of the house. */
import { createHash } from 'node:crypto';
import { topicOf, type Channel } from '../../devices/protocol/topic.js';
import type { Receipt } from '../../devices/protocol/receipt.js';
import type { Occurrence } from '../../src/intake/occurrence.js';
import type { Broker, Ears, Heard } from '../../src/intake/broker.js';
import type { Device, Enrolment } from '../../src/intake/device.js';
import { Devices } from '../../src/intake/devices.service.js';
import { Events } from '../../src/intake/events.service.js';
import { Hearing } from '../../src/intake/hearing.service.js';
import { intakeTables } from '../../src/intake/intake.module.js';
import { theSystem } from '../../src/kernel/actor.js';
import type { KeptFact } from '../../src/ledger/entries.service.js';
import { Places } from '../../src/places/places.service.js';
import { PlaceTable } from '../../src/places/places.store.js';
import { demoPlaces } from '../../src/places/demo.js';
import type { Tables } from '../../src/storage/entity.js';
import { sqliteDatabase } from './database.js';
import { openLedger, type OpenLedger } from './ledger.js';

/** Notes what it is told, and says what the test says. */
export class HandBroker implements Broker {
  readonly published: { readonly topic: string; readonly payload: string }[] = [];
  /** `+` admitted, `-` cut */
  readonly told: (readonly [string, (string | undefined)?])[] = [];
  isThere = true;
  ears: Ears | undefined;

  start(ears: Ears): Promise<void> {
    this.ears = ears;
    return Promise.resolve();
  }
  publish(topic: string, payload: string): Promise<void> {
    if (!this.isThere) return Promise.reject(new Error('the broker is away'));
    this.published.push({ topic, payload });
    return Promise.resolve();
  }
  isUp(): boolean {
    return this.isThere;
  }
  admit(device: string, secret?: string): void {
    this.told.push([`+${device}`, secret]);
  }
  cut(device: string): void {
    this.told.push([`-${device}`]);
  }
  stop(): Promise<void> {
    return Promise.resolve();
  }
}

export interface Intake extends OpenLedger {
  readonly places: Places;
  readonly devices: Devices;
  readonly events: Events;
  readonly hearing: Hearing;
  readonly broker: HandBroker;
  /** in a place of zone A where none is named */
  enrol(id: string, more?: Partial<Enrolment>): Promise<Device>;
  /** As a broker does: the word is heard, acknowledged, and receipted where it is an event. @returns the receipt */
  says(device: Device, said: unknown, how?: Partial<Heard>): Promise<Receipt | undefined>;
  /** About a device, an event or whatever: type, subject and data. */
  facts(type: RegExp, about?: string): Promise<KeptFact[]>;
  /** the register as the disk has it, as after a new start */
  reloaded(): Promise<Devices>;
  /** Whatever was begun before is written, or could not be, also what follows from it. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

export async function openIntake(): Promise<Intake> {
  const database = sqliteDatabase();
  const open = await openLedger(database.url, [...intakeTables, PlaceTable] as Tables);
  const { writer, reader, ledger, entries } = open;
  await writer.write((unit) => unit.rows(PlaceTable).insert([...demoPlaces]));
  const places = new Places(reader, ledger);
  await places.onModuleInit();
  const registerOf = (): Devices => new Devices(reader, writer, places, 'a secret of the canary');
  const devices = registerOf();
  const events = new Events(writer, devices);
  const broker = new HandBroker();
  const hearing = new Hearing('demo', broker, devices, events, writer);
  return {
    ...open,
    places,
    devices,
    events,
    hearing,
    broker,
    enrol: async (id, more = {}) => {
      const wish = { id, kind: 'button', name: id, place: 'court-3', ...more } as const;
      return (await devices.enrol(wish, theSystem)).device;
    },
    says: async (device, said, how = {}) => {
      const payload = Buffer.from(typeof said === 'string' ? said : JSON.stringify(said));
      const heard: Heard = { device, channel: 'event', payload, qos: 1, retain: false, ...how };
      const before = broker.published.length;
      await hearing.hear(heard);
      hearing.acknowledged(heard);
      const receipt = broker.published[before];
      if (receipt?.topic !== topicFor(device, 'receipt')) return undefined;
      return JSON.parse(receipt.payload) as Receipt;
    },
    facts: async (type, about) =>
      (await entries.from(1, 10_000)).filter(
        (fact) => type.test(fact.type) && (about === undefined || fact.subject.id === about),
      ),
    reloaded: async () => {
      const again = registerOf();
      await again.load();
      return again;
    },
    settled: async () => {
      for (let round = 0; round < 10; round += 1)
        await writer.write(() => Promise.resolve()).catch(() => undefined);
    },
    close: async () => {
      await writer.close();
      await open.databases.close();
      await database.drop();
    },
  };
}

export const topicFor = ({ id, kind }: Device, channel: Channel): string =>
  topicOf({ court: 'demo', kind, device: id, channel });

/** One intake for the tests of a file. */
export function heldIntake(hooks: {
  readonly beforeAll: (open: () => Promise<void>) => void;
  readonly afterAll: (close: () => Promise<void>) => void;
}): { intake: Intake } {
  const held = {} as { intake: Intake };
  hooks.beforeAll(async () => {
    held.intake = await openIntake();
  });
  hooks.afterAll(() => held.intake.close());
  return held;
}

/** One button of one intake, and what is rung by it. */
export class RingingButton {
  readonly #held: { intake: Intake };
  device!: Device;
  #boots = 0;
  rung: Occurrence[] = [];

  constructor(hooks: {
    readonly beforeAll: (work: () => Promise<void>) => void;
    readonly beforeEach: (work: () => void) => void;
    readonly afterAll: (work: () => Promise<void>) => void;
  }) {
    this.#held = heldIntake(hooks);
    hooks.beforeAll(async () => {
      this.device = await this.intake.enrol('button-1');
    });
    hooks.beforeEach(() => {
      this.rung = [];
      this.rings((count) => `alarm-${count}`);
    });
  }

  get intake(): Intake {
    return this.#held.intake;
  }

  freshBoot = (): string => `boot-${(this.#boots += 1)}`;
  /** @param answer the alarm that the nth ring becomes */
  rings = (answer: (count: number) => string | undefined): void =>
    this.intake.events.raiseWith((_unit, occurrence) => {
      this.rung.push(occurrence);
      return Promise.resolve(answer(this.rung.length));
    });
  says = (said: unknown): Promise<Receipt | undefined> => this.intake.says(this.device, said);
  factsOf = (id: string): Promise<KeptFact[]> => this.intake.facts(/^event\./, id);
  rows = (sql: string): Promise<Record<string, unknown>[]> => this.intake.reader.query(sql);
}

export const hashOf = (said: unknown): string =>
  createHash('sha256')
    .update(typeof said === 'string' ? said : JSON.stringify(said))
    .digest('hex');

/** An event of a button; presses for help where nothing else is said. */
export const press = (boot: string, seq: number, more: object = {}): object => ({
  ...{ v: 1, boot, seq, at: new Date().toISOString(), type: 'pressed', pattern: 'help' },
  ...more,
});
