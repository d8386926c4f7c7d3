/** The talk between court and police about one incident: every step with its time, messages both ways, what may come next. */
import { useMemo, useState } from 'react';

import type { Fact } from '../../src/console/board.js';
import { toMs } from '../../src/kernel/clock.js';
import { results, type PoliceStep } from '../../src/liaison/exchange.js';
import { asProblem, tell, type Problem } from '../api.js';
import { ProblemLine } from '../parts/answer.js';
import { sentenceOf } from '../parts/fact-sentence.js';
import { HeldButton } from '../parts/held-button.js';
import { Clock } from '../parts/times.js';
import { useNames } from '../reference.js';
import { useMay } from '../session.js';
import { sayOf, useSay } from '../texts/texts.js';
import { runningText } from '../times.js';
import { useFetched } from '../use-fetched.js';
import type { ExchangeEntry } from '../wire.js';

type Send = (act: string, body?: object) => Promise<boolean>;

const useSending = (incident: string): { readonly send: Send; readonly problem: Problem | undefined } => {
  const [problem, setProblem] = useState<Problem>();
  const send = async (act: string, body?: object): Promise<boolean> => {
    setProblem(undefined);
    try {
      await tell(`/incidents/${encodeURIComponent(incident)}/${act}`, body);
      return true;
    } catch (thrown) {
      setProblem(asProblem(thrown));
      return false;
    }
  };
  return { send, problem };
};

/** Who gets here how fast: each line with the time since the sharing. */
const Steps = ({ facts }: { readonly facts: readonly Fact[] }) => {
  const say = useSay();
  const names = useNames();
  const begun = facts.find(({ type }) => type === 'liaison.offered')?.at;
  return (
    <ol className="timeline" data-testid="liaison-steps">
      {facts.map((fact) => {
        const { text, quoted } = sentenceOf(fact, names, say);
        const result = fact.data['result'];
        return (
          <li key={fact.seq} data-type={fact.type}>
            <Clock at={fact.at} />
            <span>
              {text}
              {typeof result === 'string' ? ` · ${sayOf(say, 'police-result', result)}` : ''}
              {quoted.length === 0 ? null : <q>{quoted.join(say('text.comma'))}</q>}{' '}
              {begun === undefined || fact.at === begun ? null : (
                <span className="quiet number">+{runningText(toMs(fact.at) - toMs(begun))}</span>
              )}
            </span>
          </li>
        );
      })}
    </ol>
  );
};

const Closing = ({ send }: { readonly send: Send }) => {
  const say = useSay();
  const [docket, setDocket] = useState('');
  const [result, setResult] = useState<string>(results[0]);
  return (
    <div className="line">
      <input
        aria-label={say('liaison.docket')}
        placeholder={say('liaison.docket')}
        value={docket}
        data-testid="liaison-docket"
        onChange={(event) => setDocket(event.target.value)}
      />
      <select
        aria-label={say('liaison.result')}
        value={result}
        data-testid="liaison-result"
        onChange={(event) => setResult(event.target.value)}
      >
        {results.map((one) => (
          <option key={one} value={one}>
            {say(`police-result.${one}`)}
          </option>
        ))}
      </select>
      <button
        type="button"
        className="button plain"
        data-testid="liaison-closed"
        disabled={docket.trim() === ''}
        onClick={() => void send('police-close', { docket, result })}
      >
        {say('liaison.close')}
      </button>
    </div>
  );
};

const Rejecting = ({ send }: { readonly send: Send }) => {
  const say = useSay();
  const [reason, setReason] = useState('');
  return (
    <div className="line">
      <input
        aria-label={say('liaison.why-not')}
        placeholder={say('liaison.why-not')}
        value={reason}
        data-testid="liaison-why-not"
        onChange={(event) => setReason(event.target.value)}
      />
      <button
        type="button"
        className="button plain"
        data-testid="liaison-rejected"
        disabled={reason.trim() === ''}
        onClick={() => void send('reject', { reason })}
      >
        {say('liaison.reject')}
      </button>
    </div>
  );
};

const Next = ({ next, send }: { readonly next: readonly PoliceStep[]; readonly send: Send }) => {
  const say = useSay();
  return (
    <>
      <div className="line">
        {next.includes('dispatched') ? (
          <button
            type="button"
            className="button main"
            data-testid="liaison-dispatched"
            onClick={() => void send('dispatch')}
          >
            {say('liaison.dispatch')}
          </button>
        ) : null}
        {next.includes('on-scene') ? (
          <button
            type="button"
            className="button main"
            data-testid="liaison-on-scene"
            onClick={() => void send('on-scene')}
          >
            {say('liaison.on-scene')}
          </button>
        ) : null}
      </div>
      {next.includes('rejected') ? <Rejecting send={send} /> : null}
      {next.includes('closed') ? <Closing send={send} /> : null}
    </>
  );
};

const Message = ({ send }: { readonly send: Send }) => {
  const say = useSay();
  const [text, setText] = useState('');
  return (
    <div className="line">
      <input
        aria-label={say('liaison.message')}
        placeholder={say('liaison.message')}
        value={text}
        data-testid="liaison-text"
        onChange={(event) => setText(event.target.value)}
      />
      <button
        type="button"
        className="button plain"
        data-testid="liaison-send"
        disabled={text.trim() === ''}
        onClick={() =>
          void send('messages', { text }).then((isSent) => {
            if (isSent) setText('');
          })
        }
      >
        {say('liaison.send')}
      </button>
    </div>
  );
};

export const LiaisonPart = ({ incident }: { readonly incident: string }) => {
  const say = useSay();
  const concerns = useMemo(
    () =>
      (fact: Fact): boolean =>
        fact.type.startsWith('liaison.') && fact.subject.id === incident,
    [incident],
  );
  const { value } = useFetched<ExchangeEntry>(`/incidents/${encodeURIComponent(incident)}/liaison`, concerns);
  const { send, problem } = useSending(incident);
  const isPolice = useMay('liaison:accept');
  const mayMessage = useMay('liaison:message');
  const mayWithdraw = useMay('incident:share');
  const [why, setWhy] = useState('');
  if (value === undefined) return null;
  const isOver = value.state === 'withdrawn';
  return (
    <section className="part liaison" data-testid="liaison" data-state={value.state}>
      <h3>{say('liaison.title')}</h3>
      <Steps facts={value.facts} />
      {isPolice ? <Next next={value.next} send={send} /> : null}
      {mayMessage && !isOver ? <Message send={send} /> : null}
      {mayWithdraw && !isOver ? (
        <div className="line">
          <input
            aria-label={say('liaison.why-withdraw')}
            placeholder={say('liaison.why-withdraw')}
            value={why}
            data-testid="liaison-why-withdraw"
            onChange={(event) => setWhy(event.target.value)}
          />
          <HeldButton
            tone="plain"
            disabled={why.trim() === ''}
            data-testid="liaison-withdraw"
            onHeld={() => void send('withdraw', { reason: why })}
          >
            {say('liaison.withdraw')}
          </HeldButton>
        </div>
      ) : null}
      {problem === undefined ? null : <ProblemLine problem={problem} />}
    </section>
  );
};
