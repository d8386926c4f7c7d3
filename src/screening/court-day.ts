/** The court's calendar day and hour of an instant. */
import type { Instant } from '../kernel/clock.js';

/** Remembers the last answer: asked for every person who walks through a gate, and no zone begins its day within a minute. */
function byMinute(name: (at: Date) => string): (at: Instant) => string {
  let minute = '';
  let named = '';
  return (at) => {
    if (!at.startsWith(minute) || minute === '') {
      minute = at.slice(0, 16);
      named = name(new Date(at));
    }
    return named;
  };
}

/** A function from instants to days such as `2026-03-01` in `timeZone`. */
export function courtDays(timeZone: string): (at: Instant) => string {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return byMinute((at) => format.format(at));
}

/** A function from instants to times of the day such as `08:05` in `timeZone`. */
export function courtTimes(timeZone: string): (at: Instant) => string {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
  return byMinute((at) => format.format(at));
}

/** Monday to Friday; a court's holidays are not known here. */
export const isWeekday = (day: string): boolean => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
