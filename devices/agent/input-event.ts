/** The events of a Linux input device (a USB key, a keypad, a gpio-keys line) and the lines that its keys stand for. */
import type { Bilingual } from './options.js';

export interface KeyMove {
  readonly code: number;
  readonly isDown: boolean;
}

/** What is done when a key goes down, or when it has been held so long. */
export interface KeyBinding {
  readonly code: number;
  readonly heldSeconds: number;
  readonly line: string;
}

const keyType = 1;

/** `struct input_event` of linux/input.h: a time of two longs, then type, code and value. */
export const inputEventBytes = (arch: string): number => (arch === 'arm' || arch === 'ia32' ? 16 : 24);

/** The key moves in whole events; the keyboard's own repeats of a held key are left out. */
export function readKeyMoves(bytes: Buffer, eventBytes: number): readonly KeyMove[] {
  const moves: KeyMove[] = [];
  for (let at = 0; at + eventBytes <= bytes.length; at += eventBytes) {
    const tail = at + eventBytes - 8;
    const value = bytes.readInt32LE(tail + 4);
    if (bytes.readUInt16LE(tail) === keyType && value !== 2)
      moves.push({ code: bytes.readUInt16LE(tail + 2), isDown: value === 1 });
  }
  return moves;
}

const bindingShape = /^(\d+)(?::(\d+(?:\.\d+)?))?=(.+)$/s;

/** `28=press help` or `28:3=press emergency`, done when key 28 was held for three seconds. */
export function readKeyBinding(text: string): KeyBinding | undefined {
  const [, code, held = '0', line] = bindingShape.exec(text) ?? [];
  return code === undefined || line === undefined
    ? undefined
    : { code: Number(code), heldSeconds: Number(held), line };
}

export const mustBeBinding = (text: string): Bilingual | undefined =>
  readKeyBinding(text) === undefined
    ? ['必须是 键码=行 或 键码:秒数=行', 'must be CODE=LINE or CODE:SECONDS=LINE']
    : undefined;
