/** The shift begins with one press that plays each sound and asks whether it was heard. */
import { useCallback, useMemo, useRef, useState } from 'react';

import type { ScreenSound } from '../../src/console/screen.js';
import { lengthOf, type Sound } from './patterns.js';
import { soundPlayer, type SoundPower } from './sound-player.js';
import { tellSound, useDeafness } from './deafness.js';
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

/** What every other guard screen is told of this one. */
export const screenSound = (power: SoundPower, stage: GateStage): ScreenSound => {
  if (power !== 'running') return 'blocked';
  if (stage === 'ready') return 'ready';
  return stage === 'unheard' ? 'not-heard' : 'untried';
};

const tried: readonly Sound[] = ['emergency', 'high', 'medium', 'trouble'];
const memory = 'sound-heard';

/** The shift for which this screen's tones were heard. */
const heardShift = (): string | null => {
  try {
    return window.sessionStorage.getItem(memory);
  } catch {
    return null;
  }
};
const rememberHeard = (shift: string): void => {
  try {
    window.sessionStorage.setItem(memory, shift);
  } catch {
    return;
  }
};

/** @param shift whose tones these are: a new shift tries them anew; undefined while that is not known yet */
export const useSoundGate = (shift: string | undefined): SoundGate => {
  const power = useSoundPower();
  const [heardFor, setHeardFor] = useState(heardShift);
  const [trialStage, setTrialStage] = useState<'testing' | 'asking' | 'unheard'>();
  const [trying, setTrying] = useState<Sound>();
  const trial = useRef(0);
  const isHeard = heardFor !== null && (shift === undefined || heardFor === shift);
  const stage = trialStage ?? (isHeard ? 'ready' : 'unarmed');

  const arm = useCallback(() => {
    const mine = ++trial.current;
    const run = async (): Promise<void> => {
      setTrialStage('testing');
      if ((await soundPlayer.unlock()) !== 'running') {
        setTrialStage(undefined);
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
        setTrialStage('asking');
      }
    };
    void run();
  }, []);

  const answer = useCallback(
    (wasHeard: boolean) => {
      trial.current += 1;
      setTrying(undefined);
      setTrialStage(wasHeard ? undefined : 'unheard');
      tellSound(shift, wasHeard ? 'heard' : 'not-heard');
      if (!wasHeard || shift === undefined) return;
      setHeardFor(shift);
      rememberHeard(shift);
    },
    [shift],
  );

  const interrupt = useCallback(() => {
    trial.current += 1;
    setTrying(undefined);
    setTrialStage((before) => (before === 'testing' ? 'asking' : before));
  }, []);

  useDeafness(shift, power, isHeard);
  return useMemo(
    () => ({ power, stage, arm, answer, interrupt, ...(trying === undefined ? {} : { trying }) }),
    [power, stage, arm, answer, interrupt, trying],
  );
};
