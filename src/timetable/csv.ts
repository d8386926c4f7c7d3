/** Reads a timetable from CSV with Chinese or English headings, as spreadsheets write it. Pure. */
import { parse } from 'csv-parse/sync';
import type { Instant } from '../kernel/clock.js';
import { instantOf } from './court-time.js';
import { hearingFrom, isFault, sorted, type Reader, type Said, type TimetableFile } from './reading.js';

const headings: Readonly<Record<string, readonly string[]>> = {
  place: ['法庭', '地点', '场所', '开庭地点', 'place', 'room', 'courtroom'],
  date: ['日期', '开庭日期', 'date'],
  start: ['开始', '开始时间', '开庭时间', '时间', 'start', 'startsat', 'time'],
  end: ['结束', '结束时间', '闭庭时间', 'end', 'endsat'],
  caseNumber: ['案号', 'case', 'casenumber', 'case number'],
  cause: ['案由', 'cause'],
  judge: ['法官', '审判长', '承办法官', '主审法官', 'judge'],
  parties: ['当事人', '诉讼参与人', 'parties'],
  risk: ['风险', '风险等级', 'risk'],
};

type Field = keyof typeof headings;
type Row = Readonly<Partial<Record<Field, string>>>;

const fieldOf = (heading: string): Field | false =>
  Object.entries(headings).find(([, names]) => names.includes(heading.trim().toLowerCase()))?.[0] ?? false;

const dayPattern = /(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})/;
const timePattern = /(\d{1,2})\s*[:：时点]\s*(\d{1,2})?/;

function instantIn(day: string, time: string, timeZone: string): Instant | undefined {
  const [, year, month, date] = dayPattern.exec(day) ?? [];
  const [, hour, minute = '0'] = timePattern.exec(time.replace(dayPattern, '')) ?? [];
  if (year === undefined || hour === undefined) return undefined;
  return instantOf(
    {
      year: Number(year),
      month: Number(month),
      day: Number(date),
      hour: Number(hour),
      minute: Number(minute),
    },
    timeZone,
  );
}

function saidBy(row: Row, timeZone: string): Said {
  const { place = '', date = '', start = '', end = '', ...words } = row;
  const day = dayPattern.test(start) ? start : date;
  // `9:00-11:30` in one column is as common as two columns.
  const [from = '', until = end] = start.replace(dayPattern, '').split(/[-–—~至]/);
  return { ...words, place, startsAt: instantIn(day, from, timeZone), ...endOf(until, day, timeZone) };
}

function endOf(until: string, day: string, timeZone: string): Pick<Said, 'endsAt'> {
  if (until.trim() === '') return {};
  return { endsAt: instantIn(dayPattern.test(until) ? until : day, until, timeZone) ?? 'unreadable' };
}

/** @returns the hearings, and each line that could not be read; line 1 holds the headings */
export function readCsv(text: string, reader: Reader): TimetableFile {
  let rows: { record: Row; info: { lines: number } }[];
  try {
    rows = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      delimiter: [',', '\t', ';'],
      columns: (names: string[]) => names.map(fieldOf),
    }) as unknown as typeof rows;
  } catch (thrown) {
    return { hearings: [], faults: [{ at: 1, why: 'not-a-file', text: String(thrown).slice(0, 200) }] };
  }
  if (rows.length === 0 || !rows.some(({ record }) => 'place' in record))
    return { hearings: [], faults: [{ at: 1, why: 'not-a-file' }] };
  return sorted(rows.map(({ record, info: { lines } }) => readRow(record, lines, reader)));
}

function readRow(row: Row, line: number, reader: Reader): ReturnType<typeof hearingFrom> {
  const said = saidBy(row, reader.timeZone);
  const read: ReturnType<typeof hearingFrom> =
    said.endsAt === 'unreadable' ? { at: line, why: 'bad-time' } : hearingFrom(said, line, reader);
  if (!isFault(read) || read.why !== 'bad-time') return read;
  return { ...read, text: [row.date, row.start, row.end].join(' ').trim() };
}
