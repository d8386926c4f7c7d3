/** The line that starts the sound, asks whether it was heard, and says so while it is blocked. */
import { memo } from 'react';

import { useSay } from '../texts/texts.js';
import type { SoundGate } from './use-sound-gate.js';

interface SoundBarProps {
  readonly gate: SoundGate;
  /** The wall has no hands: it says that it is silent and what to do, and asks nothing. Any key there lets it sound. */
  readonly isWall: boolean;
  /** while an alarm is open or rings: nothing here is the next thing to press */
  readonly isCalm: boolean;
}

const Ask = ({ gate, isCalm }: Omit<SoundBarProps, 'isWall'>) => {
  const say = useSay();
  const main = `button ${isCalm ? 'plain' : 'main'}`;
  if (gate.stage === 'testing') {
    return (
      <b>
        {say('sound.trying', {
          what: gate.trying === undefined ? '' : say(`level.${gate.trying as 'high'}`),
        })}
      </b>
    );
  }
  if (gate.stage === 'asking') {
    return (
      <>
        <b>{say('sound.heard?')}</b>
        <button type="button" className={main} data-testid="sound-heard" onClick={() => gate.answer(true)}>
          {say('sound.heard')}
        </button>
        <button
          type="button"
          className="button plain"
          data-testid="sound-not-heard"
          onClick={() => gate.answer(false)}
        >
          {say('sound.not-heard')}
        </button>
      </>
    );
  }
  return (
    <>
      <b>{say(gate.stage === 'unheard' ? 'sound.check' : 'sound.start')}</b>
      <button type="button" className={main} data-testid="sound-arm" onClick={gate.arm}>
        {say('sound.try')}
      </button>
    </>
  );
};

export const SoundBar = memo(({ gate, isWall, isCalm }: SoundBarProps) => {
  const say = useSay();
  const isBlocked = gate.power !== 'running' && gate.stage !== 'testing';
  if ((gate.stage === 'ready' || isWall) && !isBlocked) return null;
  if (isWall) {
    return (
      <output className="bar sound-bar" data-blocked data-stage={gate.stage}>
        <b>{say('sound.wall')}</b>
      </output>
    );
  }
  return (
    <output className="bar sound-bar" data-blocked={isBlocked} data-calm={isCalm} data-stage={gate.stage}>
      {isBlocked ? (
        <>
          <b>{say('sound.blocked')}</b>
          <button type="button" className="button main" data-testid="sound-arm" onClick={gate.arm}>
            {say('sound.try')}
          </button>
        </>
      ) : (
        <Ask gate={gate} isCalm={isCalm} />
      )}
    </output>
  );
});
