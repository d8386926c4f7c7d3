/** Makes speech-like sound: syllables of a few tones with noise and pauses between, no words. */
import { wavHeader } from '../recorder/wav.js';
import type { Dice } from './chance.js';

export const sampleRate = 8_000;

const loudest = 9_000;
const syllableMs = { shortest: 90, longest: 260 } as const;

/** 16-bit mono PCM. @param seconds how long it sounds */
export function speak(seconds: number, dice: Dice): Int16Array {
  const samples = new Int16Array(Math.round(seconds * sampleRate));
  let at = 0;
  while (at < samples.length) {
    const length = Math.round((dice.between(syllableMs.shortest, syllableMs.longest) / 1000) * sampleRate);
    if (dice.next() < 0.8) sing(samples.subarray(at, at + length), dice);
    at += length;
  }
  return samples;
}

/** One syllable: a voice's pitch, two of its formants and a little breath, fading in and out. */
function sing(samples: Int16Array, dice: Dice): void {
  const tones = [dice.between(110, 220), dice.between(300, 800), dice.between(900, 2_400)];
  for (let index = 0; index < samples.length; index += 1) {
    const turn = (2 * Math.PI * index) / sampleRate;
    const voice = tones.reduce((sum, tone, rank) => sum + Math.sin(turn * tone) / (rank + 1), 0);
    const breath = (dice.next() - 0.5) * 0.4;
    const fade = Math.sin((Math.PI * index) / samples.length);
    samples[index] = Math.round(((voice + breath) / 2.1) * fade * loudest);
  }
}

/** A whole WAV file. */
export function wavOf(samples: Int16Array): Uint8Array {
  const pcm = new DataView(new ArrayBuffer(samples.length * 2));
  for (const [index, sample] of samples.entries()) pcm.setInt16(index * 2, sample, true);
  const header = wavHeader(sampleRate, pcm.byteLength);
  const file = new Uint8Array(header.length + pcm.byteLength);
  file.set(header);
  file.set(new Uint8Array(pcm.buffer), header.length);
  return file;
}
