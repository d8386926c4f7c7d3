/** The five acts of an alarm's life, the next one largest, the done ones with who and when. */
import type { AlarmItem } from '../../src/console/board.js';
import { Clock } from '../parts/times.js';
import { useNames } from '../reference.js';
import { useSay } from '../texts/texts.js';
import { mayStill, nextVerb, resultOf, verbs, type Verb } from './alarm-order.js';

const keyOf: Readonly<Record<Verb, string>> = {
  acknowledge: 'Space',
  respond: 'F',
  arrive: 'A',
  control: 'C',
  close: '',
};

interface ActBarProps {
  readonly alarm: AlarmItem;
  readonly isClosing: boolean;
  readonly act: (verb: Exclude<Verb, 'close'>) => void;
  readonly onClosing: () => void;
}

const Done = ({ alarm, verb }: { readonly alarm: AlarmItem; readonly verb: Verb }) => {
  const names = useNames();
  const step = alarm.steps[resultOf[verb]];
  return step === undefined ? null : (
    <small>
      <Clock at={step.at} /> {names.actor(step.by)}
    </small>
  );
};

export const ActBar = ({ alarm, isClosing, act, onClosing }: ActBarProps) => {
  const say = useSay();
  const next = nextVerb(alarm);
  return (
    <fieldset className="act-bar" aria-label={say('alarm.acts')}>
      {verbs.map((verb) => {
        const isOpen = mayStill(verb, alarm);
        return (
          <button
            key={verb}
            type="button"
            className={`button ${verb === next ? 'main' : 'plain'} act`}
            data-testid={`act-${verb}`}
            data-done={!isOpen}
            disabled={!isOpen}
            {...(verb === 'close' ? { 'aria-expanded': isClosing } : {})}
            onClick={() => (verb === 'close' ? onClosing() : act(verb))}
          >
            <span>
              {isOpen ? '' : '✓ '}
              {say(`act.${verb}`)}
              {keyOf[verb] === '' || !isOpen ? null : <kbd>{say(`key.${keyOf[verb] as 'F'}`)}</kbd>}
            </span>
            {isOpen ? null : <Done alarm={alarm} verb={verb} />}
          </button>
        );
      })}
    </fieldset>
  );
};
