/** Translation tables: which message of a foreign broker is which event of which enrolled device, as data. */
import { z } from 'zod';
import type { Saying } from '../protocol/event.js';
import { kinds } from '../protocol/topic.js';

const scalar = z.union([z.string(), z.number(), z.boolean()]);

/** What a message must be to fit: each path (`a.b`, empty for the whole) has one of the values. */
const rule = z.object({
  /** an MQTT filter in which `{id}` stands for the source's own name */
  topic: z.string(),
  /** the path of a list in the message; the rule is then held against each of its parts, whose paths the others are */
  each: z.string().optional(),
  when: z.record(z.string(), z.array(scalar)).default({}),
  /** only when the value changed since the last message of this source, so that a state told again is no new event */
  onChange: z.string().optional(),
  /** the event; a text `$path` is replaced by what the message has there */
  say: z.object({ type: z.string() }).loose(),
  /** where the source's own name and time of the event stand, for its repeats */
  id: z.array(z.string()).default([]),
  at: z.string().optional(),
  /** a retained message is an old state and no event, unless the table says so */
  retained: z.boolean().default(false),
});

export const adapterTableSchema = z.object({
  name: z.string(),
  /** repeats of one event come within this time */
  repeatsWithinSeconds: z.number().positive().default(10),
  rules: z.array(rule).min(1),
});

/** Which of the source's things is which enrolled device. */
export const devicesSchema = z.record(
  z.string(),
  z.object({
    device: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
    kind: z.enum(kinds),
    secret: z.string().optional(),
    secretVariable: z.string().optional(),
  }),
);

export type AdapterTable = z.infer<typeof adapterTableSchema>;
export type AdapterDevices = z.infer<typeof devicesSchema>;
export type AdapterRule = AdapterTable['rules'][number];

export interface ForeignMessage {
  readonly topic: string;
  readonly payload: unknown;
  readonly isRetained: boolean;
}

export interface Translated {
  readonly source: string;
  /** nothing where only the state is told that an event would have to differ from */
  readonly saying?: Saying;
  /** two messages with one key are one event */
  readonly key: string;
  readonly change?: { readonly path: string; readonly value: string };
}

/** Every rule that fits, for one message may be a press and a low battery. */
export function translate(table: AdapterTable, message: ForeignMessage): readonly Translated[] {
  return table.rules.flatMap((one, index) => {
    const source = sourceOf(one.topic, message.topic);
    if (source === undefined || (message.isRetained && !one.retained)) return [];
    return partsOf(one, message.payload).flatMap((payload) =>
      read(one, index, source, { ...message, payload }),
    );
  });
}

function partsOf({ each }: AdapterRule, payload: unknown): readonly unknown[] {
  if (each === undefined) return [payload];
  const parts = at(payload, each);
  return Array.isArray(parts) ? parts : [];
}

function read(
  one: AdapterRule,
  index: number,
  source: string,
  message: ForeignMessage,
): readonly Translated[] {
  const fits = Object.entries(one.when).every(([path, values]) =>
    values.some((value) => value === at(message.payload, path)),
  );
  if (fits) return [translated(one, index, source, message)];
  const change = changeOf(one, index, message);
  return change === undefined ? [] : [{ source, key: '', change }];
}

function changeOf(one: AdapterRule, index: number, { topic, payload }: ForeignMessage): Translated['change'] {
  if (one.onChange === undefined) return undefined;
  const value = textOf(at(payload, one.onChange));
  return value === '' ? undefined : { path: `${topic} ${index} ${one.onChange}`, value };
}

function translated(one: AdapterRule, index: number, source: string, message: ForeignMessage): Translated {
  const { payload, topic } = message;
  const ids = one.id.map((path) => textOf(at(payload, path))).filter((text) => text !== '');
  const sourceAt = one.at === undefined ? undefined : readTime(at(payload, one.at));
  const own = {
    topic,
    id: source,
    ...(ids.length > 0 && { event: ids.join('/') }),
    ...(sourceAt !== undefined && { at: sourceAt }),
  };
  const { type, ...fields } = one.say;
  const saying = { ...filled(fields, payload), type, source: own };
  // Where the source names no event, the same words from the same thing are a repeat for a moment.
  const key = JSON.stringify([index, topic, ...(ids.length > 0 ? ids : [sourceAt ?? payload])]);
  const change = changeOf(one, index, message);
  return { source, saying, key, ...(change !== undefined && { change }) };
}

/** The part of the topic at `{id}`; nothing where the topic does not fit. */
export function sourceOf(filter: string, topic: string): string | undefined {
  const wanted = filter.split('/');
  const given = topic.split('/');
  if (wanted.length !== given.length) return undefined;
  const fits = wanted.every((part, index) => part === '+' || part === '{id}' || part === given[index]);
  return fits ? given[wanted.indexOf('{id}')] : undefined;
}

/** What to subscribe to. */
export const filtersOf = (table: AdapterTable): readonly string[] => [
  ...new Set(table.rules.map(({ topic }) => topic.replace('{id}', '+'))),
];

function filled(fields: Readonly<Record<string, unknown>>, payload: unknown): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'string' && value.startsWith('$') ? at(payload, value.slice(1)) : value,
    ]),
  );
}

/** What stands at `a.b.0`; the whole where the path is empty. */
export function at(value: unknown, path: string): unknown {
  if (path === '') return value;
  let found: unknown = value;
  for (const part of path.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, part)) return undefined;
    found = (found as Readonly<Record<string, unknown>>)[part];
  }
  return found;
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** ISO text, seconds or milliseconds since 1970. */
function readTime(value: unknown): string | undefined {
  const ms = typeof value === 'number' ? (value < 1e11 ? value * 1000 : value) : Date.parse(textOf(value));
  return Number.isFinite(ms) ? new Date(ms).toISOString() : undefined;
}
