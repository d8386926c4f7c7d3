/** An act that undoes another: a button, then the reason in a line, then held for a second. */
import { useState } from 'react';

import type { TextKey } from '../texts/catalogue.js';
import { useSay } from '../texts/texts.js';
import { useSending } from '../use-sending.js';
import { ProblemLine } from './answer.js';
import { HeldButton } from './held-button.js';

interface ReasonedActProps {
  /** takes {reason} */
  readonly path: string;
  readonly opens: TextKey;
  readonly explains: TextKey;
  readonly does: TextKey;
  readonly onDone: () => void;
}

export const ReasonedAct = ({ path, opens, explains, does, onDone }: ReasonedActProps) => {
  const say = useSay();
  const sending = useSending(onDone);
  const [reason, setReason] = useState<string>();
  if (reason === undefined)
    return (
      <button
        type="button"
        className="button small"
        data-testid="reasoned-open"
        onClick={() => setReason('')}
      >
        {say(opens)}
      </button>
    );
  return (
    <form className="watch-form" onSubmit={(event) => event.preventDefault()}>
      <p className="quiet">{say(explains)}</p>
      <input
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- it was opened to be written into
        autoFocus
        name="reason"
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        onKeyDown={({ key }) => (key === 'Escape' ? setReason(undefined) : undefined)}
        aria-label={say('life.reason')}
        placeholder={say('life.reason')}
      />
      <HeldButton
        isSmall
        disabled={reason.trim() === '' || sending.isBusy}
        title={reason.trim() === '' ? say('life.needs-reason') : undefined}
        data-testid="reasoned-do"
        onHeld={() => sending.send(path, { reason })}
      >
        {say(does)}
      </HeldButton>
      <button type="button" className="button small" onClick={() => setReason(undefined)}>
        {say('do.cancel')}
      </button>
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </form>
  );
};
