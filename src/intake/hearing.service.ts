/** Hears every device through whichever broker there is: stores, receipts, and notes who was refused. */
import { Injectable } from '@nestjs/common';
import { encodeReceipt, type ReceiptWords } from '../../devices/protocol/receipt.js';
import { readStatus, type Status } from '../../devices/protocol/status.js';
import { readTopic, topicOf } from '../../devices/protocol/topic.js';
import { theSystem } from '../kernel/actor.js';
import { word } from '../ledger/ledger.service.js';
import { Writer } from '../storage/writer.js';
import type { Broker, BrokerNews, Ears, Heard, Refusal } from './broker.js';
import { canary, canaryId } from './canary.js';
import type { Device } from './device.js';
import { Devices } from './devices.service.js';
import { Events } from './events.service.js';
import { SeldomNotes } from './seldom-notes.js';

/** A device spoke: with which power-up, and its heartbeat when it was one. */
export interface SignOfLife {
  readonly device: Device;
  readonly boot?: string;
  readonly status?: Status;
}

/** The broker has taken the receipt of that event. */
type Receipted = (device: string, boot: string, seq: number) => void;

@Injectable()
export class Hearing implements Ears {
  readonly #receipts = new WeakMap<Heard, ReceiptWords>();
  readonly #notes = new SeldomNotes();
  readonly #alive = new Set<(sign: SignOfLife) => void>();
  readonly #receipted = new Set<Receipted>();
  #isStarted = false;
  #lastDifference: string | undefined;

  constructor(
    private readonly court: string,
    readonly broker: Broker,
    private readonly devices: Devices,
    private readonly events: Events,
    private readonly writer: Writer,
  ) {
    // From the first enrolment on: a secret is told once.
    devices.onChanged((device, secret) => {
      if (device.enabled) this.broker.admit(device.id, secret);
      else this.broker.cut(device.id);
    });
  }

  /** Whether devices are heard: the broker runs, and where it is outside the link to it is up. */
  get started(): boolean {
    return this.#isStarted && this.broker.isUp();
  }

  /** Whether devices are listened for; an outside broker may be away. */
  get hasBegun(): boolean {
    return this.#isStarted;
  }

  async start(): Promise<void> {
    this.broker.admit(canaryId, this.devices.canarySecret);
    await this.broker.start(this);
    this.#isStarted = true;
  }

  /** Tells of every message of every device. @returns what ends it */
  onSignOfLife(listener: (sign: SignOfLife) => void): () => void {
    this.#alive.add(listener);
    return () => void this.#alive.delete(listener);
  }

  onReceipted(listener: Receipted): void {
    this.#receipted.add(listener);
  }

  async hear(heard: Heard): Promise<void> {
    const { device, payload } = heard;
    if (device.id === canaryId) return this.#hearCanary(heard);
    if (heard.channel === 'status') {
      const status = readStatus(payload);
      this.#tell({ device, ...(status === undefined ? {} : { status, boot: status.boot }) });
      return;
    }
    const receipt = await this.events.receive(device, payload);
    this.#receipts.set(heard, receipt);
    if (heard.retain) await this.events.note(device, 'retained');
    if (heard.qos !== 1) await this.events.note(device, heard.qos === 0 ? 'qos-0' : 'qos-2');
    this.#tell({ device, ...('boot' in receipt ? { boot: receipt.boot } : {}) });
  }

  /** It is receipted like any other, and concerns nobody else. */
  async #hearCanary(heard: Heard): Promise<void> {
    if (heard.channel === 'event')
      this.#receipts.set(heard, await this.events.receiveCanary(heard.device, heard.payload));
  }

  acknowledged(heard: Heard): void {
    const receipt = this.#receipts.get(heard);
    if (receipt === undefined) return;
    const { kind, id } = heard.device;
    // A receipt that does not arrive is asked for again: the device repeats its event.
    this.broker
      .publish(topicOf({ court: this.court, kind, device: id, channel: 'receipt' }), encodeReceipt(receipt))
      .then(() => {
        if ('boot' in receipt)
          for (const listener of this.#receipted) listener(id, receipt.boot, receipt.seq);
      })
      .catch(() => undefined);
  }

  authenticate(id: string, secret: string): Promise<Device | undefined> {
    return this.devices.authenticate(id, secret);
  }

  isRevoked(serial: string): boolean {
    return this.devices.isRevoked(serial);
  }

  named(id: string): Device | undefined {
    return this.devices.named(id);
  }

  /** A security fact; a party that is refused the same again, or ever something else, is told of only so often. */
  refused(refusal: Refusal): void {
    const { what, device, stranger, topic, address } = refusal;
    // What a stranger calls himself is his to change; where he comes from is not.
    const party = `${device?.id ?? ''} ${address ?? ''}`;
    const kind = [what, device === undefined ? stranger : '', topic].join(' ');
    if (!this.#notes.mayNote(party, kind, Date.now())) return;
    void this.#note(refusal.what, device, { address, stranger: wordOf(stranger), topic: wordOf(topic) });
    if (what === 'too-large' && device !== undefined)
      void this.events.note(device, 'too-large', { topic: spelled(topic) }).catch(() => undefined);
  }

  register(): readonly Device[] {
    return [...this.devices.all(), canary];
  }

  /** `broker.lost`, `broker.returned`, `broker.differs`, `broker.agrees`; the same difference is told once. */
  stands(news: BrokerNews): void {
    const { what } = news;
    const about = {
      ...('reason' in news ? { reason: word(news.reason, 'staff') } : {}),
      ...('devices' in news ? { devices: news.devices } : {}),
    };
    if (what === 'differs' || what === 'agrees') {
      const difference = what === 'agrees' ? '' : `${news.reason} ${news.devices?.join(' ')}`;
      if (difference === this.#lastDifference) return;
      this.#lastDifference = difference;
    }
    void this.writer
      .write(async (unit) =>
        unit.record({
          type: `broker.${what}`,
          by: theSystem,
          subject: { kind: 'broker', id: this.court },
          data: about,
        }),
      )
      // A database that cannot be written is told by whoever needs it; the broker stands as it stands.
      .catch(() => undefined);
  }

  async #note(what: string, device: Device | undefined, about: Record<string, unknown>): Promise<void> {
    const subject = { kind: 'device', id: device?.id ?? 'stranger' };
    await this.writer
      .write(async (unit) =>
        unit.record({ type: 'device.refused', by: theSystem, subject, data: { what, ...about } }),
      )
      // A refusal stands whether or not it could be written down.
      .catch(() => undefined);
  }

  #tell(sign: SignOfLife): void {
    for (const listener of this.#alive) listener(sign);
  }
}

const wordOf = (text: string | undefined): unknown =>
  text === undefined ? undefined : word(text.slice(0, 512).replaceAll('\u0000', '�'), 'access');
/** A topic of the protocol is no word that somebody made up. */
const spelled = (topic: string | undefined): unknown =>
  topic === undefined || readTopic(topic) !== undefined ? topic : wordOf(topic);
