/** Stores what devices say, once, before anybody is told that it is stored. */
import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  kindsThatSay,
  readEvent,
  type DeviceEvent,
  type EventReading,
} from '../../devices/protocol/event.js';
import type { ReceiptWords } from '../../devices/protocol/receipt.js';
import { device as deviceActor, theSystem } from '../kernel/actor.js';
import { canonical, type Json } from '../kernel/canonical.js';
import { reasonOf } from '../kernel/errors.js';
import { toInstant, toMs, type Instant } from '../kernel/clock.js';
import { word } from '../ledger/ledger.service.js';
import { undoesAll } from '../storage/dialect.js';
import type { RecordedFact, Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import type { Device } from './device.js';
import {
  eventNamed,
  insertEvent,
  keepOddity,
  keepUnraised,
  nameEventsAlarm,
  nameOdditysAlarm,
  type EventRow,
  type OddityRow,
} from './events.store.js';
import type { Occurrence, Raise } from './occurrence.js';

const lateAfterMs = 60_000;
const hex = (bytes: Uint8Array | string): string => hash('sha256', bytes, 'hex');

/** A message as it came in, read but not yet stored. */
interface Message {
  readonly device: Device;
  readonly payload: Uint8Array;
  readonly reading: EventReading;
  readonly sha256: string;
  readonly content: string;
}

@Injectable()
export class Events {
  #raise: Raise = () => Promise.resolve(undefined);

  constructor(private readonly writer: Writer) {}

  /** `alarms` gives the one reaction without which an event must not pass unseen. */
  raiseWith(raise: Raise): void {
    this.#raise = raise;
  }

  /** @returns the receipt, only once what it says is on disk */
  receive(device: Device, payload: Uint8Array): Promise<ReceiptWords> {
    const message = readMessage(device, payload);
    return this.writer.write((unit) => this.#store(unit, message));
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

  /** Tries again to make an event ring. */
  async raiseAgain(
    unit: Unit,
    device: Device,
    payload: Uint8Array,
    verdict: Occurrence['verdict'],
  ): Promise<string | undefined> {
    const message = readMessage(device, payload);
    const occurrence = occurrenceOf(message, verdict, unit.at);
    const fact = { ...eventFact(message, occurrence), seq: 0, at: unit.at };
    const alarm = await this.#raise(unit, occurrence, fact);
    const { boot, seq } = message.reading;
    if (alarm !== undefined && boot !== undefined && seq !== undefined)
      await nameEventsAlarm(unit, device.id, boot, seq, alarm);
    unit.record({
      type: 'event.raised-late',
      by: theSystem,
      subject: fact.subject,
      data: { device: device.id, alarm },
    });
    return alarm;
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
    if (alarm !== undefined) await nameEventsAlarm(unit, device.id, boot, seq, alarm);
    return { boot, seq, outcome, ...(alarm === undefined ? {} : { alarm }), at: unit.at };
  }

  /** The name is taken: the same content is a repeat, another is kept beside the first. */
  async #storeAgain(unit: Unit, message: Message, boot: string, seq: number): Promise<ReceiptWords> {
    const first = await eventNamed(unit, message.device.id, boot, seq);
    if (first === undefined) throw new TypeError('an event that is there cannot be read');
    if (first.content === message.content) return repeated({ boot, seq }, first);
    const { oddity, before } = await this.#keep(unit, message, 'conflict');
    if (before !== undefined) return { ...repeated({ boot, seq }, before), outcome: 'conflict' };
    const alarm = await this.#ring(unit, message, 'conflict', first.type);
    if (alarm !== undefined) await nameOdditysAlarm(unit, oddity, alarm);
    return { boot, seq, outcome: 'conflict', ...(alarm === undefined ? {} : { alarm }), at: unit.at };
  }

  /** Neither boot nor seq can be read: its bytes are its name. */
  async #storeNameless(unit: Unit, message: Message): Promise<ReceiptWords> {
    const { oddity, before } = await this.#keep(unit, message, 'malformed');
    const { sha256 } = message;
    if (before !== undefined) return repeated({ sha256 }, before);
    const alarm = await this.#ring(unit, message, 'malformed');
    if (alarm !== undefined) await nameOdditysAlarm(unit, oddity, alarm);
    return { sha256, outcome: 'malformed', ...(alarm === undefined ? {} : { alarm }), at: unit.at };
  }

  async #keep(
    unit: Unit,
    message: Message,
    kind: OddityRow['kind'],
  ): Promise<{ oddity: OddityRow; before: OddityRow | undefined }> {
    const { device, reading, payload } = message;
    const why = reading.shape === 'malformed' ? reading.why : undefined;
    // A conflict is one of its name and content, however its JSON was laid out.
    const sha256 =
      kind === 'conflict' ? hex(`${reading.boot}\n${reading.seq}\n${message.content}`) : message.sha256;
    const oddity = {
      device: device.id,
      sha256,
      kind,
      boot: reading.boot,
      seq: reading.seq,
      why,
      payload,
      receivedAt: unit.at,
    };
    return { oddity, before: await keepOddity(unit, oddity) };
  }

  /** The event's fact and the alarm it raises; an event that cannot ring leaves `event.unraised` and is tried again. */
  async #ring(
    unit: Unit,
    message: Message,
    verdict: Occurrence['verdict'],
    firstType?: string,
  ): Promise<string | undefined> {
    const occurrence = occurrenceOf(message, verdict, unit.at, firstType);
    const fact = unit.record(eventFact(message, occurrence));
    try {
      return await unit.nested(() => this.#raise(unit, occurrence, fact));
    } catch (error) {
      if (undoesAll(error)) throw error;
      const { device, reading, payload, sha256 } = message;
      const { id } = fact.subject;
      await keepUnraised(unit, {
        id,
        device: device.id,
        kind: verdict,
        boot: reading.boot ?? null,
        seq: reading.seq ?? null,
        payload,
        since: unit.at,
      });
      const named = reading.boot === undefined ? { sha256 } : { boot: reading.boot, seq: reading.seq };
      unit.record({
        type: 'event.unraised',
        by: theSystem,
        subject: fact.subject,
        data: { device: device.id, place: device.place, ...named, why: word(reasonOf(error), 'staff') },
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

function readMessage(device: Device, payload: Uint8Array): Message {
  const reading = readEvent(device.kind, payload);
  const sha256 = hex(payload);
  return { device, payload, reading, sha256, content: contentOf(reading, payload, sha256) };
}

/** Conflicts compare canonical JSON; what is no JSON is compared by its bytes. */
function contentOf(reading: EventReading, payload: Uint8Array, sha256: string): string {
  try {
    return hex(
      canonical(
        (reading.shape === 'understood'
          ? reading.event
          : JSON.parse(Buffer.from(payload).toString('utf8'))) as Json,
      ),
    );
  } catch {
    return sha256;
  }
}

function occurrenceOf(
  message: Message,
  verdict: Occurrence['verdict'],
  now: Instant,
  firstType?: string,
): Occurrence {
  const { reading, device, sha256 } = message;
  const understood = reading.shape === 'understood' ? reading : undefined;
  return {
    device,
    verdict,
    sha256,
    ...(reading.boot === undefined ? {} : { boot: reading.boot }),
    ...(reading.seq === undefined ? {} : { seq: reading.seq }),
    // A malformed message may say anything as its type: only a name of the protocol goes further.
    ...(reading.type === undefined || kindsThatSay(reading.type).length === 0 ? {} : { type: reading.type }),
    ...(understood === undefined
      ? {}
      : { event: understood.event, deviceAt: toInstant(Date.parse(understood.at)) }),
    ...(reading.shape === 'malformed' ? { why: reading.why } : {}),
    ...(firstType === undefined ? {} : { firstType }),
    late: understood !== undefined && toMs(now) - Date.parse(understood.at) > lateAfterMs,
  };
}

function eventFact(message: Message, occurrence: Occurrence): Omit<RecordedFact, 'seq' | 'at'> {
  const { device, reading, sha256 } = message;
  const { verdict, boot, seq, type, late, deviceAt } = occurrence;
  const name =
    boot === undefined || seq === undefined
      ? sha256
      : verdict === 'conflict'
        ? `${boot}/${seq}/${sha256}`
        : `${boot}/${seq}`;
  return {
    type: `event.${verdict}`,
    by: deviceActor(device.id),
    subject: { kind: 'event', id: `${device.id}/${name}` },
    data: {
      device: device.id,
      kind: device.kind,
      boot,
      seq,
      type,
      sha256,
      place: device.place,
      zone: device.zone,
      deviceAt,
      ...(late ? { late } : {}),
    },
    context: reading.shape === 'understood' ? reading.event : undefined,
  };
}
