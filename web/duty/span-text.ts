/** How a time of the rota is said: `周一 11-16 08:00–18:00`. */
import type { Span } from '../../src/duty/week.js';
import { useTimeZone } from '../court-time.js';
import { useSay } from '../texts/texts.js';
import { partsOf } from '../times.js';

export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
export type Weekday = (typeof weekdays)[number];

/** @param day `2026-11-16` */
export const weekdayOf = (day: string): Weekday =>
  weekdays[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7] ?? 1;

/** `08:00–18:00`, `18:00–次日 08:00` */
export const useShiftText = (): ((shift: { readonly from: string; readonly until: string }) => string) => {
  const say = useSay();
  return ({ from, until }) => `${from}–${until > from ? until : say('rota.next-day', { hours: until })}`;
};

/** `08:00–18:00` */
export const useHoursText = (): ((span: Span) => string) => {
  const timeZone = useTimeZone();
  const shiftText = useShiftText();
  const hour = (at: string): string => partsOf(Date.parse(at), timeZone).time.slice(0, 5);
  return ({ startsAt, endsAt }) => shiftText({ from: hour(startsAt), until: hour(endsAt) });
};

/** In the column of a day; what begins past its midnight is of the next morning: `次日 02:00–06:00`. */
export const useHoursOn = (): ((span: Span, day: string) => string) => {
  const say = useSay();
  const timeZone = useTimeZone();
  const hoursText = useHoursText();
  return (span, day) => {
    const hours = hoursText(span);
    const isNextDay = partsOf(Date.parse(span.startsAt), timeZone).date > day;
    return isNextDay ? say('rota.next-day', { hours }) : hours;
  };
};

/** `周一 11-16 08:00` */
export const useMomentText = (): ((at: string) => string) => {
  const say = useSay();
  const timeZone = useTimeZone();
  return (at) => {
    const { date, monthDay, time } = partsOf(Date.parse(at), timeZone);
    return `${say(`rota.day-${weekdayOf(date)}`)} ${monthDay} ${time.slice(0, 5)}`;
  };
};

export const useSpanText = (): ((span: Span) => string) => {
  const say = useSay();
  const timeZone = useTimeZone();
  const hoursText = useHoursText();
  return (span) => {
    const { date, monthDay } = partsOf(Date.parse(span.startsAt), timeZone);
    return `${say(`rota.day-${weekdayOf(date)}`)} ${monthDay} ${hoursText(span)}`;
  };
};
