/** Times as people read them: a clock that runs, an age, an instant with its age. */
import { toMs, type Instant } from '../../src/kernel/clock.js';
import { useNowMs, useTimeZone } from '../court-time.js';
import { useSay, type Say } from '../texts/texts.js';
import { ageOf, clockText, dateTimeText, runningText } from '../times.js';

export const ageText = (say: Say, elapsedMs: number): string => {
  const { unit, n } = ageOf(elapsedMs);
  return say(`age.${unit}`, { n });
};

export const lengthText = (say: Say, lengthMs: number): string => {
  const { unit, n } = ageOf(lengthMs);
  return say(`lasted.${unit}`, { n });
};

export const Running = ({ since }: { readonly since: Instant }) => (
  <span className="number running">{runningText(useNowMs() - toMs(since))}</span>
);

export const Age = ({ at }: { readonly at: Instant }) => (
  <span className="number">{ageText(useSay(), useNowMs() - toMs(at))}</span>
);

/** `08:42:13 · 7 秒前` */
export const Moment = ({ at }: { readonly at: Instant }) => {
  const say = useSay();
  const nowMs = useNowMs();
  const timeZone = useTimeZone();
  return (
    <time className="number" dateTime={at} title={dateTimeText(toMs(at), timeZone)}>
      {clockText(toMs(at), nowMs, timeZone)} · {ageText(say, nowMs - toMs(at))}
    </time>
  );
};

/** `08:42:13`, with the date when it is another day */
export const Clock = ({ at }: { readonly at: Instant }) => {
  const nowMs = useNowMs();
  const timeZone = useTimeZone();
  return (
    <time className="number" dateTime={at} title={dateTimeText(toMs(at), timeZone)}>
      {clockText(toMs(at), nowMs, timeZone)}
    </time>
  );
};
