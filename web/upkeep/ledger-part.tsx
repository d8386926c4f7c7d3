/** The ledger: how long it is, what was signed last and by whom it was seen, and reading all of it again. */
import { useEffect } from 'react';

import type { LedgerOverview } from '../../src/console/upkeep.js';
import type { Verification } from '../../src/ledger/verification.js';
import { Answer, ProblemLine } from '../parts/answer.js';
import { Fingerprint } from '../parts/fingerprint.js';
import { LevelMark } from '../parts/level-mark.js';
import { PlainTable } from '../parts/plain-table.js';
import { Moment } from '../parts/times.js';
import { useSay } from '../texts/texts.js';
import { useFetched } from '../use-fetched.js';
import { useSending } from '../use-sending.js';

const lookEveryMs = 500;

const Verified = ({ verification }: { readonly verification: Verification }) => {
  const say = useSay();
  const { state, checked, of, endedAt, fault } = verification;
  if (state === 'never') return <p className="quiet">{say('ledger.never')}</p>;
  return (
    <div className="stack" aria-live="polite" data-testid="verification" data-state={state}>
      {state === 'running' ? (
        <>
          <progress className="progress-bar" value={checked} max={of} aria-label={say('ledger.progress')} />
          <p className="number">{say('ledger.so-far', { checked, of })}</p>
        </>
      ) : (
        <p>
          {state === 'sound' ? null : <LevelMark level="trouble" />}{' '}
          {state === 'sound' ? say('ledger.sound', { of }) : null}
          {state === 'stopped' ? say('ledger.stopped', { checked, of }) : null}
          {fault === undefined ? null : say(`ledger.fault-${fault.what}`, { entry: fault.entry })}{' '}
          {endedAt === undefined ? null : (
            <span className="quiet">
              <Moment at={endedAt} />
            </span>
          )}
        </p>
      )}
    </div>
  );
};

const Witnesses = ({ witnesses, head }: Pick<LedgerOverview, 'witnesses' | 'head'>) => {
  const say = useSay();
  return witnesses.length === 0 ? (
    <p className="empty">{say('ledger.no-witness')}</p>
  ) : (
    <PlainTable
      caption={say('ledger.witnesses')}
      className="number"
      columns={[say('ledger.witness'), say('ledger.saw'), say('ledger.at')]}
    >
      {witnesses.map(({ name, size, at }) => (
        <tr key={name} data-testid="witness">
          <th scope="row">{name}</th>
          <td>{size === undefined ? say('ledger.saw-nothing') : `${size} / ${head}`}</td>
          <td>{at === undefined ? '—' : <Moment at={at} />}</td>
        </tr>
      ))}
    </PlainTable>
  );
};

const Standing = ({
  overview: { standing, witnesses, head, checkpoint },
}: {
  readonly overview: LedgerOverview;
}) => {
  const say = useSay();
  const waiting = head - (checkpoint?.size ?? 0);
  const { contradictions, unsignedSince } = standing;
  // Who has never looked has seen nothing else, which says nothing.
  const isSeen = witnesses.some(({ size }) => size !== undefined);
  if (contradictions.length === 0 && unsignedSince === undefined)
    return (
      <div data-testid="ledger-calm" data-seen={isSeen}>
        <p>{waiting === 0 ? say('ledger.signs') : say('ledger.waits', { n: waiting })}</p>
        <p>
          {isSeen ? null : <LevelMark level="trouble" />} {say(isSeen ? 'ledger.calm' : 'ledger.alone')}
        </p>
      </div>
    );
  return (
    <ul>
      {contradictions.map(({ found, here, known, by }) => (
        <li key={by}>
          <LevelMark level="emergency" /> {say(`ledger.found-${found}`, { by, here, known })}
        </li>
      ))}
      {unsignedSince === undefined ? null : (
        <li>
          <LevelMark level="trouble" /> {say('ledger.unsigned')} <Moment at={unsignedSince} />
        </li>
      )}
    </ul>
  );
};

const Overview = ({
  overview,
  onChanged,
}: {
  readonly overview: LedgerOverview;
  readonly onChanged: () => void;
}) => {
  const say = useSay();
  const { head, key, checkpoint, witnesses, verification } = overview;
  const isRunning = verification.state === 'running';
  const sending = useSending(onChanged);
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = window.setTimeout(onChanged, lookEveryMs);
    return () => window.clearTimeout(timer);
  });
  return (
    <div className="two-columns">
      <section className="stack" aria-labelledby="ledger-head">
        <h2 id="ledger-head">{say('upkeep.ledger')}</h2>
        <dl className="tiles">
          <div>
            <dt>{say('ledger.entries')}</dt>
            <dd className="number" data-testid="ledger-entries">
              {head}
            </dd>
          </div>
          <div>
            <dt>{say('ledger.signed')}</dt>
            <dd className="number">{checkpoint?.size ?? '—'}</dd>
          </div>
        </dl>
        {checkpoint === undefined ? null : (
          <p>
            {say('ledger.signed-at')} <Moment at={checkpoint.at} />
          </p>
        )}
        <Standing overview={overview} />
        {key === undefined ? null : (
          <p>
            {say('ledger.key')} <code>{key.name}</code>
            <br />
            <Fingerprint of={key.fingerprint} />
          </p>
        )}
        {checkpoint === undefined ? null : (
          <details>
            <summary>{say('ledger.note')}</summary>
            <pre className="payload">{checkpoint.note}</pre>
          </details>
        )}
      </section>
      <div>
        <section className="stack" aria-labelledby="verify">
          <h2 id="verify">{say('ledger.verify')}</h2>
          <p className="quiet explain">{say('ledger.verify-how')}</p>
          <button
            type="button"
            className="button main"
            disabled={isRunning || sending.isBusy}
            data-testid="verify"
            onClick={() => sending.send('/upkeep/ledger/verification')}
          >
            {say('ledger.verify-now')}
          </button>
          {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
          <Verified verification={verification} />
        </section>
        <section className="stack part" aria-labelledby="witnesses">
          <h2 id="witnesses">{say('ledger.witnesses')}</h2>
          <Witnesses witnesses={witnesses} head={head} />
        </section>
      </div>
    </div>
  );
};

export const LedgerPart = () => {
  const overview = useFetched<LedgerOverview>('/upkeep/ledger');
  return (
    <Answer of={overview}>{(value) => <Overview overview={value} onChanged={overview.reload} />}</Answer>
  );
};
