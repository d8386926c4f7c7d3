/** Sound as 16-bit mono PCM: pieces with the time at which they ended, and how loud they are. */
export const bytesPerSample = 2;

/** One piece as it came from the microphone. */
export interface Sound {
  /** the listening it belongs to; two pieces of one listening have no gap between them */
  readonly run: number;
  /** by this device's clock */
  readonly endedAtMs: number;
  readonly pcm: Buffer;
}

/** Sound without a gap. */
export interface Span {
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly pcm: readonly Buffer[];
}

export const bytesOf = (seconds: number, sampleRate: number): number =>
  Math.floor(seconds * sampleRate) * bytesPerSample;

export const secondsOf = (bytes: number, sampleRate: number): number => bytes / (sampleRate * bytesPerSample);

/** The pieces, oldest first, as spans; the last piece of a span tells its time, since clocks are set while we run. */
export function spansOf(sounds: readonly Sound[], sampleRate: number): readonly Span[] {
  const groups: Sound[][] = [];
  for (const sound of sounds) {
    const group = groups.at(-1);
    if (group !== undefined && group[0]?.run === sound.run) group.push(sound);
    else groups.push([sound]);
  }
  return groups.map((group) => {
    const bytes = group.reduce((sum, { pcm }) => sum + pcm.length, 0);
    const endedAtMs = group.at(-1)?.endedAtMs ?? 0;
    const startedAtMs = endedAtMs - Math.round(secondsOf(bytes, sampleRate) * 1000);
    return { startedAtMs, endedAtMs, pcm: group.map(({ pcm }) => pcm) };
  });
}

/** The newest pieces that together last `seconds`, the oldest of them cut to the sample. */
export function newest(sounds: readonly Sound[], seconds: number, sampleRate: number): readonly Sound[] {
  const kept: Sound[] = [];
  let wanted = bytesOf(seconds, sampleRate);
  for (const sound of sounds.toReversed()) {
    if (wanted <= 0) break;
    kept.unshift({ ...sound, pcm: sound.pcm.subarray(Math.max(0, sound.pcm.length - wanted)) });
    wanted -= sound.pcm.length;
  }
  return kept;
}

const fullScale = 32_768;

/** Root mean square in dB below full scale; -Infinity for digital silence. */
export function loudnessDb(pcm: Buffer): number {
  let sum = 0;
  const samples = Math.floor(pcm.length / bytesPerSample);
  for (let index = 0; index < samples; index += 1) sum += pcm.readInt16LE(index * bytesPerSample) ** 2;
  return samples === 0 ? -Infinity : 10 * Math.log10(sum / samples / fullScale ** 2);
}
