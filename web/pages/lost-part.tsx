/** What somebody does whose telephone or computer is lost. */
import { useState } from 'react';

import { GoTo, ProblemLine } from '../parts/answer.js';
import { HeldButton } from '../parts/held-button.js';
import { useMay } from '../session.js';
import { useSay } from '../texts/texts.js';
import { useSending } from '../use-sending.js';

export const LostPart = () => {
  const say = useSay();
  const isAdmin = useMay('people:manage');
  const [ended, setEnded] = useState<number>();
  const sending = useSending<{ ended: number }>((answer) => setEnded(answer.ended));
  return (
    <section aria-labelledby="lost">
      <h3 id="lost">{say('lost.title')}</h3>
      <p className="quiet">
        {say('lost.explain')}
        {say('text.gap')}
        {isAdmin ? null : say('lost.tell-admin')}
      </p>
      {isAdmin ? (
        <p className="quiet">
          {say('lost.password')} <GoTo page="people" />
          <br />
          {say('lost.device')} <GoTo page="devices" />
        </p>
      ) : null}
      <p className="page-tools">
        <HeldButton
          tone="plain"
          disabled={sending.isBusy}
          data-testid="lost-end"
          onHeld={() => sending.send('/session/lost')}
        >
          {say('lost.end')}
        </HeldButton>
        <output data-testid="lost-ended">
          {ended === undefined ? '' : say('lost.ended', { count: ended })}
        </output>
      </p>
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </section>
  );
};
