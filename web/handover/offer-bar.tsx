/** An offer of a colleague that stands on every page until it is answered: taken, or not, with a word why. */
import { useState, type ReactNode } from 'react';

import { ProblemLine } from '../parts/answer.js';
import { useSay } from '../texts/texts.js';
import { useSending } from '../use-sending.js';
import '../styles/handover.css';

interface OfferBarProps {
  readonly name: 'care' | 'handover';
  readonly label: string;
  /** of the offer */
  readonly path: string;
  readonly accept: string;
  readonly refuse: {
    readonly act: 'decline' | 'refuse';
    readonly text: string;
    readonly needsReason: boolean;
  };
  readonly onDone?: () => void;
  /** what is offered */
  readonly children: ReactNode;
}

export const OfferBar = ({ name, label, path, accept, refuse, onDone, children }: OfferBarProps) => {
  const say = useSay();
  const [reason, setReason] = useState('');
  const sending = useSending(() => onDone?.());
  const why = reason.trim();
  const isBare = refuse.needsReason && why === '';
  return (
    <section className="bar handover-bar" aria-label={label} data-testid={`${name}-bar`}>
      {children}
      <button
        type="button"
        className="button main"
        data-testid={`${name}-accept`}
        disabled={sending.isBusy}
        onClick={() => sending.send(`${path}/accept`)}
      >
        {accept}
      </button>
      <input
        aria-label={say('handover.why')}
        placeholder={say('handover.why')}
        value={reason}
        maxLength={500}
        data-testid={`${name}-why`}
        onChange={({ target }) => setReason(target.value)}
      />
      <button
        type="button"
        className="button plain"
        data-testid={`${name}-${refuse.act}`}
        disabled={isBare || sending.isBusy}
        title={isBare ? say('life.needs-reason') : undefined}
        onClick={() => sending.send(`${path}/${refuse.act}`, why === '' ? {} : { reason: why })}
      >
        {refuse.text}
      </button>
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </section>
  );
};
