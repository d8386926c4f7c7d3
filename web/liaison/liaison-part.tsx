/** The talk between court and police about one incident: every step with its time, messages both ways, what may come next. */
import { useMemo, useState } from 'react';

import type { Fact } from '../../src/console/board.js';
import { toMs } from '../../src/kernel/clock.js';
import { results, type PoliceStep } from '../../src/liaison/exchange.js';
import { Answer, ProblemLine } from '../parts/answer.js';
import { Dotted } from '../parts/dotted.js';
import { sentenceOf } from '../parts/fact-sentence.js';
import { Clock } from '../parts/times.js';
import { WordsLine } from '../parts/words-line.js';
import { Quoted } from '../parts/written.js';
import { useNames } from '../reference.js';
import { useMay } from '../session.js';
import type { TextKey } from '../texts/catalogue.js';
import { sayOf, useSay } from '../texts/texts.js';
import { betweenMs, runningText } from '../times.js';
import { useFetched } from '../use-fetched.js';
import { useSending } from '../use-sending.js';
import type { ExchangeEntry } from '../wire.js';

type Send = (act: string, body?: object) => void;

/** Who gets here how fast: each line with the time since the sharing. */
const Steps = ({ facts, isPolice }: { readonly facts: readonly Fact[]; readonly isPolice: boolean }) => {
  const say = useSay();
  const names = useNames();
  const begun = facts.find(({ type }) => type === 'liaison.offered')?.at;
  return (
    <ol className="timeline" data-testid="liaison-steps">
      {facts.map((fact) => {
        const { text, quoted } = sentenceOf(fact, names, say);
        const isByCourt = isPolice && fact.type === 'liaison.offered' && fact.by.kind === 'system';
        const result = fact.data['result'];
        return (
          <li key={fact.seq} data-type={fact.type}>
            <Clock at={fact.at} />
            <span>
              <Dotted>
                <>
                  {isByCourt ? say('liaison.by-court') : text}
                  <Quoted texts={quoted} />
                </>
                {typeof result === 'string' ? sayOf(say, 'police-result', result) : null}
                {begun === undefined || fact.at === begun ? null : (
                  <span className="quiet">
                    {say('liaison.after', { n: runningText(betweenMs(toMs(begun), toMs(fact.at))) })}
                  </span>
                )}
              </Dotted>
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
        title={docket.trim() === '' ? say('needs.docket') : undefined}
        onClick={() => send('police-close', { docket, result })}
      >
        {say('liaison.close')}
      </button>
    </div>
  );
};

interface NextProps {
  readonly next: readonly PoliceStep[];
  readonly send: Send;
}

const Next = ({ next, send }: NextProps) => {
  const say = useSay();
  return (
    <>
      <div className="line">
        {next.includes('dispatched') ? (
          <button
            type="button"
            className="button main"
            data-testid="liaison-dispatched"
            onClick={() => send('dispatch')}
          >
            {say('liaison.dispatch')}
          </button>
        ) : null}
        {next.includes('on-scene') ? (
          <button
            type="button"
            className="button main"
            data-testid="liaison-on-scene"
            onClick={() => send('on-scene')}
          >
            {say('liaison.on-scene')}
          </button>
        ) : null}
      </div>
      {next.includes('closed') ? <Closing send={send} /> : null}
    </>
  );
};

/** Apart and closed: nobody who writes a message in a hurry refuses the case instead. */
const Reject = ({ next, send }: NextProps) => {
  const say = useSay();
  return next.includes('rejected') ? (
    <details className="liaison-reject" data-testid="liaison-reject">
      <summary className="quiet">{say('liaison.reject')}</summary>
      <WordsLine
        asks="liaison.why-not"
        needs="life.needs-reason"
        does={say('liaison.reject')}
        testIds={['liaison-why-not', 'liaison-rejected']}
        onWords={(reason) => send('reject', { reason })}
      />
    </details>
  ) : null;
};

/** What is over is in no hurry. */
const messageOf = ({ state }: ExchangeEntry): TextKey =>
  state === 'closed' ? 'liaison.message-after' : 'liaison.message';

const Talk = ({ path, value }: { readonly path: string; readonly value: ExchangeEntry }) => {
  const say = useSay();
  const sending = useSending(() => undefined);
  const [sent, setSent] = useState(0);
  const talking = useSending(() => setSent((count) => count + 1));
  const problem = sending.problem ?? talking.problem;
  const send: Send = (act, body) => sending.send(`${path}/${act}`, body);
  const isPolice = useMay('liaison:accept');
  const mayMessage = useMay('liaison:message');
  const mayWithdraw = useMay('incident:share');
  const isOver = value.state === 'withdrawn';
  return (
    <section className="part liaison" data-testid="liaison" data-state={value.state}>
      <h3>{say(isPolice ? 'liaison.title-police' : 'liaison.title')}</h3>
      <Steps facts={value.facts} isPolice={isPolice} />
      {isPolice ? <Next next={value.next} send={send} /> : null}
      {mayMessage && !isOver ? (
        // What was sent stands among the steps: its line begins anew.
        <WordsLine
          key={sent}
          asks={messageOf(value)}
          does={say('liaison.send')}
          testIds={['liaison-text', 'liaison-send']}
          onWords={(text) => talking.send(`${path}/messages`, { text })}
        />
      ) : null}
      {isPolice ? <Reject next={value.next} send={send} /> : null}
      {mayWithdraw && !isOver ? (
        <WordsLine
          asks="liaison.why-withdraw"
          needs="life.needs-reason"
          does={say('liaison.withdraw')}
          isHeld
          testIds={['liaison-why-withdraw', 'liaison-withdraw']}
          onWords={(reason) => send('withdraw', { reason })}
        />
      ) : null}
      {problem === undefined ? null : <ProblemLine problem={problem} />}
    </section>
  );
};

export const LiaisonPart = ({ incident }: { readonly incident: string }) => {
  const path = `/incidents/${encodeURIComponent(incident)}`;
  const concerns = useMemo(
    () =>
      (fact: Fact): boolean =>
        fact.type.startsWith('liaison.') && fact.subject.id === incident,
    [incident],
  );
  const talk = useFetched<ExchangeEntry>(`${path}/liaison`, concerns);
  return <Answer of={talk}>{(value) => <Talk path={path} value={value} />}</Answer>;
};
