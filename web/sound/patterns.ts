/** How each level sounds: bursts in the manner of IEC 60601-1-8, told apart by count, pitch and pace. */
import type { Level } from '../../src/console/board.js';

export type Sound = Level | 'not-live';

export interface Tone {
  readonly frequencyHz: number;
  readonly startMs: number;
  readonly lengthMs: number;
}

export interface Pattern {
  readonly tones: readonly Tone[];
  /** from the start of one burst to the start of the next */
  readonly everyMs: number;
}

const burst = (frequenciesHz: readonly number[], lengthMs: number, gapMs: number): readonly Tone[] =>
  frequenciesHz.map((frequencyHz, index) => ({
    frequencyHz,
    startMs: index * (lengthMs + gapMs),
    lengthMs,
  }));

export const patterns: Readonly<Record<Sound, Pattern>> = {
  // five, rising, again every 2.5 s
  emergency: { tones: burst([523, 587, 659, 784, 988], 150, 80), everyMs: 2_500 },
  high: { tones: burst([659, 659, 784], 180, 140), everyMs: 5_000 },
  medium: { tones: burst([523, 440], 220, 160), everyMs: 15_000 },
  trouble: { tones: burst([220], 450, 0), everyMs: 60_000 },
  'not-live': { tones: burst([330, 330], 120, 120), everyMs: 4_000 },
};

export const sounds: readonly Sound[] = ['emergency', 'high', 'medium', 'trouble', 'not-live'];

export const lengthOf = (sound: Sound): number =>
  Math.max(...patterns[sound].tones.map((tone) => tone.startMs + tone.lengthMs));
