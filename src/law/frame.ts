/** Frames: kinds of words that, met in one clause or beside each other, say who does what to whom. */
import { z } from 'zod';

import builtIn from './data/frames.json' with { type: 'json' };
import { invalid } from '../kernel/errors.js';
import type { ReadClause, Reading, ScopedHit } from './reading.js';

const frame = z.object({
  id: z.string(),
  act: z.string(),
  zh: z.string(),
  en: z.string(),
  span: z.enum(['clause', 'near', 'report']),
  /** each list needs one of its kinds */
  all: z.array(z.array(z.string()).min(1)).min(1),
  none: z.array(z.string()),
});
const framesSchema = z.looseObject({ frames: z.array(frame) });

export type Frame = z.infer<typeof frame>;

export interface FrameMatch {
  readonly frame: Frame;
  readonly words: readonly string[];
}

/** @throws DomainError `FRAMES_INVALID` */
export const readFrames = (content: unknown): readonly Frame[] => {
  const read = framesSchema.safeParse(content);
  if (!read.success) throw invalid('FRAMES_INVALID', 'The frames are not of the expected shape.');
  return read.data.frames;
};

export const builtInFrames = readFrames(builtIn);

type KindWords = ReadonlyMap<string, string>;

/** Kinds that are said and not negated, each with the longest words that said it. */
const saidIn = (hits: readonly ScopedHit[]): KindWords => {
  const said = new Map<string, string>();
  for (const hit of hits)
    if (!hit.isNegated && hit.words.length >= (said.get(hit.kind)?.length ?? 1))
      said.set(hit.kind, hit.words);
  return said;
};

const wordsOf = (frame: Frame, said: KindWords): string[] | undefined => {
  if (frame.none.some((kind) => said.has(kind))) return undefined;
  const words: string[] = [];
  for (const choices of frame.all) {
    const kind = choices.find((each) => said.has(each));
    const found = kind === undefined ? undefined : said.get(kind);
    if (found === undefined) return undefined;
    words.push(found);
  }
  return words;
};

const matchesIn = (said: KindWords, frames: readonly Frame[]): FrameMatch[] =>
  frames.flatMap((frame) => {
    const words = wordsOf(frame, said);
    return words ? [{ frame, words }] : [];
  });

const ofSpan = (span: Frame['span']) => builtInFrames.filter((frame) => frame.span === span);
const clauseFrames = ofSpan('clause');
const nearFrames = ofSpan('near');
const reportFrames = ofSpan('report');

/** A clause stands in several windows of a report; what it says, alone and with the next, is found once. */
const alone = new WeakMap<ReadClause, FrameMatch[]>();
const together = new WeakMap<ReadClause, { next: ReadClause | undefined; matches: FrameMatch[] }[]>();

const matchesAlone = (read: ReadClause): FrameMatch[] => {
  const known = alone.get(read) ?? matchesIn(saidIn(read.hits), clauseFrames);
  alone.set(read, known);
  return known;
};

const matchesWithNext = (read: ReadClause, next: ReadClause | undefined): FrameMatch[] => {
  const known = together.get(read) ?? [];
  const found = known.find((each) => each.next === next);
  if (found) return found.matches;
  const matches = matchesIn(saidIn([...read.hits, ...(next?.hits ?? [])]), nearFrames);
  together.set(read, [...known, { next, matches }]);
  return matches;
};

/** Each frame that matched, once, with the words of its first place. */
export const framesIn = (reading: Reading): FrameMatch[] => {
  const found = new Map<string, FrameMatch>();
  const note = (matches: readonly FrameMatch[]) => {
    for (const match of matches) if (!found.has(match.frame.id)) found.set(match.frame.id, match);
  };
  reading.clauses.forEach((read, index) => {
    note(matchesAlone(read));
    note(matchesWithNext(read, reading.clauses[index + 1]));
  });
  note(matchesIn(saidIn(reading.clauses.flatMap(({ hits }) => hits)), reportFrames));
  return [...found.values()];
};
