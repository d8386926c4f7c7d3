/** Where a program's lines come from beside its keyboard: a local socket, keys, GPIO lines. */
import { readGpioBinding, mustBeGpio, watchGpio } from './gpio.js';
import { mustBeBinding, readKeyBinding } from './input-event.js';
import { Keys } from './keys.js';
import { openLineSocket } from './line-socket.js';
import type { Given, OptionTable } from './options.js';

export const sourceOptions = {
  socket: {
    value: 'PATH',
    help: [
      '本机套接字，每行一条',
      'a local socket that takes such lines and answers each when it is on disk',
    ],
  },
  keys: {
    value: 'DEVICE',
    help: [
      '按键所在的输入设备（USB 按钮等）',
      'input device of the keys, e.g. /dev/input/by-id/...-event-kbd',
    ],
  },
  key: {
    value: 'CODE[:SECONDS]=LINE',
    help: [
      '按下该键（或按住若干秒）即执行一行（可多次）',
      'does a line when the key goes down, or was held so long (may be repeated)',
    ],
    isList: true,
    fault: mustBeBinding,
  },
  gpio: {
    value: '[!]FILE=LINE',
    help: [
      'GPIO 电平文件，! 表示低电平有效（可多次）',
      'a GPIO line by its value file, ! for active low (may be repeated)',
    ],
    isList: true,
    fault: mustBeGpio,
  },
} as const satisfies OptionTable;

export interface LineSourcesOptions {
  readonly given: Given<keyof typeof sourceOptions>;
  /** answers what became of the line */
  readonly say: (line: string) => Promise<string>;
  readonly tell: (line: string) => void;
}

/** @returns what closes them all */
export async function openLineSources(options: LineSourcesOptions): Promise<() => Promise<void>> {
  const { given, tell } = options;
  const closers: (() => Promise<void> | void)[] = [];
  const say = (line: string): void => void options.say(line);
  const lost = (path: string) => (): void => {
    tell(`读不到 cannot read ${path}`);
    say('fault input-lost');
  };
  const socket = given.one('socket');
  if (socket !== undefined) closers.push(await openLineSocket(socket, options.say));
  const path = given.one('keys');
  if (path !== undefined) {
    const bindings = given
      .many('key')
      .map(readKeyBinding)
      .filter((binding) => binding !== undefined);
    const keys = new Keys({ path, bindings, say, onLost: lost(path) });
    closers.push(() => keys.close());
  }
  for (const text of given.many('gpio')) {
    const binding = readGpioBinding(text);
    if (binding !== undefined) closers.push(watchGpio(binding, say, lost(binding.path)));
  }
  return async () => {
    for (const close of closers) await close();
  };
}

/** The lines that keys and GPIO lines stand for, to be checked before anything starts. */
export const boundLines = (given: Given<keyof typeof sourceOptions>): readonly string[] =>
  [...given.many('key').map(readKeyBinding), ...given.many('gpio').map(readGpioBinding)].flatMap((binding) =>
    binding === undefined ? [] : [binding.line],
  );
