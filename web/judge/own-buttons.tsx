/** The buttons of one's own rooms: begin a test, go and press, and read here how far it came. */
import { useEffect } from 'react';

import type { OwnButton, OwnTest } from '../../src/benches/own-button.js';
import { toMs } from '../../src/kernel/clock.js';
import { DrillLine } from '../drills/drill-bar.js';
import { EmptyLine, Listed, ProblemLine } from '../parts/answer.js';
import { DrillMark } from '../parts/drill-mark.js';
import { Clock, Moment } from '../parts/times.js';
import { useNames } from '../reference.js';
import { sayOf, useSay } from '../texts/texts.js';
import { useFetched } from '../use-fetched.js';
import { useSending } from '../use-sending.js';
import type { List } from '../wire.js';
import { useRunningDrill } from './use-presses.js';

const askEveryMs = 1000;

const isRunning = (test: OwnTest | undefined): test is OwnTest =>
  test?.state === 'waits' || test?.state === 'arriving';

/** How long after the press each step came: `0.3 s`. */
const Steps = ({ test }: { readonly test: OwnTest }) => {
  const say = useSay();
  const { pressedAt } = test;
  if (pressedAt === undefined) return null;
  const steps = [
    ['received', test.receivedAt],
    ['shown', test.shownAt],
    ['sounded', test.soundedAt],
  ] as const;
  return (
    <ol className="bench-steps" aria-label={say('bench.steps')}>
      <li data-done="true">
        ✓ {say('bench.pressed')} <Clock at={pressedAt} />
      </li>
      {steps.map(([step, at]) => (
        <li key={step} data-testid={`bench-${step}`} data-done={at !== undefined}>
          {at === undefined ? '…' : '✓'} {say(`bench.${step}`)}{' '}
          {at === undefined ? null : (
            <span className="number quiet">
              {say('bench.after', { s: Math.max(0, (toMs(at) - toMs(pressedAt)) / 1000).toFixed(1) })}
            </span>
          )}
        </li>
      ))}
    </ol>
  );
};

const Newest = ({ test }: { readonly test: OwnTest | undefined }) => {
  const say = useSay();
  if (test === undefined) return <p className="quiet">{say('test.none')}</p>;
  return (
    <>
      <p>
        <b>{sayOf(say, 'bench-test', test.state)}</b>{' '}
        {test.state === 'waits' ? (
          <>
            {say('bench.until')} <Clock at={test.until} />
          </>
        ) : (
          <Moment at={test.openedAt} />
        )}
      </p>
      <Steps test={test} />
    </>
  );
};

interface ButtonRowProps {
  readonly button: OwnButton;
  /** it is one of those that the running drill covers */
  readonly isDrilled: boolean;
  readonly onDone: () => void;
}

const ButtonRow = ({ button, isDrilled, onDone }: ButtonRowProps) => {
  const say = useSay();
  const names = useNames();
  const sending = useSending(onDone);
  const { device, place, test } = button;
  return (
    <li
      className="bench-button"
      data-testid="own-button"
      data-device={device}
      data-state={test?.state ?? 'never'}
    >
      <h3>
        {isDrilled ? <DrillMark /> : null} {names.fullPlace(place)} <small className="quiet">{device}</small>
      </h3>
      <output>
        <Newest test={test} />
      </output>
      {isRunning(test) ? (
        test.isOwn ? (
          <button
            type="button"
            className="button plain"
            data-testid="own-test-stop"
            disabled={sending.isBusy}
            onClick={() => sending.send(`/own/tests/${test.id}/stop`)}
          >
            {say('test.stop')}
          </button>
        ) : (
          <p className="quiet">{say('bench.another')}</p>
        )
      ) : (
        <button
          type="button"
          className="button plain"
          data-testid="own-test-open"
          disabled={sending.isBusy}
          onClick={() => sending.send(`/own/buttons/${encodeURIComponent(device)}/tests`)}
        >
          {say('test.open')}
        </button>
      )}
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
    </li>
  );
};

export const OwnButtons = () => {
  const say = useSay();
  const buttons = useFetched<List<OwnButton>>('/own/buttons');
  const { reload } = buttons;
  const drill = useRunningDrill();
  const isHere = buttons.value?.items.some(({ place }) => drill?.places.includes(place)) ?? false;
  const runs = buttons.value?.items.some(({ test }) => isRunning(test)) ?? false;
  useEffect(() => {
    if (!runs) return undefined;
    const timer = window.setInterval(reload, askEveryMs);
    return () => window.clearInterval(timer);
  }, [runs, reload]);
  return (
    <section aria-labelledby="own-buttons">
      <h2 id="own-buttons">{say('bench.buttons')}</h2>
      {drill !== undefined && isHere ? <DrillLine drill={drill} rest="drill.others-are-real" /> : null}
      <Listed of={buttons} nothing={<EmptyLine>{say('bench.no-buttons')}</EmptyLine>}>
        {(items) => (
          <>
            <p className="quiet">{say('bench.how')}</p>
            <ul>
              {items.map((button) => (
                <ButtonRow
                  key={button.device}
                  button={button}
                  isDrilled={drill?.devices.includes(button.device) ?? false}
                  onDone={reload}
                />
              ))}
            </ul>
          </>
        )}
      </Listed>
    </section>
  );
};
