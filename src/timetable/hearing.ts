/** A hearing of the timetable: which case is heard where, when, by whom, with which risk. Pure. */
import { z } from 'zod';
import { toInstant, toMs, type Instant } from '../kernel/clock.js';

/** What people wrote or are called: its salted hash, and the text for who may read it. */
export interface HearingWord {
  readonly word: string;
  readonly text?: string;
}

export const risks = ['low', 'middle', 'high'] as const;
export type Risk = (typeof risks)[number];

export interface HearingItem {
  readonly id: string;
  readonly place: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** 案号 */
  readonly caseNumber?: HearingWord;
  /** 案由 */
  readonly cause?: HearingWord;
  /** 审判长或独任法官 */
  readonly judge?: HearingWord;
  /** 当事人 */
  readonly parties: readonly HearingWord[];
  readonly risk?: Risk;
  /** an import replaces what an import brought, never what a person entered */
  readonly source: 'hand' | 'import';
}

/** Longer ones are entered day by day; it also bounds what a question must look at. */
export const longestMs = 24 * 3_600_000;

const instant = z.iso.datetime({ offset: true }).transform((at): Instant => toInstant(toMs(at)));
const words = z.string().trim().min(1).max(200);

const shape = {
  place: z.string().min(1).max(64),
  startsAt: instant,
  endsAt: instant,
  caseNumber: words.optional(),
  cause: words.optional(),
  judge: words.optional(),
  parties: z.array(words).max(100),
  risk: z.enum(risks).optional(),
};

/** A hearing in words, as a person, a file or another program tells it. */
export const hearingSchema = z
  .object({ ...shape, parties: shape.parties.default([]) })
  .refine(({ startsAt, endsAt }) => lasts(startsAt, endsAt), 'a hearing ends after it began, within a day');
export type NewHearing = z.infer<typeof hearingSchema>;
/** What of it is to be otherwise. */
export const hearingChange = z.object(shape).partial();
export type HearingChange = z.infer<typeof hearingChange>;

const lasts = (startsAt: Instant, endsAt: Instant): boolean =>
  endsAt > startsAt && toMs(endsAt) - toMs(startsAt) <= longestMs;

export const isNow = ({ startsAt, endsAt }: HearingItem, at: Instant): boolean =>
  startsAt <= at && at < endsAt;

/** The same hearing told twice has the same room, beginning and case. */
export const nameOf = ({ place, startsAt, caseNumber = '' }: NewHearing): string =>
  `${place} ${startsAt} ${caseNumber}`;

/** What a row says, in words again. */
export const told = (hearing: HearingItem): NewHearing => ({
  place: hearing.place,
  startsAt: hearing.startsAt,
  endsAt: hearing.endsAt,
  parties: hearing.parties.map(({ text = '' }) => text),
  ...(hearing.caseNumber === undefined ? {} : { caseNumber: hearing.caseNumber.text ?? '' }),
  ...(hearing.cause === undefined ? {} : { cause: hearing.cause.text ?? '' }),
  ...(hearing.judge === undefined ? {} : { judge: hearing.judge.text ?? '' }),
  ...(hearing.risk === undefined ? {} : { risk: hearing.risk }),
});

export interface ImportPlan {
  readonly add: readonly NewHearing[];
  readonly change: readonly { readonly id: string; readonly to: NewHearing }[];
  readonly cancel: readonly string[];
}

const sameWords = (a: NewHearing, b: NewHearing): boolean =>
  JSON.stringify(hearingSchema.parse(a)) === JSON.stringify(hearingSchema.parse(b));

/** @param before what imports brought into the days that the file covers: what it does not name any more is cancelled */
export function planImport(before: readonly HearingItem[], file: readonly NewHearing[]): ImportPlan {
  const there = new Map(before.map((hearing) => [nameOf(told(hearing)), hearing]));
  const named = new Map(file.map((hearing) => [nameOf(hearing), hearing]));
  const fresh = [...named].filter(([name]) => !there.has(name)).map(([, hearing]) => hearing);
  const change = [...named].flatMap(([name, to]) => {
    const old = there.get(name);
    return old === undefined || sameWords(told(old), to) ? [] : [{ id: old.id, to }];
  });
  const cancel = [...there].filter(([name]) => !named.has(name)).map(([, { id }]) => id);
  return { add: fresh, change, cancel };
}

export interface ImportResult {
  readonly added: number;
  readonly changed: number;
  readonly cancelled: number;
  readonly unchanged: number;
}
