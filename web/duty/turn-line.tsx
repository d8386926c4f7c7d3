/** What can be done with the turn that was chosen: taken off, or exchanged with another. */
import type { Turn } from '../../src/duty/rota.js';
import { useNames } from '../reference.js';
import { useSay } from '../texts/texts.js';
import { useEscape } from '../use-escape.js';
import { useSpanText } from './span-text.js';

interface TurnLineProps {
  readonly turn: Turn;
  readonly isSwapping: boolean;
  readonly onSwap: () => void;
  readonly onRemove: (turn: Turn) => void;
  readonly onLeft: () => void;
}

export const TurnLine = ({ turn, isSwapping, onSwap, onRemove, onLeft }: TurnLineProps) => {
  const say = useSay();
  useEscape(onLeft);
  const names = useNames();
  const spanText = useSpanText();
  return (
    <section className="rota-line" aria-label={say('rota.chosen')}>
      <b>
        {names.person(turn.person)} · {names.fullPlace(turn.post)} ·{' '}
        <span className="number">{spanText(turn)}</span>
      </b>
      {isSwapping ? (
        <output>{say('rota.choose-other')}</output>
      ) : (
        <>
          <button
            type="button"
            className="button plain"
            data-testid="rota-remove"
            onClick={() => onRemove(turn)}
          >
            {say('rota.remove')}
          </button>
          <button type="button" className="button plain" data-testid="rota-swap" onClick={onSwap}>
            {say('rota.swap')}
          </button>
        </>
      )}
      <button type="button" className="button plain" onClick={onLeft}>
        {say('do.cancel')}
      </button>
    </section>
  );
};
