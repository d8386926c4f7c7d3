/** The tests of one button: begin one, and what came of the earlier ones. */
import { Button } from 'antd';

import type { ButtonTestItem, Fact } from '../../src/console/board.js';
import { useBoard } from '../live/live-context.js';
import { Answer, EmptyLine, ProblemLine } from '../parts/answer.js';
import { Moment } from '../parts/times.js';
import { useMay } from '../session.js';
import { sayOf, useSay } from '../texts/texts.js';
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
            <Moment at={test.opened.at} />
            <Steps test={test} />
          </li>
        ))}
      </ul>
    </section>
  );
};
