/** The red line on every screen while somebody knows another ledger than this one, or while it is not being signed. */
import { useEffect } from 'react';

import type { Fact } from '../../src/console/board.js';
import type { LedgerStanding } from '../../src/ledger/witness.js';
import { Clock } from '../parts/times.js';
import { useSay } from '../texts/texts.js';
import { useFetched } from '../use-fetched.js';

/** For those who follow no facts. */
const askEveryMs = 15_000;
const concernsLedger = (fact: Fact): boolean => fact.type.startsWith('ledger.');

export const LedgerBar = () => {
  const say = useSay();
  const { value, reload } = useFetched<LedgerStanding>('/ledger/standing', concernsLedger);
  useEffect(() => {
    const timer = window.setInterval(reload, askEveryMs);
    return () => window.clearInterval(timer);
  }, [reload]);
  if (value === undefined || (value.contradictions.length === 0 && value.unsignedSince === undefined)) {
    return null;
  }
  return (
    <div className="bar ledger-wrong" role="alert" data-testid="ledger-wrong">
      {value.contradictions.map(({ found, known, here, by }) => (
        <p key={by}>
          <b>{say(`ledger.${found}`, { by, known, here })}</b> {say('ledger.what-to-do')}
        </p>
      ))}
      {value.unsignedSince === undefined ? null : (
        <p>
          <b>{say('ledger.unsigned')}</b> <Clock at={value.unsignedSince} /> {say('ledger.unsigned-what')}
        </p>
      )}
    </div>
  );
};
