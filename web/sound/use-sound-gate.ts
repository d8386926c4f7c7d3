/** The shift begins with one press that plays each sound and asks whether it was heard. */
import { useCallback, useRef, useState } from 'react';

import { lengthOf, type Sound } from './patterns.js';
import { soundPlayer, type SoundPower } from './sound-player.js';
import { useSoundPower } from './use-annunciator.js';

export type GateStage = 'unarmed' | 'testing' | 'asking' | 'ready' | 'unheard';

export interface SoundGate {
  readonly power: SoundPower;
  readonly stage: GateStage;
  /** what is being tried now */
  readonly trying?: Sound;
  readonly arm: () => void;
  readonly answer: (wasHeard: boolean) => void;
  /** a real alarm ends the trial at once */
  readonly interrupt: () => void;
}

const tried: readonly Sound[] = ['emergency', 'high', 'medium', 'trouble'];
const memory = 'sound-heard';

const heardThisShift = (): boolean => {
  try {
    return window.sessionStorage.getItem(memory) === 'yes';
  } catch {
    return false;
  }
};
const rememberHeard = (): void => {
  try {
    window.sessionStorage.setItem(memory, 'yes');
  } catch {
    return;
  }
};

export const useSoundGate = (): SoundGate => {
  const power = useSoundPower();
  const [stage, setStage] = useState<GateStage>(heardThisShift() ? 'ready' : 'unarmed');
  const [trying, setTrying] = useState<Sound>();
  const trial = useRef(0);

  const arm = useCallback(() => {
    const mine = ++trial.current;
    const run = async (): Promise<void> => {
      setStage('testing');
      if ((await soundPlayer.unlock()) !== 'running') {
        setStage('unarmed');
        return;
      }
      for (const sound of tried) {
        if (trial.current !== mine) return;
        setTrying(sound);
        const wasMeasured = await soundPlayer.play(sound);
        if (trial.current !== mine) return;
        if (!wasMeasured) break;
        await new Promise((done) => window.setTimeout(done, lengthOf(sound) + 250));
      }
      if (trial.current === mine) {
        setTrying(undefined);
        setStage('asking');
      }
    };
    void run();
  }, []);

  const answer = useCallback((wasHeard: boolean) => {
    trial.current += 1;
    setTrying(undefined);
    setStage(wasHeard ? 'ready' : 'unheard');
    if (wasHeard) rememberHeard();
  }, []);

  const interrupt = useCallback(() => {
    trial.current += 1;
    setTrying(undefined);
    setStage((before) => (before === 'testing' ? 'asking' : before));
  }, []);

  return { power, stage, arm, answer, interrupt, ...(trying === undefined ? {} : { trying }) };
};
