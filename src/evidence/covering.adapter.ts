/** Makes the redacted copy of a file: spans of sound muted, regions of a picture covered; the original is only read. */
import { copyFile, open } from 'node:fs/promises';
import { invalid } from '../kernel/errors.js';
import { bytesOf, soundIn, type TimeSpan } from './wav.js';

export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const headBytes = 64 * 1024;
const chunkBytes = 1024 * 1024;

/** @throws REDACTION_FORMAT where it is no WAV of plain samples, REDACTION_EMPTY where a span covers none of it */
export async function muted(from: string, to: string, spans: readonly TimeSpan[]): Promise<void> {
  await copyFile(from, to);
  const file = await open(to, 'r+');
  try {
    await file.chmod(0o600);
    const head = Buffer.alloc(headBytes);
    const { bytesRead } = await file.read(head, 0, headBytes, 0);
    const sound = soundIn(head.subarray(0, bytesRead), (await file.stat()).size);
    if (sound === undefined)
      throw invalid(
        'REDACTION_FORMAT',
        'only a WAV of plain samples can be muted; convert the recording first',
      );
    for (const span of spans) {
      const { start, end } = bytesOf(sound, span);
      if (start >= end) throw invalid('REDACTION_EMPTY', 'this span covers nothing of the recording');
      for (let at = start; at < end; at += chunkBytes) {
        const bytes = Math.min(chunkBytes, end - at);
        await file.write(Buffer.alloc(bytes, sound.silence), 0, bytes, at);
      }
    }
  } finally {
    await file.close();
  }
}

/** @throws REDACTION_FORMAT, REDACTION_EMPTY where a region lies outside */
export async function covered(from: string, to: string, regions: readonly Region[]): Promise<void> {
  // Loaded by who needs it: it would hold up each start by a tenth of a second.
  const { default: sharp } = await import('sharp');
  const picture = sharp(from, { failOn: 'error' });
  const { width, height, format } = await picture.metadata().catch(() => {
    throw invalid('REDACTION_FORMAT', 'only a JPEG or PNG picture can be covered');
  });
  if (format !== 'jpeg' && format !== 'png')
    throw invalid('REDACTION_FORMAT', 'only a JPEG or PNG picture can be covered');
  const boxes = regions.map(({ x, y, width: wide, height: high }) => {
    const box = { left: Math.max(0, x), top: Math.max(0, y) };
    const size = {
      width: Math.min(x + wide, width) - box.left,
      height: Math.min(y + high, height) - box.top,
    };
    if (size.width < 1 || size.height < 1)
      throw invalid('REDACTION_EMPTY', 'this region covers nothing of the picture');
    return { ...box, input: { create: { ...size, channels: 3 as const, background: '#000000' } } };
  });
  // What the camera wrote beside the picture (place, owner) is left behind: sharp keeps none of it unless asked.
  const made = picture.composite(boxes);
  await (format === 'jpeg' ? made.jpeg({ quality: 92 }) : made.png()).toFile(to);
}
