/** The keys that sign the ledger, and what two people decide of them: a successor, the end of one that was lost, a ledger begun anew. */
import { useEffect, useState } from 'react';

import type { Fact } from '../../src/console/board.js';
import type { LedgerStanding } from '../../src/ledger/witness.js';
import { toInstant } from '../../src/kernel/clock.js';
import { useNowMs } from '../court-time.js';
import { Answer, ProblemLine } from '../parts/answer.js';
import { Fingerprint } from '../parts/fingerprint.js';
import { HeldButton } from '../parts/held-button.js';
import { Moment } from '../parts/times.js';
import { useNames } from '../reference.js';
import { useMay, useSession } from '../session.js';
import type { TextKey } from '../texts/catalogue.js';
import { useSay } from '../texts/texts.js';
import { useFetched } from '../use-fetched.js';
import { useSending } from '../use-sending.js';
import type { KeyChangesEntry } from '../wire.js';

const concernsLedger = (fact: Fact): boolean => fact.type.startsWith('ledger.');
const concernsKeys = (fact: Fact): boolean =>
  fact.type.startsWith('ledger.key-') || fact.type === 'ledger.begun-anew';
const path = '/ledger/key-changes';
/** Neither an administrator nor a president is told these facts; each waits here for what the other one does. */
const askEveryMs = 5000;

type Key = KeyChangesEntry['keys'][number];

const Ask = ({ inUse, onDone }: { inUse: Key; onDone: () => void }) => {
  const say = useSay();
  const { value: standing } = useFetched<LedgerStanding>('/ledger/standing', concernsLedger);
  const [why, setWhy] = useState('');
  const nowIso = toInstant(useNowMs());
  const sending = useSending(() => {
    setWhy('');
    onDone();
  });
  const isBlank = why.trim() === '' || sending.isBusy;
  const withdrawal = { change: 'withdraw', fingerprint: inUse.fingerprint, from: nowIso, why };
  return (
    <>
      <input
        className="wide"
        aria-label={say('keys.why')}
        placeholder={say('keys.why')}
        value={why}
        data-testid="key-why"
        onChange={(event) => setWhy(event.target.value)}
      />
      <div className="line">
        <HeldButton
          tone="plain"
          disabled={isBlank}
          title={why.trim() === '' ? say('life.needs-reason') : undefined}
          data-testid="key-succeed"
          onHeld={() => sending.send(path, { change: 'succeed', why })}
        >
          {say('keys.succeed')}
        </HeldButton>
        <HeldButton
          tone="plain"
          disabled={isBlank}
          title={why.trim() === '' ? say('life.needs-reason') : undefined}
          data-testid="key-withdraw"
          onHeld={() => sending.send(path, withdrawal)}
        >
          {say('keys.withdraw')}
        </HeldButton>
        {standing === undefined || standing.contradictions.length === 0 ? null : (
          <HeldButton
            disabled={isBlank}
            title={why.trim() === '' ? say('life.needs-reason') : undefined}
            data-testid="ledger-begin-anew"
            onHeld={() => sending.send(path, { change: 'begin-anew', why })}
          >
            {say('keys.begin-anew')}
          </HeldButton>
        )}
      </div>
      {standing === undefined || standing.contradictions.length === 0 ? null : (
        <p className="quiet">{say('keys.begin-anew-explain')}</p>
      )}
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </>
  );
};

const wishes: Readonly<Record<string, TextKey>> = {
  succession: 'keys.succeed',
  loss: 'keys.begin-anew-extent',
};

const Decide = ({ change, onDone }: { change: KeyChangesEntry['items'][number]; onDone: () => void }) => {
  const say = useSay();
  const names = useNames();
  const { person } = useSession();
  const sending = useSending(onDone);
  const { id, subject, why, asked, about } = change;
  const isOwn = asked.by.id === person.id;
  const extent = { from: (about.kept ?? 0) + 1, known: about.known ?? 0 };
  return (
    <li data-testid="key-change">
      <b>{say(wishes[subject] ?? 'keys.withdraw', extent)}</b> · {names.actor(asked.by)}{' '}
      <Moment at={asked.at} /> · <q>{names.word(why)}</q>
      {isOwn ? <p className="quiet">{say('keys.second')}</p> : null}
      <div className="line">
        {isOwn ? null : (
          <HeldButton
            disabled={sending.isBusy}
            data-testid="key-approve"
            onHeld={() => sending.send(`${path}/${id}/approve`)}
          >
            {say('keys.approve')}
          </HeldButton>
        )}
        <button
          type="button"
          className="button plain"
          disabled={sending.isBusy}
          data-testid="key-refuse"
          onClick={() => sending.send(`${path}/${id}/refuse`)}
        >
          {say(isOwn ? 'keys.take-back' : 'keys.refuse')}
        </button>
      </div>
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </li>
  );
};

export const KeysPart = () => {
  const say = useSay();
  const mayAsk = useMay('key:ask');
  const changes = useFetched<KeyChangesEntry>(path, concernsKeys);
  const { reload } = changes;
  useEffect(() => {
    const timer = window.setInterval(reload, askEveryMs);
    return () => window.clearInterval(timer);
  }, [reload]);
  return (
    <section data-testid="keys">
      <h3>{say('keys.title')}</h3>
      <p className="quiet">{say('keys.explain')}</p>
      <Answer of={changes}>
        {({ keys, items }) => (
          <>
            <ul className="keys">
              {keys.map(({ fingerprint, since, until }) => (
                <li key={fingerprint} data-testid="key" data-state={until === undefined ? 'in-use' : 'ended'}>
                  <Fingerprint of={fingerprint} /> {say('keys.since')} <Moment at={since} />
                  {until === undefined ? (
                    <span className="tag">{say('keys.in-use')}</span>
                  ) : (
                    <>
                      {' '}
                      · {say('keys.until')} <Moment at={until} />
                    </>
                  )}
                </li>
              ))}
            </ul>
            {items.length === 0 ? null : (
              <ul className="keys">
                {items.map((change) => (
                  <Decide key={change.id} change={change} onDone={changes.reload} />
                ))}
              </ul>
            )}
            {mayAsk && keys[0] !== undefined && items.length === 0 ? (
              <Ask inUse={keys[0]} onDone={changes.reload} />
            ) : null}
          </>
        )}
      </Answer>
    </section>
  );
};
