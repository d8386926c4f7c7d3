/** Frames: kinds of words that, met in one clause or beside each other, say who does what to whom. */
import { z } from 'zod';

import builtIn from './data/frames.json' with { type: 'json' };
import { invalid } from '../kernel/errors.js';
import type { Reading, ScopedHit } from './reading.js';

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

const windowsOf = (reading: Reading): Record<Frame['span'], readonly KindWords[]> => ({
  clause: reading.clauses.map(({ hits }) => saidIn(hits)),
  near: reading.clauses.map(({ hits }, index) =>
    saidIn([...hits, ...(reading.clauses[index + 1]?.hits ?? [])]),
  ),
  report: [saidIn(reading.clauses.flatMap(({ hits }) => hits))],
});

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

export const framesIn = (reading: Reading, frames: readonly Frame[] = builtInFrames): FrameMatch[] => {
  const windows = windowsOf(reading);
  return frames.flatMap((each) => {
    for (const said of windows[each.span]) {
      const words = wordsOf(each, said);
      if (words) return [{ frame: each, words }];
    }
    return [];
  });
};
