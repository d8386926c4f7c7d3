/** A day, a minute or a time of day as people write it, read into the one way it is kept. Pure. */
import { instantOf } from '../../src/timetable/court-time.js';

/** The way it is kept, as an example. */
export const examples = { day: '2026-11-22', minute: '2026-11-22 08:42', clock: '08:42' } as const;
export type TimeForm = keyof typeof examples;

const day = String.raw`(?<year>\d{4})(?:[-/.年](?<month>\d{1,2})[-/.月](?<date>\d{1,2})日?|(?<mm>\d\d)(?<dd>\d\d))`;
const clock = String.raw`(?:(?<hour>\d{1,2})[:.时点](?<minute>\d{1,2})分?|(?<hh>\d\d)(?<ii>\d\d))`;
const patterns: Readonly<Record<TimeForm, RegExp>> = {
  day: new RegExp(`^${day}$`),
  minute: new RegExp(String.raw`^${day}[\sT,]*${clock}$`),
  clock: new RegExp(`^${clock}$`),
};

const inForm = (form: TimeForm, wall: Date): string => {
  const whole = wall.toISOString().slice(0, 16).replace('T', ' ');
  if (form === 'minute') return whole;
  return form === 'day' ? whole.slice(0, 10) : whole.slice(11);
};

/** `2026年1月3日`, `20260103` and `２０２６／１／３` are `2026-01-03`; nothing where no calendar or clock has it. */
export const readTime = (form: TimeForm, written: string): string | undefined => {
  const parts = patterns[form].exec(written.normalize('NFKC').trim())?.groups;
  if (parts === undefined) return undefined;
  const of = (long: string, short: string, none: number): number =>
    Number(parts[long] ?? parts[short] ?? none);
  const [year, month] = [of('year', '', 2000), of('month', 'mm', 1)];
  const at = { day: of('date', 'dd', 1), hour: of('hour', 'hh', 0), minute: of('minute', 'ii', 0) };
  const wall = instantOf({ year, month, ...at }, 'UTC');
  return wall === undefined ? undefined : inForm(form, new Date(wall));
};

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const minuteMs = 60_000;

/** One day, hour or minute later or earlier, as the caret stands in `value`; `value` is in its form. */
export const steppedTime = (form: TimeForm, value: string, caret: number, by: 1 | -1): string => {
  const inClock = form === 'clock' ? caret : caret - examples.day.length - 1;
  const stepMs = form === 'day' || inClock < 0 ? dayMs : inClock < 3 ? hourMs : minuteMs;
  const text = form === 'clock' ? `2000-01-01 ${value}` : form === 'day' ? `${value} 00:00` : value;
  return inForm(form, new Date(Date.parse(`${text.replace(' ', 'T')}Z`) + by * stepMs));
};
