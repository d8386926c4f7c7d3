/** What both kinds of files say about a hearing in words, made into one. Pure. */
import { laterBy, type Instant } from '../kernel/clock.js';
import { wallOf } from './court-time.js';
import { hearingSchema, type ImportResult, type NewHearing, type Risk } from './hearing.js';

/** One row or event of a file that could not be read. */
export interface Fault {
  /** of a CSV the line, of an ICS the number of the event; the first is 1 */
  readonly at: number;
  readonly why:
    | 'no-place'
    | 'unknown-place'
    | 'no-time'
    | 'bad-time'
    | 'bad-length'
    | 'bad-risk'
    | 'recurring'
    | 'not-a-file'
    | 'too-long';
  readonly text?: string;
}

export interface TimetableFile {
  readonly hearings: readonly NewHearing[];
  readonly faults: readonly Fault[];
}

/** What an import of a file would do, told before it is done. */
export interface ImportPreview extends TimetableFile {
  /** of the hearings that were understood */
  readonly plan: ImportResult;
}

/** What is known of the court while its file is read. */
export interface Reader {
  readonly timeZone: string;
  /** id of the place with this id or name */
  readonly placeOf: (name: string) => string | undefined;
}

/** A file that names no end is given this long: a room must not look empty while a case is heard. */
export const usualMs = 2 * 3_600_000;

export interface Said {
  readonly place: string;
  readonly startsAt: string | undefined;
  /** nothing where the file names no end */
  readonly endsAt?: string | undefined;
  readonly caseNumber?: string | undefined;
  readonly cause?: string | undefined;
  readonly judge?: string | undefined;
  readonly parties?: string | undefined;
  readonly risk?: string | undefined;
}

const riskWords: Readonly<Record<string, Risk>> = {
  低: 'low',
  低风险: 'low',
  一般: 'low',
  low: 'low',
  中: 'middle',
  中风险: 'middle',
  middle: 'middle',
  medium: 'middle',
  高: 'high',
  高风险: 'high',
  high: 'high',
};

const written = (text: string | undefined): string | undefined =>
  text === undefined || text.trim() === '' ? undefined : text.trim();

/** 原告张某；被告李某, one a line, or parted by the marks that people use */
const partiesIn = (text: string | undefined): string[] =>
  (text ?? '')
    .split(/[;；、|\n]/)
    .map((party) => party.trim())
    .filter((party) => party !== '');

export function hearingFrom(said: Said, at: number, reader: Reader): NewHearing | Fault {
  if (said.place.trim() === '') return { at, why: 'no-place' };
  const place = reader.placeOf(said.place.trim());
  if (place === undefined) return { at, why: 'unknown-place', text: said.place.trim() };
  if (said.startsAt === undefined) return { at, why: 'bad-time' };
  const risk = written(said.risk);
  if (risk !== undefined && riskWords[risk.toLowerCase()] === undefined)
    return { at, why: 'bad-risk', text: risk };
  const endsAt = said.endsAt ?? laterBy(said.startsAt, usualMs);
  const parsed = hearingSchema.safeParse({
    place,
    startsAt: said.startsAt,
    endsAt,
    caseNumber: written(said.caseNumber),
    cause: written(said.cause),
    judge: written(said.judge),
    parties: partiesIn(said.parties),
    risk: risk === undefined ? undefined : riskWords[risk.toLowerCase()],
  });
  if (parsed.success) return parsed.data;
  const isLong = parsed.error.issues.some(({ path }) => path.length > 0);
  if (isLong) return { at, why: 'too-long' };
  const minute = (time: Instant): string => wallOf(time, reader.timeZone).slice(0, 16);
  return { at, why: 'bad-length', text: `${minute(said.startsAt)}–${minute(endsAt)}` };
}

export const isFault = (read: NewHearing | Fault): read is Fault => 'why' in read;

export const sorted = (read: readonly (NewHearing | Fault)[]): TimetableFile => ({
  hearings: read.filter((one): one is NewHearing => !isFault(one)),
  faults: read.filter(isFault),
});
