/** How times are said: always the clock in the court's zone, and the age. */

import { formatOf } from '../src/timetable/court-time.js';

export interface Parts {
  readonly date: string;
  readonly monthDay: string;
  readonly time: string;
}

export const partsOf = (ms: number, timeZone: string): Parts => {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(ms)
      .map((part) => [part.type, part.value]),
  );
  const monthDay = `${parts['month']}-${parts['day']}`;
  return {
    date: `${parts['year']}-${monthDay}`,
    monthDay,
    time: `${parts['hour']}:${parts['minute']}:${parts['second']}`,
  };
};

let newest = { ms: Number.NaN, timeZone: '', date: '' };
/** Every clock of a page asks for the same day at once. */
const dateOf = (ms: number, timeZone: string): string => {
  if (newest.ms !== ms || newest.timeZone !== timeZone)
    newest = { ms, timeZone, date: partsOf(ms, timeZone).date };
  return newest.date;
};

/** `08:42:13`, and the date before it when it is another day than now. */
export const clockOf = (then: Parts, nowMs: number, timeZone: string): string => {
  const today = dateOf(nowMs, timeZone);
  if (then.date === today) return then.time;
  return then.date.slice(0, 4) === today.slice(0, 4)
    ? `${then.monthDay} ${then.time}`
    : `${then.date} ${then.time}`;
};

export const clockText = (ms: number, nowMs: number, timeZone: string): string =>
  clockOf(partsOf(ms, timeZone), nowMs, timeZone);

export const dateTimeText = (ms: number, timeZone: string): string => {
  const { date, time } = partsOf(ms, timeZone);
  return `${date} ${time}`;
};

export type AgeUnit = 'now' | 'second' | 'minute' | 'hour' | 'day';

export const ageOf = (elapsedMs: number): { readonly unit: AgeUnit; readonly n: number } => {
  const seconds = Math.floor(Math.max(0, elapsedMs) / 1000);
  if (seconds < 1) return { unit: 'now', n: 0 };
  if (seconds < 60) return { unit: 'second', n: seconds };
  if (seconds < 3600) return { unit: 'minute', n: Math.floor(seconds / 60) };
  if (seconds < 86_400) return { unit: 'hour', n: Math.floor(seconds / 3600) };
  return { unit: 'day', n: Math.floor(seconds / 86_400) };
};

/** From one shown second to another: what stands beside two clocks agrees with them. */
export const betweenMs = (fromMs: number, toMs: number): number =>
  (Math.floor(toMs / 1000) - Math.floor(fromMs / 1000)) * 1000;

const two = (value: number): string => String(value).padStart(2, '0');

/** A clock that runs: `00:07`, from an hour on `1:02:03`. */
export const runningText = (elapsedMs: number): string => {
  const seconds = Math.floor(Math.max(0, elapsedMs) / 1000);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return seconds < 3600 ? rest : `${Math.floor(seconds / 3600)}:${rest}`;
};

export const sizeText = (bytes: number): string => {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 ** 2) return `${(bytes / 1024).toFixed(1)} KiB`;
  if (bytes < 1024 ** 3) return `${(bytes / 1024 ** 2).toFixed(1)} MiB`;
  return `${(bytes / 1024 ** 3).toFixed(2)} GiB`;
};
