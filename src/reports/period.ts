/** A day, week or month of the court's calendar, and the parts in which it is drawn. Pure. */
import { laterBy, toMs, type Instant } from '../kernel/clock.js';
import { dayOf, daysBetween } from '../timetable/court-time.js';

export const periodKinds = ['day', 'week', 'month'] as const;
export type PeriodKind = (typeof periodKinds)[number];

export interface Span {
  readonly from: Instant;
  /** the first moment that no longer belongs to it */
  readonly to: Instant;
}

export interface Period extends Span {
  readonly by: PeriodKind;
  /** `2026-03-02`, the first and the last of its days */
  readonly firstDay: string;
  readonly lastDay: string;
  /** hours of a day, days of a week or month */
  readonly parts: readonly Span[];
}

const dayMs = 24 * 3_600_000;
const hourMs = 3_600_000;

const shifted = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

/** A week begins on Monday. */
function boundsOf(by: PeriodKind, day: string): readonly [first: string, last: string] {
  if (by === 'day') return [day, day];
  if (by === 'week') {
    const sinceMonday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
    const first = shifted(day, -sinceMonday);
    return [first, shifted(first, 6)];
  }
  const first = `${day.slice(0, 7)}-01`;
  const nextMonth = `${shifted(first, 31).slice(0, 7)}-01`;
  return [first, shifted(nextMonth, -1)];
}

/** @param day any day of it, `2026-03-02` */
export function periodOf(by: PeriodKind, day: string, timeZone: string): Period {
  const [firstDay, lastDay] = boundsOf(by, day);
  const { from, to } = daysBetween(firstDay, lastDay, timeZone);
  return { by, from, to, firstDay, lastDay, parts: partsOf(by, { from, to }, firstDay, timeZone) };
}

function partsOf(by: PeriodKind, { from, to }: Span, firstDay: string, timeZone: string): Span[] {
  const parts: Span[] = [];
  for (let start = from, index = 0; start < to; index += 1) {
    const day = shifted(firstDay, index);
    const end = by === 'day' ? laterBy(start, hourMs) : daysBetween(day, day, timeZone).to;
    parts.push({ from: start, to: end < to ? end : to });
    start = end;
  }
  return parts;
}

export const today = (now: Instant, timeZone: string): string => dayOf(now, timeZone);

export const isIn = ({ from, to }: Span, at: Instant): boolean => at >= from && at < to;

export const lengthMs = ({ from, to }: Span): number => Math.max(0, toMs(to) - toMs(from));
