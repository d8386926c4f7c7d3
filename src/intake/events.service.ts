/** Stores what devices say, once, before anybody is told that it is stored. */
import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { DeviceEvent } from '../../devices/protocol/event.js';
import type { ReceiptWords } from '../../devices/protocol/receipt.js';
import { device as deviceActor, theSystem } from '../kernel/actor.js';
import { reasonOf } from '../kernel/errors.js';
import { toInstant } from '../kernel/clock.js';
import { word } from '../ledger/ledger.service.js';
import { undoesAll } from '../storage/dialect.js';
import type { Asking, RecordedFact, Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import { keepCanaryPress } from './canary.store.js';
import type { Device } from './device.js';
import { Devices } from './devices.service.js';
import {
  allUnraised,
  callUnraised,
  dropUnraised,
  eventNamed,
  insertEvent,
  keepOddity,
  keepUnraised,
  nameEventsAlarm,
  nameOdditysAlarm,
  type EventRow,
  type OddityRow,
  type UnraisedRow,
} from './events.store.js';
import { factOf, occurrenceOf, readMessage, type Message } from './message.js';
import type { Occurrence, Raise, Unraised } from './occurrence.js';

const hex = (bytes: Uint8Array | string): string => hash('sha256', bytes, 'hex');

@Injectable()
export class Events {
  #raise: Raise = () => Promise.resolve(undefined);

  constructor(
    private readonly writer: Writer,
    private readonly devices: Devices,
  ) {}

  /** `alarms` gives the one reaction without which an event must not pass unseen. */
  raiseWith(raise: Raise): void {
    this.#raise = raise;
  }

  /** @returns the receipt, only once what it says is on disk */
  receive(device: Device, payload: Uint8Array): Promise<ReceiptWords> {
    const message = readMessage(device, payload, toInstant(Date.now()), hex);
    return this.writer.write((unit) => this.#store(unit, message));
  }

  /** As durable as an event, and no event: nothing is raised, nothing enters the ledger. */
  receiveCanary(device: Device, payload: Uint8Array): Promise<ReceiptWords> {
    const { reading, sha256 } = readMessage(device, payload, toInstant(Date.now()), hex);
    return this.writer.write(async (unit): Promise<ReceiptWords> => {
      if (reading.shape !== 'understood') return { sha256, outcome: 'malformed', at: unit.at };
      const { boot, seq } = reading;
      const isRepeat = await keepCanaryPress(unit, boot, seq, unit.at);
      return { boot, seq, outcome: isRepeat ? 'repeated' : 'recorded', at: unit.at };
    });
  }

  /** A fault of protocol that is no fault of content: recorded like any other, and noted. */
  note(
    device: Device,
    note: 'retained' | 'qos-0' | 'qos-2' | 'too-large',
    about: Record<string, unknown> = {},
  ): Promise<void> {
    return this.writer.write(async (unit) => {
      unit.record({
        type: 'event.noted',
        by: deviceActor(device.id),
        subject: { kind: 'device', id: device.id },
        data: { note, device: device.id, place: device.place, ...about },
      });
    });
  }

  /** The parsed event behind an `event.recorded`, from memory or, for a reaction that is tried again, from its row. */
  async of(unit: Unit, fact: RecordedFact): Promise<DeviceEvent> {
    if (fact.context !== undefined) return fact.context as DeviceEvent;
    const { device, boot, seq } = fact.data as { device: string; boot: string; seq: number };
    const event = await this.named(unit, device, boot, seq);
    if (event === undefined) throw new TypeError(`the event ${fact.subject.id} is not in its table`);
    return event;
  }

  /** An event of a device by its name, where there is one that was understood. */
  async named(unit: Unit, device: string, boot: string, seq: number): Promise<DeviceEvent | undefined> {
    const row = await eventNamed(unit, device, boot, seq);
    return row?.outcome === 'recorded'
      ? (JSON.parse(Buffer.from(row.payload).toString('utf8')) as DeviceEvent)
      : undefined;
  }

  /** What could not become an alarm and is still tried, oldest first. */
  async unraised(asking: Asking): Promise<Unraised[]> {
    return (await allUnraised(asking)).flatMap(
      ({ id, device: name, payload, kind, since, why, calledAt }) => {
        const device = this.devices.named(name);
        if (device === undefined) return [];
        const occurrence = occurrenceOf(readMessage(device, payload, since, hex), kind);
        return [
          { id, since, occurrence, why: JSON.parse(why) as { word: string }, isCalled: calledAt !== null },
        ];
      },
    );
  }

  /** Marks that people were called to an event that does not ring. @returns whether this was the first call */
  call(unit: Unit, id: string): Promise<boolean> {
    return callUnraised(unit, id, unit.at);
  }

  /** Tries again to make an event ring. */
  async raiseAgain(unit: Unit, row: UnraisedRow): Promise<void> {
    const device = this.devices.named(row.device);
    if (device === undefined) throw new TypeError(`there is no device ${row.device}`);
    const message = readMessage(device, row.payload, row.since, hex);
    const first =
      row.kind === 'conflict' ? await eventNamed(unit, row.device, row.boot ?? '', row.seq ?? 0) : undefined;
    const occurrence = occurrenceOf(message, row.kind, first?.type);
    const fact = { ...factOf(message, occurrence), seq: 0, at: unit.at };
    const alarm = await this.#raise(unit, occurrence, fact);
    if (alarm !== undefined) await this.#nameAlarm(unit, message, row.kind, alarm);
    await dropUnraised(unit, row.id);
    unit.record({
      type: 'event.raised-late',
      by: theSystem,
      subject: fact.subject,
      data: { device: device.id, alarm },
    });
  }

  /** So that the receipt of a repeat names the alarm. */
  async #nameAlarm(
    unit: Unit,
    message: Message,
    verdict: Occurrence['verdict'],
    alarm: string,
  ): Promise<void> {
    const { boot, seq } = message.reading;
    const { id: device } = message.device;
    if (verdict === 'conflict' || boot === undefined || seq === undefined) {
      const kind = verdict === 'conflict' ? 'conflict' : 'malformed';
      await nameOdditysAlarm(unit, { device, kind, sha256: oddName(message, kind) }, alarm);
    } else await nameEventsAlarm(unit, device, boot, seq, alarm);
  }

  async #store(unit: Unit, message: Message): Promise<ReceiptWords> {
    const { reading, device } = message;
    const { boot, seq } = reading;
    if (boot === undefined || seq === undefined) return this.#storeNameless(unit, message);
    const outcome = reading.shape === 'understood' ? 'recorded' : 'malformed';
    const row: EventRow = {
      device: device.id,
      boot,
      seq,
      type: reading.type?.slice(0, 64).replaceAll('\u0000', '').toWellFormed() ?? '',
      outcome,
      payload: message.payload,
      content: message.content,
      receivedAt: unit.at,
    };
    if (!(await insertEvent(unit, row))) return this.#storeAgain(unit, message, boot, seq);
    const alarm = await this.#ring(unit, message, outcome);
    if (alarm !== undefined) await this.#nameAlarm(unit, message, outcome, alarm);
    return { boot, seq, outcome, ...(alarm === undefined ? {} : { alarm }), at: unit.at };
  }

  /** The name is taken: the same content is a repeat, another is kept beside the first. */
  async #storeAgain(unit: Unit, message: Message, boot: string, seq: number): Promise<ReceiptWords> {
    const first = await eventNamed(unit, message.device.id, boot, seq);
    if (first === undefined) throw new TypeError('an event that is there cannot be read');
    if (first.content === message.content) return repeated({ boot, seq }, first);
    const before = await this.#keep(unit, message, 'conflict');
    if (before !== undefined) return { ...repeated({ boot, seq }, before), outcome: 'conflict' };
    const alarm = await this.#ring(unit, message, 'conflict', first.type);
    if (alarm !== undefined) await this.#nameAlarm(unit, message, 'conflict', alarm);
    return { boot, seq, outcome: 'conflict', ...(alarm === undefined ? {} : { alarm }), at: unit.at };
  }

  /** Neither boot nor seq can be read: its bytes are its name. */
  async #storeNameless(unit: Unit, message: Message): Promise<ReceiptWords> {
    const before = await this.#keep(unit, message, 'malformed');
    const { sha256 } = message;
    if (before !== undefined) return repeated({ sha256 }, before);
    const alarm = await this.#ring(unit, message, 'malformed');
    if (alarm !== undefined) await this.#nameAlarm(unit, message, 'malformed', alarm);
    return { sha256, outcome: 'malformed', ...(alarm === undefined ? {} : { alarm }), at: unit.at };
  }

  /** @returns the row of the same content that was there before */
  #keep(unit: Unit, message: Message, kind: OddityRow['kind']): Promise<OddityRow | undefined> {
    const { device, reading, payload } = message;
    return keepOddity(unit, {
      device: device.id,
      sha256: oddName(message, kind),
      kind,
      boot: reading.boot,
      seq: reading.seq,
      why: reading.shape === 'malformed' ? reading.why : undefined,
      payload,
      receivedAt: unit.at,
    });
  }

  /** The event's fact and the alarm it raises; an event that cannot ring leaves `event.unraised` and is tried again. */
  async #ring(
    unit: Unit,
    message: Message,
    verdict: Occurrence['verdict'],
    firstType?: string,
  ): Promise<string | undefined> {
    const occurrence = occurrenceOf(message, verdict, firstType);
    const fact = unit.record(factOf(message, occurrence));
    try {
      return await unit.nested(() => this.#raise(unit, occurrence, fact));
    } catch (error) {
      if (undoesAll(error)) throw error;
      const { device, reading, payload, sha256 } = message;
      const why = word(reasonOf(error), 'staff');
      await keepUnraised(unit, {
        id: fact.subject.id,
        device: device.id,
        kind: verdict,
        boot: reading.boot ?? null,
        seq: reading.seq ?? null,
        payload,
        since: unit.at,
        why: JSON.stringify(why),
      });
      const named = reading.boot === undefined ? { sha256 } : { boot: reading.boot, seq: reading.seq };
      unit.record({
        type: 'event.unraised',
        by: theSystem,
        subject: fact.subject,
        data: { device: device.id, place: device.place, ...named, why },
      });
      return undefined;
    }
  }
}

const repeated = (
  name: { boot: string; seq: number } | { sha256: string },
  first: { receivedAt: string; alarm?: string | null },
): ReceiptWords => ({
  ...name,
  outcome: 'repeated',
  ...(first.alarm ? { alarm: first.alarm } : {}),
  at: first.receivedAt,
});

/** A conflict is one of its name and content, however its JSON was laid out; what has no name is known by its bytes. */
const oddName = ({ reading, content, sha256 }: Message, kind: OddityRow['kind']): string =>
  kind === 'conflict' ? hex(`${reading.boot}\n${reading.seq}\n${content}`) : sha256;
