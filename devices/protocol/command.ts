/** What the console tells a device. */
import { z } from 'zod';
import { readJson } from './json.js';
import { instant, text, version } from './shapes.js';
import type { Kind } from './topic.js';

export const feedbackStates = ['received', 'acknowledged', 'responding', 'on-scene', 'closed'] as const;
export type FeedbackState = (typeof feedbackStates)[number];

const envelope = { v: version, id: text, until: instant };
const command = <Name extends string, Shape extends z.ZodRawShape>(type: Name, shape: Shape) =>
  z.looseObject({ ...envelope, type: z.literal(type), ...shape });

const ping = command('ping', {});

export const buttonCommand = z.discriminatedUnion('type', [
  ping,
  command('feedback', { alarm: text, state: z.enum(feedbackStates) }),
]);
export const sirenCommand = z.discriminatedUnion('type', [
  ping,
  command('sound', { level: text, seconds: z.number().positive() }),
  command('silence', {}),
]);
export const recorderCommand = z.discriminatedUnion('type', [
  ping,
  command('start', { reason: text, preSeconds: z.number().min(0) }),
  command('stop', {}),
]);
export const pingCommand = z.discriminatedUnion('type', [ping]);

export const commandOf = {
  button: buttonCommand,
  gate: pingCommand,
  recorder: recorderCommand,
  door: pingCommand,
  siren: sirenCommand,
} as const;

export type CommandTo<K extends Kind> = z.infer<(typeof commandOf)[K]>;
export type Command = CommandTo<Kind>;

type Worded<One> = One extends unknown
  ? { [Key in keyof One as string extends Key ? never : Key extends 'v' ? never : Key]: One[Key] }
  : never;
/** A command without its version, which `encodeCommand` adds. */
export type CommandWords<K extends Kind = Kind> = Worded<CommandTo<K>>;

export const encodeCommand = (words: CommandWords): string => JSON.stringify({ v: 1, ...words });

/** A command that a device of this kind knows, or nothing. Never throws. */
export function readCommand<K extends Kind>(kind: K, payload: Uint8Array): CommandTo<K> | undefined {
  const json = readJson(payload);
  if (!json.isJson) return undefined;
  const parsed = commandOf[kind].safeParse(json.value);
  return parsed.success ? (parsed.data as CommandTo<K>) : undefined;
}
