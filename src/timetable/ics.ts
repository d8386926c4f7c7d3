/** Reads a timetable from iCalendar (RFC 5545), as calendars and case systems export it. Pure. */
import ICAL from 'ical.js';
import type { Instant } from '../kernel/clock.js';
import { instantOf, isTimeZone } from './court-time.js';
import { hearingFrom, sorted, type Fault, type Reader, type TimetableFile } from './reading.js';

/** 案号：(2026)吉0721民初12号 in a line of the description, or the same as an X- property */
const lines: Readonly<Record<string, RegExp>> = {
  caseNumber: /^(?:案号|case(?: number)?)\s*[:：](.+)$/im,
  cause: /^(?:案由|cause)\s*[:：](.+)$/im,
  judge: /^(?:法官|审判长|承办法官|judge)\s*[:：](.+)$/im,
  parties: /^(?:当事人|parties)\s*[:：](.+)$/im,
  risk: /^(?:风险|风险等级|risk)\s*[:：](.+)$/im,
};
const properties: Readonly<Record<string, string>> = {
  caseNumber: 'x-case-number',
  cause: 'x-cause',
  judge: 'x-judge',
  parties: 'x-parties',
  risk: 'x-risk',
};
const caseNumber = /[（(〔[]\d{4}[)）〕\]][^\s，,；;]{2,40}号/;

const textOf = (event: ICAL.Component, name: string): string => {
  const value: unknown = event.getFirstPropertyValue(name);
  return typeof value === 'string' ? value : '';
};

function instantOfTime(event: ICAL.Component, name: string, courtZone: string): Instant | undefined {
  const property = event.getFirstProperty(name);
  const time: unknown = property?.getFirstValue();
  if (property === null || !(time instanceof ICAL.Time)) return undefined;
  if (time.zone?.tzid === 'UTC') return time.toJSDate().toISOString();
  const named: unknown = property.getParameter('tzid');
  const zone = typeof named === 'string' && isTimeZone(named) ? named : courtZone;
  const { year, month, day, hour, minute } = time;
  return instantOf({ year, month, day, hour, minute }, zone);
}

function endOf(event: ICAL.Component, startsAt: Instant | undefined, courtZone: string): Instant | undefined {
  const end = instantOfTime(event, 'dtend', courtZone);
  const duration: unknown = event.getFirstPropertyValue('duration');
  if (end !== undefined || startsAt === undefined || !(duration instanceof ICAL.Duration)) return end;
  return new Date(Date.parse(startsAt) + duration.toSeconds() * 1000).toISOString();
}

function readEvent(event: ICAL.Component, at: number, reader: Reader): ReturnType<typeof hearingFrom> {
  if (event.hasProperty('rrule') || event.hasProperty('rdate'))
    return { at, why: 'recurring' } satisfies Fault;
  const description = textOf(event, 'description');
  const summary = textOf(event, 'summary');
  const said = (field: string): string =>
    textOf(event, properties[field] ?? '') || (lines[field]?.exec(description)?.[1] ?? '');
  const number = said('caseNumber') || (caseNumber.exec(`${summary} ${description}`)?.[0] ?? '');
  const startsAt = instantOfTime(event, 'dtstart', reader.timeZone);
  return hearingFrom(
    {
      place: textOf(event, 'location'),
      startsAt,
      endsAt: endOf(event, startsAt, reader.timeZone),
      caseNumber: number,
      cause: said('cause') || summary.replace(number, '').trim(),
      judge: said('judge'),
      parties: said('parties'),
      risk: said('risk'),
    },
    at,
    reader,
  );
}

/** Cancelled events are left out, so that an import cancels them. */
export function readIcs(text: string, reader: Reader): TimetableFile {
  let events: ICAL.Component[];
  try {
    events = new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents('vevent');
  } catch (thrown) {
    return { hearings: [], faults: [{ at: 1, why: 'not-a-file', text: String(thrown).slice(0, 200) }] };
  }
  if (events.length === 0) return { hearings: [], faults: [{ at: 1, why: 'not-a-file' }] };
  return sorted(
    events
      .map((event, index) => ({ event, at: index + 1 }))
      .filter(({ event }) => textOf(event, 'status').toUpperCase() !== 'CANCELLED')
      .map(({ event, at }) => readEvent(event, at, reader)),
  );
}
