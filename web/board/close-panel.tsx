/** Closing asks how it ended and why, offers the five usual reasons, and is held for a second. */
import { useState } from 'react';

import { HeldButton } from '../parts/held-button.js';
import { useSay } from '../texts/texts.js';

const outcomes = ['handled', 'transferred', 'false', 'medical', 'test', 'drill', 'fault'] as const;
type Outcome = (typeof outcomes)[number];
/** The five usual reasons, each with the outcome that goes with it. */
const usual = [
  ['usual.calmed', 'handled'],
  ['usual.taken-away', 'handled'],
  ['usual.to-police', 'transferred'],
  ['usual.pressed-by-mistake', 'false'],
  ['usual.unwell', 'medical'],
] as const;

interface ClosePanelProps {
  /** it is closed as what it was */
  readonly isDrill?: boolean;
  readonly onClose: (outcome: Outcome, reason: string) => void;
}

export const ClosePanel = ({ isDrill = false, onClose }: ClosePanelProps) => {
  const say = useSay();
  const [outcome, setOutcome] = useState<Outcome | undefined>(isDrill ? 'drill' : undefined);
  const [reason, setReason] = useState('');
  const isReady = outcome !== undefined && reason.trim() !== '';
  return (
    <div className="close-panel" data-testid="close-panel">
      <fieldset aria-label={say('close.usual')} className="choices">
        {usual.map(([key, goesWith]) => (
          <button
            key={key}
            type="button"
            className="chip"
            data-testid="close-usual"
            aria-pressed={reason === say(key)}
            onClick={() => {
              setReason(say(key));
              setOutcome(goesWith);
            }}
          >
            {say(key)}
          </button>
        ))}
      </fieldset>
      <label className="note-line">
        <span>{say('close.reason')}</span>
        <input
          value={reason}
          maxLength={500}
          data-testid="close-reason"
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      <fieldset aria-label={say('close.outcome')} className="outcomes">
        <span>{say('close.outcome')}</span>
        <span className="choices">
          {outcomes.map((each) => (
            <button
              key={each}
              type="button"
              className="chip"
              data-testid={`close-outcome-${each}`}
              aria-pressed={outcome === each}
              onClick={() => setOutcome(each)}
            >
              {say(`outcome.${each}`)}
            </button>
          ))}
        </span>
      </fieldset>
      <HeldButton
        data-testid="close-hold"
        disabled={!isReady}
        onHeld={() => {
          if (outcome !== undefined) onClose(outcome, reason.trim());
        }}
      >
        {isReady ? say('close.do', { outcome: say(`outcome.${outcome}`) }) : say('close.needs')}
      </HeldButton>
    </div>
  );
};
