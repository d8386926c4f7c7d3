/** Turns a GPIO line, read through its file (`/sys/class/gpio/gpio17/value`), into a line that is said. */
import { readFile } from 'node:fs/promises';
import type { Bilingual } from './options.js';

export interface GpioBinding {
  readonly path: string;
  /** pressed while the file reads 0, as a button against ground with a pull-up does */
  readonly isActiveLow: boolean;
  readonly line: string;
}

const everyMs = 20;

const shape = /^(!?)([^=]+)=(.+)$/s;

/** `/sys/class/gpio/gpio17/value=press help`; with `!` before it the line is active low. */
export function readGpioBinding(text: string): GpioBinding | undefined {
  const [, low, path, line] = shape.exec(text) ?? [];
  return path === undefined || line === undefined ? undefined : { path, isActiveLow: low === '!', line };
}

export const mustBeGpio = (text: string): Bilingual | undefined =>
  readGpioBinding(text) === undefined ? ['必须是 [!]文件=行', 'must be [!]FILE=LINE'] : undefined;

/** Says the line when it is pressed in two looks running, 20 ms apart, and was let go before. @returns what ends it */
export function watchGpio(binding: GpioBinding, say: (line: string) => void, onLost: () => void): () => void {
  const pressed = binding.isActiveLow ? '0' : '1';
  let before = '';
  let wasPressed = false;
  let isLost = false;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  const look = async (): Promise<void> => {
    const now = await readFile(binding.path, 'utf8').then(
      (text) => text.trim(),
      () => undefined,
    );
    if (isClosed) return;
    if (now === undefined && !isLost) onLost();
    isLost = now === undefined;
    // Rather a press too many: a line that comes back pressed is a press.
    if (isLost) wasPressed = false;
    if (now !== undefined && now === before) {
      const isPressed = now === pressed;
      if (isPressed && !wasPressed) say(binding.line);
      wasPressed = isPressed;
    }
    before = now ?? '';
    timer = setTimeout(() => void look(), everyMs);
  };
  void look();
  return () => {
    isClosed = true;
    clearTimeout(timer);
  };
}
