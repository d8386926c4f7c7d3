/** The tests of buttons that run now: unmistakably tests, and how far each has come. */
import { memo } from 'react';

import type { ButtonTestItem } from '../../src/console/board.js';
import { Clock } from '../parts/times.js';
import { useNames } from '../reference.js';
import { useSay } from '../texts/texts.js';
import { usePainted } from './use-painted.js';

/** Painted, it proves that a guard's screen showed the press. */
const Pressed = ({ test }: { readonly test: ButtonTestItem }) => {
  const say = useSay();
  usePainted(test.id, 'test');
  const steps = [
    ['test.pressed', true],
    ['test.receipted', test.receiptedAt !== undefined],
    ['test.shown', test.shown !== undefined],
    ['test.sounded', test.sounded !== undefined],
  ] as const;
  return (
    <>
      {steps.map(([key, isDone]) => (
        <span key={key} className={isDone ? 'test-step' : 'test-step quiet'} data-done={isDone}>
          {isDone ? '✓' : '…'} {say(key)}{' '}
        </span>
      ))}
    </>
  );
};

export const TestsLine = memo(({ tests = [] }: { readonly tests: readonly ButtonTestItem[] | undefined }) => {
  const say = useSay();
  const names = useNames();
  if (tests.length === 0) return null;
  return (
    <ul className="tests-line" aria-label={say('test.running')}>
      {tests.map((test) => (
        <li key={test.id} data-testid="button-test" data-device={test.device}>
          <b className="test-mark">{say('test.mark')}</b> {names.place(test.place)} · {test.device} ·{' '}
          {test.pressedAt === undefined ? (
            <>
              {say('test.waits')} <Clock at={test.until} />
            </>
          ) : (
            <Pressed test={test} />
          )}
        </li>
      ))}
    </ul>
  );
});
