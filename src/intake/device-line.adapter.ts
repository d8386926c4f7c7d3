/** A device's connection, read frame by frame: what is too large is cut, and more is read only when all that was read is done with. */
import type { Socket } from 'node:net';
import { maxMessageBytes } from '../../devices/protocol/limits.js';
import { FrameScanner, type TooLarge } from './frame-scanner.js';

// A PUBLISH carries its topic and a packet id beside the message.
const largestFrame = maxMessageBytes + 1024;
// The broker would take up at once all that has come (64 KiB and more), and whoever comes next would wait behind it.
const mostUnderWay = 32;

export class DeviceLine {
  readonly #scanner = new FrameScanner(largestFrame);
  #underWay = 0;

  constructor(
    readonly socket: Socket,
    readonly onTooLarge: (large: TooLarge) => void,
  ) {
    const read = socket.read.bind(socket);
    // The broker pulls with read(), and again after each message: what it must never buffer is seen here first.
    socket.read = (size?: number): unknown =>
      this.#underWay > 0 ? null : this.#cut(read(size) as Buffer | null);
    socket.on('error', () => socket.destroy());
  }

  /** Nothing more is read before this is done with. */
  async during(work: () => Promise<void>): Promise<void> {
    this.#underWay += 1;
    try {
      await work();
    } finally {
      this.#underWay -= 1;
    }
  }

  #cut(chunk: Buffer | null): Buffer | null {
    if (chunk === null) return null;
    const scanned = this.#scanner.scan(chunk, mostUnderWay);
    if (typeof scanned === 'object') {
      this.onTooLarge(scanned);
      this.socket.destroy();
      return null;
    }
    if (scanned < chunk.length) this.socket.unshift(chunk.subarray(scanned));
    return chunk.subarray(0, scanned);
  }
}
