/** The line that starts the sound, asks whether it was heard, and says so while it is blocked. */
import { useSay } from '../texts/texts.js';
import type { SoundGate } from './use-sound-gate.js';

const Ask = ({ gate }: { readonly gate: SoundGate }) => {
  const say = useSay();
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
        <button
          type="button"
          className="button main"
          data-testid="sound-heard"
          onClick={() => gate.answer(true)}
        >
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
      <button type="button" className="button main" data-testid="sound-arm" onClick={gate.arm}>
        {say('sound.try')}
      </button>
    </>
  );
};

export const SoundBar = ({ gate }: { readonly gate: SoundGate }) => {
  const say = useSay();
  const isBlocked = gate.power !== 'running' && gate.stage !== 'testing';
  if (gate.stage === 'ready' && !isBlocked) return null;
  return (
    <output className="bar sound-bar" data-blocked={isBlocked} data-stage={gate.stage}>
      {isBlocked ? (
        <>
          <b>{say('sound.blocked')}</b>
          <button type="button" className="button main" data-testid="sound-arm" onClick={gate.arm}>
            {say('sound.try')}
          </button>
        </>
      ) : (
        <Ask gate={gate} />
      )}
    </output>
  );
};
