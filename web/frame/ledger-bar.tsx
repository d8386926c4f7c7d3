/** The red line on every screen while somebody knows another ledger than this one or it is not signed; a grey one where two people acknowledged a loss. */
import { memo, useEffect } from 'react';

import type { Fact } from '../../src/console/board.js';
import type { LedgerStanding } from '../../src/ledger/witness.js';
import { Clock, Moment } from '../parts/times.js';
import { useSay } from '../texts/texts.js';
import { useFetched } from '../use-fetched.js';

/** For those who follow no facts. */
const askEveryMs = 15_000;
const concernsLedger = (fact: Fact): boolean => fact.type.startsWith('ledger.');

/** It stays: who looks at evidence here must know it. */
const Losses = ({ losses }: Pick<LedgerStanding, 'losses'>) => {
  const say = useSay();
  const loss = losses.at(-1);
  return loss === undefined ? null : (
    <div className="bar ledger-lost quiet" data-testid="ledger-lost">
      <p>
        {say('ledger.lost', {
          after: loss.after,
          origin: loss.origin,
          from: loss.kept + 1,
          known: loss.known,
          entry: loss.entry,
        })}
        {say('text.gap')}
        <Moment at={loss.at} />
      </p>
    </div>
  );
};

export const LedgerBar = memo(() => {
  const say = useSay();
  const { value, reload } = useFetched<LedgerStanding>('/ledger/standing', concernsLedger);
  useEffect(() => {
    const timer = window.setInterval(reload, askEveryMs);
    return () => window.clearInterval(timer);
  }, [reload]);
  if (value === undefined) return null;
  if (value.contradictions.length === 0 && value.unsignedSince === undefined)
    return <Losses losses={value.losses} />;
  return (
    <div className="bar ledger-wrong" role="alert" data-testid="ledger-wrong">
      {value.contradictions.map(({ found, known, here, by }) => (
        <p key={by}>
          <b>{say(`ledger.${found}`, { by: by === 'signer' ? say('ledger.signer') : by, known, here })}</b>
          {say('text.gap')}
          {say('ledger.what-to-do')}
        </p>
      ))}
      {value.unsignedSince === undefined ? null : (
        <p>
          <b>
            {say('ledger.not-signed')} <Clock at={value.unsignedSince} />
          </b>
          {say('text.stop')}
          {say('ledger.unsigned-what')}
        </p>
      )}
    </div>
  );
});
