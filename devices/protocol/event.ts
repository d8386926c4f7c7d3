/** What devices may say on `event`: one union of types for each kind of device. */
import { z } from 'zod';
import { isObject, readJson, whyNotCanonical } from './json.js';
import { bootName, count, firstFault, instant, percent, sequence, sha256, text, version } from './shapes.js';
import { type Kind, kinds } from './topic.js';

export const patterns = ['help', 'emergency', 'silent'] as const;
export const detectionClasses = ['metal', 'knife', 'gun', 'liquid', 'powder', 'explosive', 'other'] as const;
export const outcomes = ['cleared', 'deposited', 'withheld', 'handed-over', 'refused', 'fled'] as const;
export const tags = ['interference', 'inquiry', 'threat', 'insult'] as const;

const envelope = { v: version, boot: bootName, seq: sequence, at: instant };

/** An event of one type; fields it does not know are kept and are no fault. */
const event = <Name extends string, Shape extends z.ZodRawShape>(type: Name, shape: Shape) =>
  z.looseObject({ ...envelope, type: z.literal(type), ...shape });

const ofAll = [
  event('tamper', {}),
  event('battery', { percent }),
  event('fault', { code: text }),
  event('test', {}),
] as const;

export const buttonEvent = z.discriminatedUnion('type', [
  ...ofAll,
  event('pressed', { pattern: z.enum(patterns) }),
  event('stand-down-asked', {}),
]);

export const gateEvent = z.discriminatedUnion('type', [
  ...ofAll,
  event('passages', { from: instant, to: instant, passed: count, alarmed: count }),
  event('detection', { zoneCode: text, class: z.enum(detectionClasses), image: text.optional() }),
  event('decision', {
    detection: z.looseObject({ boot: bootName, seq: sequence }).optional(),
    outcome: z.enum(outcomes),
    item: text.optional(),
    operators: z.array(text),
  }),
  event('self-check', { ok: z.boolean(), by: z.array(text) }),
]);

export const recorderEvent = z.discriminatedUnion('type', [
  ...ofAll,
  event('call-started', { direction: text, peer: text.optional(), extension: text }),
  event('call-ended', {}),
  event('flagged', { tag: z.enum(tags), from: instant, to: instant }),
  event('recording-started', { reason: text, preSeconds: z.number().min(0) }),
  event('recording-stopped', { reason: text }),
  event('clip-ready', {
    clip: text,
    sha256,
    bytes: count,
    mime: text,
    startedAt: instant,
    endedAt: instant,
    clockOffsetMs: z.number().optional(),
  }),
  event('storage', { freePercent: percent }),
]);

export const doorEvent = z.discriminatedUnion('type', [
  ...ofAll,
  event('forced', {}),
  event('held-open', {}),
  event('opened', { by: text.optional() }),
]);

export const sirenEvent = z.discriminatedUnion('type', [
  ...ofAll,
  event('sounded', { command: text }),
  event('silenced', { command: text }),
]);

export const eventOf = {
  button: buttonEvent,
  gate: gateEvent,
  recorder: recorderEvent,
  door: doorEvent,
  siren: sirenEvent,
} as const;

export type EventOf<K extends Kind> = z.infer<(typeof eventOf)[K]>;
export type DeviceEvent = EventOf<Kind>;
/** What a device says, before its outbox names it. */
export type SayingOf<K extends Kind> =
  EventOf<K> extends infer One ? (One extends unknown ? Spoken<One> : never) : never;
/** Any saying, of whichever kind. */
export interface Saying {
  readonly type: string;
  readonly [field: string]: unknown;
}

type Spoken<One> = { [Key in keyof One as Exclude<KnownKey<Key>, 'v' | 'boot' | 'seq' | 'at'>]: One[Key] };
type KnownKey<Key> = string extends Key ? never : number extends Key ? never : Key;

const typesOf: Readonly<Record<Kind, ReadonlySet<string>>> = {
  button: typesIn(buttonEvent),
  gate: typesIn(gateEvent),
  recorder: typesIn(recorderEvent),
  door: typesIn(doorEvent),
  siren: typesIn(sirenEvent),
};

function typesIn(union: {
  readonly options: readonly { readonly shape: { readonly type: { readonly value: string } } }[];
}): ReadonlySet<string> {
  return new Set(union.options.map((option) => option.shape.type.value));
}

/** The kinds that may say `type`; empty where no kind may. */
export const kindsThatSay = (type: string): readonly Kind[] =>
  kinds.filter((kind) => typesOf[kind].has(type));

export interface Understood {
  readonly shape: 'understood';
  /** exactly what JSON.parse made of the payload, further fields included */
  readonly event: DeviceEvent;
  readonly boot: string;
  readonly seq: number;
  readonly at: string;
  readonly type: DeviceEvent['type'];
}

/** Not understood; `boot`, `seq` and `type` are given where they can be read although the rest is wrong. */
export interface Malformed {
  readonly shape: 'malformed';
  /** one sentence */
  readonly why: string;
  readonly boot?: string;
  readonly seq?: number;
  readonly type?: string;
}

export type EventReading = Understood | Malformed;

/** Never throws, whatever the bytes. */
export function readEvent(kind: Kind, payload: Uint8Array): EventReading {
  const json = readJson(payload);
  if (!json.isJson) return { shape: 'malformed', why: json.why };
  const { value } = json;
  if (!isObject(value)) return { shape: 'malformed', why: 'The payload is not a JSON object.' };
  const why = faultOf(kind, value);
  if (why !== undefined) return { shape: 'malformed', why, ...readable(value) };
  // What was parsed is handed on, not zod's copy: a copy would turn an own `__proto__` into a prototype.
  const event = value as DeviceEvent;
  return { shape: 'understood', event, boot: event.boot, seq: event.seq, at: event.at, type: event.type };
}

function faultOf(kind: Kind, value: Readonly<Record<string, unknown>>): string | undefined {
  const deep = whyNotCanonical(value);
  if (deep !== undefined) return deep;
  const { type } = value;
  if (typeof type === 'string' && !typesOf[kind].has(type)) {
    const [other] = kindsThatSay(type);
    if (other === undefined) return 'The type is unknown.';
    return `The type ${type} belongs to the kind ${other}, not to ${kind}.`;
  }
  const parsed = eventOf[kind].safeParse(value);
  return parsed.success ? undefined : `The event is of the wrong shape at ${firstFault(parsed.error)}.`;
}

function readable(value: Readonly<Record<string, unknown>>): Omit<Malformed, 'shape' | 'why'> {
  const boot = bootName.safeParse(value['boot']);
  const seq = sequence.safeParse(value['seq']);
  const { type } = value;
  return {
    ...(boot.success && { boot: boot.data }),
    ...(seq.success && { seq: seq.data }),
    ...(typeof type === 'string' && { type }),
  };
}
