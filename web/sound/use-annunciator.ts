/** Rings what is due on this screen, and tells what has really been heard. */
import { useEffect, useRef, useState } from 'react';

import { onBeat } from '../ticker.js';
import { annunciate, quiet, type Ringing } from './annunciator.js';
import type { Sound } from './patterns.js';
import { soundPlayer, type SoundPower } from './sound-player.js';

export interface Rung {
  readonly sound: Sound;
  readonly peak: number;
  readonly count: number;
}

export const useSoundPower = (): SoundPower => {
  const [power, setPower] = useState<SoundPower>(soundPlayer.power());
  useEffect(() => {
    const take = (): void => setPower(soundPlayer.power());
    take();
    return soundPlayer.watch(take);
  }, []);
  return power;
};

/** Any press or key on the page is used to ask the browser for sound. */
export const useUnlockOnPress = (): void => {
  useEffect(() => {
    const unlock = (): void => {
      if (soundPlayer.power() !== 'running') void soundPlayer.unlock();
    };
    unlock();
    window.addEventListener('pointerdown', unlock);
    window.addEventListener('keydown', unlock);
    return () => {
      window.removeEventListener('pointerdown', unlock);
      window.removeEventListener('keydown', unlock);
    };
  }, []);
};

export const useAnnunciator = (
  ringing: readonly Ringing[],
  isPaused: boolean,
  onHeard: (ids: readonly string[], sound: Sound) => void,
): Rung | undefined => {
  const [rung, setRung] = useState<Rung>();
  const state = useRef(quiet);
  const count = useRef(0);
  const beat = useRef((): void => undefined);
  useEffect(() => {
    beat.current = (): void => {
      if (isPaused || soundPlayer.power() !== 'running') return;
      const { state: next, due } = annunciate(state.current, ringing, Date.now());
      if (state.current.playing !== undefined && next.playing === undefined) soundPlayer.stop();
      state.current = next;
      if (due === undefined) return;
      const ring = async (): Promise<void> => {
        if (!(await soundPlayer.play(due.sound))) return;
        count.current += 1;
        setRung({ sound: due.sound, peak: soundPlayer.lastPeak(), count: count.current });
        onHeard(due.ids, due.sound);
      };
      void ring();
    };
    // A change rings at once, without waiting for the beat.
    beat.current();
  }, [ringing, isPaused, onHeard]);
  useEffect(() => {
    return onBeat(() => beat.current());
  }, []);
  return rung;
};
