/** A microphone that hears made-up speech for exactly as long as it was open. */
import { open } from 'node:fs/promises';
import { type Clock } from '../../src/kernel/clock.js';
import type { Microphone } from '../recorder/recorder.js';
import type { Dice } from './chance.js';
import { sampleRate, speak, wavOf } from './voice.js';

const shortestSeconds = 0.5;
const longestSeconds = 60;

export function generatedMicrophone(dice: Dice, clock: Clock): Microphone {
  return {
    sampleRate,
    open: (path) => {
      const startedAtMs = clock.nowMs();
      const stop = async (): Promise<number> => {
        const endedAtMs = clock.nowMs();
        const seconds = (endedAtMs - startedAtMs) / 1000;
        const length = Math.min(longestSeconds, Math.max(shortestSeconds, seconds));
        const file = await open(path, 'w');
        try {
          await file.writeFile(wavOf(speak(length, dice)));
          await file.sync();
        } finally {
          await file.close();
        }
        return endedAtMs;
      };
      return Promise.resolve({
        startedAtMs,
        preSeconds: 0,
        earlier: [],
        lost: new Promise(() => undefined),
        stop,
      });
    },
  };
}
