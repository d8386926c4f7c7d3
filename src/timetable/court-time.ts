/** The court's wall clock and calendar as instants. Pure. */
import { toInstant, toMs, type Instant } from '../kernel/clock.js';

export interface Wall {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour?: number;
  readonly minute?: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();
/** Writes year, month, day, hour, minute and second of the zone, each with its leading zero. */
export function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formats.set(timeZone, format);
  return format;
}

export const isTimeZone = (timeZone: string): boolean => {
  try {
    return formatOf(timeZone) !== undefined;
  } catch {
    return false;
  }
};

/** How far the zone's clock stands ahead of UTC at that moment. */
function aheadMs(timeZone: string, atMs: number): number {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, Number(value)]),
  ) as Readonly<Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', number>>;
  const shown = Date.UTC(parts.year, parts.month - 1, parts.day, parts.hour, parts.minute, parts.second);
  return shown - Math.floor(atMs / 1000) * 1000;
}

/** Nothing for a day that no calendar has, such as 31 April. */
export function instantOf(
  { year, month, day, hour = 0, minute = 0 }: Wall,
  timeZone: string,
): Instant | undefined {
  const shownMs = Date.UTC(year, month - 1, day, hour, minute);
  const shown = new Date(shownMs);
  if (shown.getUTCMonth() !== month - 1 || shown.getUTCDate() !== day || hour > 23 || minute > 59)
    return undefined;
  const firstMs = shownMs - aheadMs(timeZone, shownMs);
  return toInstant(shownMs - aheadMs(timeZone, firstMs));
}

/** `2026-03-01` in the court's zone. */
export const dayOf = (at: Instant, timeZone: string): string =>
  new Date(toMs(at) + aheadMs(timeZone, toMs(at))).toISOString().slice(0, 10);

/** `2026-03-01 08:42:13` in the court's zone. */
export const wallOf = (at: Instant, timeZone: string): string =>
  new Date(toMs(at) + aheadMs(timeZone, toMs(at))).toISOString().slice(0, 19).replace('T', ' ');

/** From midnight of one court's day to midnight after another. */
export function daysBetween(first: string, last: string, timeZone: string): { from: Instant; to: Instant } {
  const midnight = (day: string, later: number): Instant => {
    const at = new Date(`${day}T00:00:00Z`);
    at.setUTCDate(at.getUTCDate() + later);
    const [year = 0, month = 0, date = 0] = at.toISOString().slice(0, 10).split('-').map(Number);
    return instantOf({ year, month, day: date }, timeZone) ?? at.toISOString();
  };
  return { from: midnight(first, 0), to: midnight(last, 1) };
}
