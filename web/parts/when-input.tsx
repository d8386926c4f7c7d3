/** Asks for an instant in the court's zone; one press gives the present minute. */
import { toInstant, toMs, type Instant } from '../../src/kernel/clock.js';
import { instantOf } from '../../src/timetable/court-time.js';
import { useNowMs, useTimeZone } from '../court-time.js';
import { useSay } from '../texts/texts.js';
import { partsOf } from '../times.js';
import { TimeField } from './time-field.js';

const secondMs = 1000;

interface WhenInputProps {
  readonly label: string;
  readonly value: Instant | undefined;
  readonly onChange: (at: Instant | undefined) => void;
}

/** `2026-11-22 08:42` as people of the court mean it. */
const meant = (local: string, timeZone: string): Instant | undefined => {
  if (local === '') return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = local.split(/[- :]/).map(Number);
  return instantOf({ year, month, day, hour, minute }, timeZone);
};

export const WhenInput = ({ label, value, onChange }: WhenInputProps) => {
  const say = useSay();
  const timeZone = useTimeZone();
  const nowMs = useNowMs();
  const shown = value === undefined ? undefined : partsOf(toMs(value), timeZone);
  return (
    <span className="when">
      <TimeField
        form="minute"
        label={label}
        value={shown === undefined ? '' : `${shown.date} ${shown.time.slice(0, 5)}`}
        onChange={(local) => onChange(meant(local, timeZone))}
      />
      <button
        type="button"
        className="button plain"
        aria-label={`${label} ${say('when.now')}`}
        onClick={() => onChange(toInstant(nowMs - (nowMs % secondMs)))}
      >
        {say('when.now')}
      </button>
    </span>
  );
};
