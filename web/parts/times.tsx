/** Times as people read them: a clock that runs, an age, an instant with its age. */
import { useMemo } from 'react';

import { toMs, type Instant } from '../../src/kernel/clock.js';
import { useSaidOfNow, useTimeZone } from '../court-time.js';
import { useSay, type Say } from '../texts/texts.js';
import { ageOf, betweenMs, clockOf, dateTimeText, partsOf, runningText } from '../times.js';

export const ageText = (say: Say, elapsedMs: number): string => {
  const { unit, n } = ageOf(elapsedMs);
  return say(`age.${unit}`, { n });
};

export const lengthText = (say: Say, lengthMs: number): string => {
  const { unit, n } = ageOf(lengthMs);
  return say(`lasted.${unit}`, { n });
};

interface RunningProps {
  readonly since: Instant;
  /** of the break itself: it goes on while everything else stands still */
  readonly runsWhenCut?: boolean;
}

export const Running = ({ since, runsWhenCut = false }: RunningProps) => (
  <span className="number running">
    {useSaidOfNow((nowMs) => runningText(betweenMs(toMs(since), nowMs)), runsWhenCut)}
  </span>
);

const useClock = (at: Instant): { readonly text: string; readonly title: string } => {
  const timeZone = useTimeZone();
  const then = useMemo(() => partsOf(toMs(at), timeZone), [at, timeZone]);
  const text = useSaidOfNow((nowMs) => clockOf(then, nowMs, timeZone));
  return { text, title: `${then.date} ${then.time}` };
};

/** Nothing on a picture that is cut off: its age would be that of the break. */
const useAge = (at: Instant): string => {
  const say = useSay();
  return useSaidOfNow((nowMs, stands) => (stands ? '' : ageText(say, betweenMs(toMs(at), nowMs))));
};

/** `7 秒前`, or the clock where the picture is cut off */
export const Age = ({ at }: { readonly at: Instant }) => {
  const { text, title } = useClock(at);
  const age = useAge(at);
  return (
    <span className="number" title={title}>
      {age === '' ? text : age}
    </span>
  );
};

/** `08:42:13 · 7 秒前` */
export const Moment = ({ at }: { readonly at: Instant }) => {
  const { text, title } = useClock(at);
  const age = useAge(at);
  return (
    <time className="number" dateTime={at} title={title}>
      {age === '' ? text : `${text} · ${age}`}
    </time>
  );
};

/** `2026-11-30 08:42`: whole, for what is passed on and read on another day */
export const Stamp = ({ at }: { readonly at: Instant }) => {
  const timeZone = useTimeZone();
  return (
    <time className="number" dateTime={at}>
      {dateTimeText(toMs(at), timeZone).slice(0, 16)}
    </time>
  );
};

/** `08:42:13`, with the date when it is another day */
export const Clock = ({ at }: { readonly at: Instant }) => {
  const { text, title } = useClock(at);
  return (
    <time className="number" dateTime={at} title={title}>
      {text}
    </time>
  );
};
