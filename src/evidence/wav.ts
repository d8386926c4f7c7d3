/** Where the sound of a WAV file lies, and which of its bytes a span of time covers. Pure. */

export interface Sound {
  /** of the first sample */
  readonly start: number;
  /** after the last one */
  readonly end: number;
  readonly bytesPerSecond: number;
  readonly blockBytes: number;
  /** the byte of silence: 8-bit samples are unsigned */
  readonly silence: number;
}

export interface TimeSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

/** @returns undefined where it is no WAV of plain samples. @param head the first bytes, up to the samples */
export function soundIn(head: Uint8Array, fileBytes: number): Sound | undefined {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const name = (at: number): string => String.fromCharCode(...head.subarray(at, at + 4));
  if (head.length < 44 || name(0) !== 'RIFF' || name(8) !== 'WAVE') return undefined;
  let format: Omit<Sound, 'start' | 'end'> | undefined;
  for (let at = 12; at + 8 <= head.length;) {
    const bytes = view.getUint32(at + 4, true);
    if (name(at) === 'fmt ' && at + 24 <= head.length) format = plainFormat(view, at + 8);
    if (name(at) === 'data') {
      const start = at + 8;
      return format === undefined ? undefined : { ...format, start, end: Math.min(start + bytes, fileBytes) };
    }
    at += 8 + bytes + (bytes % 2);
  }
  return undefined;
}

const plainSamples = 1;
const floatSamples = 3;

function plainFormat(view: DataView, at: number): Omit<Sound, 'start' | 'end'> | undefined {
  if (![plainSamples, floatSamples].includes(view.getUint16(at, true))) return undefined;
  return {
    bytesPerSecond: view.getUint32(at + 8, true),
    blockBytes: view.getUint16(at + 12, true),
    silence: view.getUint16(at + 14, true) === 8 ? 0x80 : 0,
  };
}

/** The bytes from `start` to before `end`; whole samples, rather one more than one too few. */
export function bytesOf(sound: Sound, { fromMs, toMs }: TimeSpan): { start: number; end: number } {
  const { start, end, bytesPerSecond, blockBytes } = sound;
  const first = Math.floor((fromMs * bytesPerSecond) / 1000 / blockBytes) * blockBytes;
  const after = Math.ceil((toMs * bytesPerSecond) / 1000 / blockBytes) * blockBytes;
  return { start: Math.min(start + first, end), end: Math.min(start + after, end) };
}
