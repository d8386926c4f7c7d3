/** The weeks of the rota by the court's clock. Pure. */
import { toMs, type Instant } from '../kernel/clock.js';
import { instantOf, wallOf } from '../timetable/court-time.js';

/** `08:30` to `17:30`; what ends no later than it begins passes midnight. */
export interface Hours {
  readonly from: string;
  readonly until: string;
}

export interface Span {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

export const dayMs = 86_400_000;

/** The day so many days after another; both `2026-11-16`. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

export function mondayOf(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return dayAfter(day, -((weekday + 6) % 7));
}

/** A day and a clock of the court as an instant. */
export function momentOf(day: string, time: string, timeZone: string): Instant {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return instantOf({ year, month, day: date, hour, minute }, timeZone) ?? `${day}T${time}:00.000Z`;
}

/** @param nth of the week's days, 0 is Monday */
export const shiftOn = ({ from, until }: Hours, monday: string, nth: number, timeZone: string): Span => ({
  startsAt: momentOf(dayAfter(monday, nth), from, timeZone),
  endsAt: momentOf(dayAfter(monday, until <= from ? nth + 1 : nth), until, timeZone),
});

/** Hours within a shift: in a night those before it began are of the next morning. */
export const partOf = (shift: Hours, hours: Hours, monday: string, nth: number, timeZone: string): Span =>
  shiftOn(hours, monday, shift.until <= shift.from && hours.from < shift.from ? nth + 1 : nth, timeZone);

const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
const lengthMs = ({ from, until }: Hours): number =>
  (minuteOf(until) - minuteOf(from) + (until <= from ? 1440 : 0)) * 60_000;

/** Less than this between two turns is no rest. */
const restMs = 3_600_000;

/** Where one person's turns follow one another and last longer on end than the longest shift, earliest first. */
export function onEndIn<T extends Span & { readonly person: string }>(
  turns: readonly T[],
  shifts: readonly Hours[],
): (Span & { readonly person: string })[] {
  const longestMs = Math.max(...shifts.map(lengthMs));
  const joined: (Span & { readonly person: string })[] = [];
  for (const { person, startsAt, endsAt } of turns.toSorted((a, b) => a.startsAt.localeCompare(b.startsAt))) {
    const at = joined.findLastIndex((one) => one.person === person);
    const last = joined[at];
    if (last === undefined || toMs(startsAt) - toMs(last.endsAt) >= restMs)
      joined.push({ person, startsAt, endsAt });
    else joined[at] = { ...last, endsAt };
  }
  return joined.filter(({ startsAt, endsAt }) => toMs(endsAt) - toMs(startsAt) > longestMs);
}

/** From Monday's midnight to the next. */
export const spanOf = (monday: string, timeZone: string): Span => ({
  startsAt: momentOf(monday, '00:00', timeZone),
  endsAt: momentOf(dayAfter(monday, 7), '00:00', timeZone),
});

/** The same time of the court's clock so many days later. */
export const laterDays = (at: Instant, days: number, timeZone: string): Instant => {
  const wall = wallOf(at, timeZone);
  return momentOf(dayAfter(wall.slice(0, 10), days), wall.slice(11, 16), timeZone);
};
