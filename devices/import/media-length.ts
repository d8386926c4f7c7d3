/** How long a recording lasts, read from its own header: WAV, MP4 and QuickTime, AVI. */
import { type FileHandle, open } from 'node:fs/promises';

/** Milliseconds; nothing where the file does not say. Opens it for reading only. */
export async function lengthOf(path: string): Promise<number | undefined> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const head = await bytesAt(file, 0, 64);
    const kind = head.toString('latin1', 0, 4) + head.toString('latin1', 8, 12);
    if (kind === 'RIFFWAVE') return wavLength(head, size);
    if (kind === 'RIFFAVI ') return aviLength(head);
    return await boxedLength(file, size);
  } finally {
    await file.close();
  }
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

function wavLength(head: Buffer, size: number): number | undefined {
  const bytesPerSecond = head.length >= 32 ? head.readUInt32LE(28) : 0;
  return bytesPerSecond === 0 ? undefined : Math.round(((size - 44) / bytesPerSecond) * 1000);
}

/** `avih` stands first in the header list: microseconds a frame, and five words on the number of frames. */
function aviLength(head: Buffer): number | undefined {
  const at = head.indexOf('avih', 0, 'latin1');
  return at < 0 || head.length < at + 28
    ? undefined
    : Math.round((head.readUInt32LE(at + 8) * head.readUInt32LE(at + 24)) / 1000);
}

/** Walks the boxes of ISO 14496-12 to `moov/mvhd`. */
async function boxedLength(file: FileHandle, size: number): Promise<number | undefined> {
  for (let at = 0; at + 8 <= size;) {
    const head = await bytesAt(file, at, 16);
    if (head.length < 8) return undefined;
    const kind = head.toString('latin1', 4, 8);
    const isLong = head.readUInt32BE(0) === 1 && head.length === 16;
    const length = isLong ? Number(head.readBigUInt64BE(8)) : head.readUInt32BE(0) || size - at;
    if (kind === 'moov') return movieLength(await bytesAt(file, at + 8, Math.min(length - 8, 4_096)));
    if (length < 8) return undefined;
    at += length;
  }
  return undefined;
}

function movieLength(movie: Buffer): number | undefined {
  const at = movie.indexOf('mvhd', 0, 'latin1') + 4;
  if (at < 4 || movie.length < at + 32) return undefined;
  const isNew = movie.readUInt8(at) === 1;
  const scale = movie.readUInt32BE(at + (isNew ? 20 : 12));
  const ticks = isNew ? Number(movie.readBigUInt64BE(at + 24)) : movie.readUInt32BE(at + 16);
  return scale === 0 ? undefined : Math.round((ticks / scale) * 1000);
}
