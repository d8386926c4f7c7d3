/** Keys of a USB button or keypad go down, as the kernel tells it on a 64-bit machine. */
import { createWriteStream } from 'node:fs';

export function pressKeys(path: string, ...codes: readonly number[]): void {
  const events = codes.map((code) => {
    const event = Buffer.alloc(24);
    event.writeUInt16LE(1, 16);
    event.writeUInt16LE(code, 18);
    event.writeInt32LE(1, 20);
    return event;
  });
  createWriteStream(path).end(Buffer.concat(events));
}
