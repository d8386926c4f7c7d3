/** The tests of one button: begin one, and what came of the earlier ones. */
import { Button } from 'antd';

import type { ButtonTestItem, Fact } from '../../src/console/board.js';
import { toMs } from '../../src/kernel/clock.js';
import { useSaidOfNow } from '../court-time.js';
import { useBoard } from '../live/live-context.js';
import { Answer, EmptyLine, ProblemLine } from '../parts/answer.js';
import { Clock, Moment, Running } from '../parts/times.js';
import { useMay } from '../session.js';
import { sayOf, useSay } from '../texts/texts.js';
import { runningText } from '../times.js';
import { useFetched } from '../use-fetched.js';
import { useSending } from '../use-sending.js';

const isOfTest = (fact: Fact): boolean => fact.type.startsWith('test.');

const Steps = ({ test }: { readonly test: ButtonTestItem }) => {
  const say = useSay();
  const steps = [
    ['test.pressed', test.pressedAt],
    ['test.receipted', test.receiptedAt],
    ['test.shown', test.shown?.at],
    ['test.sounded', test.sounded?.at],
  ] as const;
  return steps.map(([key, at]) =>
    at === undefined ? null : (
      <span key={key}>
        {' '}
        · {say(key)} <Moment at={at} />
      </span>
    ),
  );
};

/** Nobody has pressed yet: how long the next press is still the test's. */
const Waits = ({ until }: Pick<ButtonTestItem, 'until'>) => {
  const say = useSay();
  const left = useSaidOfNow((nowMs) => runningText(Math.max(0, toMs(until) - nowMs)));
  return (
    <span className="number" data-testid="test-waits">
      {say('test.waits')} <Clock at={until} />
      {' · '}
      {say('test.left', { left })}
    </span>
  );
};

/** What is open at it: its alarm, or the test whose press the next one is. */
export const OpenHere = ({ device }: { readonly device: string }) => {
  const say = useSay();
  const { alarms, tests = [] } = useBoard();
  const alarm = alarms.find((one) => one.device === device && one.response !== 'closed');
  const waits = tests.some((test) => test.device === device && test.pressedAt === undefined);
  return (
    <>
      {alarm === undefined ? null : (
        <b data-testid="device-alarm">
          {' '}
          · {say('device.alarm', { state: say(`response.${alarm.response}`) })}{' '}
          <Running since={alarm.raisedAt} />
        </b>
      )}
      {waits ? <b> · {say('test.next-press')}</b> : null}
    </>
  );
};

export const DeviceTests = ({ device }: { readonly device: string }) => {
  const say = useSay();
  const mayTest = useMay('device:test');
  const path = `/devices/${device}/tests`;
  const held = useFetched<{ items: ButtonTestItem[] }>(path, isOfTest);
  const opening = useSending(held.reload);
  const stopping = useSending(held.reload);
  const tests = held.value?.items ?? [];
  const running = tests.find(({ endedAt }) => endedAt === undefined);
  const calls = useBoard().alarms.some((alarm) => alarm.device === device && alarm.response !== 'closed');
  const problem = opening.problem ?? stopping.problem;
  return (
    <section aria-label={say('test.title')} data-testid="device-tests">
      <h2>{say('test.title')}</h2>
      <p className="quiet">{say('test.how')}</p>
      {!mayTest ? null : running === undefined ? (
        <Button
          loading={opening.isBusy}
          disabled={calls}
          title={calls ? say('needs.no-call') : undefined}
          onClick={() => opening.send(path)}
          data-testid="test-open"
        >
          {say('test.open')}
        </Button>
      ) : (
        <Button onClick={() => stopping.send(`/tests/${running.id}/stop`)} data-testid="test-stop">
          {say('test.stop')}
        </Button>
      )}
      {problem === undefined ? null : <ProblemLine problem={problem} />}
      <Answer of={held}>
        {() => (tests.length === 0 ? <EmptyLine>{say('test.none')}</EmptyLine> : null)}
      </Answer>
      <ul>
        {tests.map((test) => (
          <li key={test.id} data-testid="test-record" data-outcome={test.outcome ?? 'running'}>
            <b className="begins">{sayOf(say, 'test-outcome', test.outcome ?? 'running')}</b>{' '}
            {test === running && test.pressedAt === undefined ? (
              <Waits until={test.until} />
            ) : (
              <Moment at={test.opened.at} />
            )}
            <Steps test={test} />
          </li>
        ))}
      </ul>
    </section>
  );
};
