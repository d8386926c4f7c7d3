/** A device's message as it came in: read, named and compared, before anything of it is stored. Pure. */
import {
  kindsThatSay,
  readEvent,
  type DeviceEvent,
  type EventReading,
} from '../../devices/protocol/event.js';
import { readJson } from '../../devices/protocol/json.js';
import { device as deviceActor } from '../kernel/actor.js';
import { canonical, type Json } from '../kernel/canonical.js';
import { toInstant, toMs, type Instant } from '../kernel/clock.js';
import type { RecordedFact } from '../storage/unit.js';
import type { Device } from './device.js';
import type { Occurrence } from './occurrence.js';

const lateAfterMs = 60_000;

/** SHA-256 in hex. */
export type Hash = (bytes: Uint8Array | string) => string;

export interface Message {
  readonly device: Device;
  readonly payload: Uint8Array;
  readonly reading: EventReading;
  readonly heardAt: Instant;
  readonly sha256: string;
  /** what a repeat is compared by */
  readonly content: string;
}

export function readMessage(device: Device, payload: Uint8Array, heardAt: Instant, hash: Hash): Message {
  const reading = readEvent(device.kind, payload);
  const sha256 = hash(payload);
  return { device, payload, reading, heardAt, sha256, content: contentOf(reading, payload, sha256, hash) };
}

/** Conflicts compare canonical JSON; what has no such form is compared by its bytes. */
function contentOf(reading: EventReading, payload: Uint8Array, sha256: string, hash: Hash): string {
  if (reading.shape === 'understood') return hash(canonical(reading.event as Json));
  const json = readJson(payload);
  if (!json.isJson) return sha256;
  try {
    return hash(canonical(json.value as Json));
  } catch {
    return sha256;
  }
}

/** The name of an event within the ledger. */
export const eventId = (
  device: string,
  { boot, seq, sha256, isConflict }: { boot?: string; seq?: number; sha256: string; isConflict: boolean },
): string => {
  if (boot === undefined || seq === undefined) return `${device}/${sha256}`;
  return isConflict ? `${device}/${boot}/${seq}/${sha256}` : `${device}/${boot}/${seq}`;
};

/** @param firstType for a conflict: the type of the content that came first, as it was kept */
export function occurrenceOf(
  message: Message,
  verdict: Occurrence['verdict'],
  firstType?: string,
): Occurrence {
  const { reading, device, sha256, heardAt } = message;
  const understood = reading.shape === 'understood' ? reading : undefined;
  return {
    device,
    verdict,
    sha256,
    heardAt,
    ...(reading.boot === undefined ? {} : { boot: reading.boot }),
    ...(reading.seq === undefined ? {} : { seq: reading.seq }),
    ...known('type', reading.type),
    ...known('firstType', firstType),
    ...(understood === undefined
      ? {}
      : { event: understood.event, deviceAt: toInstant(Date.parse(understood.at)) }),
    ...(reading.shape === 'malformed' ? { why: reading.why } : {}),
    // A clock that runs years ahead is as wrong as one that runs behind.
    late: understood !== undefined && Math.abs(toMs(heardAt) - Date.parse(understood.at)) > lateAfterMs,
  };
}

/** A malformed message may say anything as its type: only a name of the protocol goes further. */
const known = (name: 'type' | 'firstType', type: string | undefined): Partial<Occurrence> =>
  type === undefined || kindsThatSay(type).length === 0 ? {} : { [name]: type };

export function factOf(
  { device, reading }: Message,
  occurrence: Occurrence,
): Omit<RecordedFact, 'seq' | 'at'> {
  const { verdict, boot, seq, type, sha256, late, deviceAt, heardAt } = occurrence;
  const name = { ...(boot === undefined ? {} : { boot }), ...(seq === undefined ? {} : { seq }), sha256 };
  return {
    type: `event.${verdict}`,
    by: deviceActor(device.id),
    subject: { kind: 'event', id: eventId(device.id, { ...name, isConflict: verdict === 'conflict' }) },
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
      ...(late ? { late, brokerAt: heardAt } : {}),
    },
    context: reading.shape === 'understood' ? (reading.event satisfies DeviceEvent) : undefined,
  };
}
