/** The court's calendar day of an instant. */
import type { Instant } from '../kernel/clock.js';

/** A function from instants to days such as `2026-03-01` in `timeZone`; asked for every person who walks through a gate. */
export function courtDays(timeZone: string): (at: Instant) => string {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  let minute = '';
  let day = '';
  return (at) => {
    // No zone begins its day within a minute.
    if (!at.startsWith(minute) || minute === '') {
      minute = at.slice(0, 16);
      day = format.format(new Date(at));
    }
    return day;
  };
}
