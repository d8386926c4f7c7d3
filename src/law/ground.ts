/** What a code was gone by in a text: the clauses that say it, each with those of its own words that weighed. */
import type { Zone } from './code-table.js';
import { framesIn } from './frame.js';
import type { LinearModel } from './model.js';
import type { ReadClause, Reading, ScopedHit } from './reading.js';

export interface Because {
  /** what was gone by: a signal, the report's own words, or its likeness to reports of this act */
  readonly by: 'signal' | 'words' | 'likeness';
  readonly zh: string;
  readonly en: string;
  /** a clause as people wrote it, then the words of it that were gone by; none for a signal */
  readonly words: readonly string[];
}

const mostKinds = 3;
const mostWords = 6;
const mostAlike = 2;

const things = ['court-thing', 'facility', 'home-thing', 'document', 'evidence'];
const people = ['staff', 'participant', 'party', 'kin', 'first-person', 'body-part', 'injury'];

/** 椅子砸碎自助机: a thing is broken, and nobody is said to be hit. */
const breaksThing = (hit: ScopedHit, hits: readonly ScopedHit[]): boolean =>
  hit.kind === 'beat' &&
  hits.some(({ kind, from }) => kind === 'damage' && hit.from <= from && from < hit.to) &&
  hits.some(({ kind, from }) => things.includes(kind) && from >= hit.to) &&
  !hits.some(({ kind }) => people.includes(kind));

/** 不停止 does not say 停止: what is denied speaks for nothing. */
const isSaid = (hit: ScopedHit, { clause, hits }: ReadClause): boolean =>
  !hit.isNegated && clause.text[hit.from - 1] !== '不' && !breaksThing(hit, hits);

const saying = (reading: Reading): Reading => ({
  ...reading,
  clauses: reading.clauses.map((read) => ({ ...read, hits: read.hits.filter((hit) => isSaid(hit, read)) })),
});

/** What by itself speaks of other acts only is not brought up for this one. */
const speaksOfOthers = (read: ReadClause, reading: Reading, act: string): boolean => {
  const alone = framesIn({ ...reading, clauses: [read] });
  return alone.length > 0 && alone.every(({ frame }) => frame.act !== act);
};

const unique = (words: readonly string[]): string[] => [...new Set(words)];

/** Of words that contain each other the longest. */
const longest = (words: readonly string[]): string[] =>
  words.filter((word) => !words.some((other) => other !== word && other.includes(word)));

/** The clauses in which these words stand as people wrote them: those with the most of them first, each word once. */
const clausesWith = (clauses: readonly ReadClause[], words: readonly string[]): string[][] => {
  const left = new Set(words);
  return clauses
    .map(({ clause, hits }) => {
      const said = hits.map((hit) => hit.words).filter((word) => words.includes(word));
      return [clause.original, ...longest(unique(said).filter((word) => clause.original.includes(word)))];
    })
    .sort((one, other) => other.length - one.length)
    .map(([original = '', ...said]) => [original, ...said.filter((word) => left.delete(word))])
    .filter(({ length }) => length > 1);
};

const hitWords = (reading: Reading, kind: string): string[] =>
  unique(
    reading.clauses.flatMap(({ hits }) =>
      hits.filter((hit) => hit.kind === kind && hit.words.length > 1).map((hit) => hit.words),
    ),
  ).slice(0, mostWords);

/** What the model went by below the words are runs of characters; a person is shown the clauses that hold them, the heaviest first. */
const alike = (reading: Reading, runs: readonly (readonly [run: string, weight: number])[]): string[] => {
  const weighed = reading.clauses
    .filter(({ hits }) => !hits.some(({ isNegated }) => isNegated))
    .map(({ clause: { text, original } }) => ({
      original,
      weight: runs.reduce((sum, [run, weight]) => (text.includes(run) ? sum + weight : sum), 0),
    }));
  const telling = weighed.filter(({ weight }) => weight > 0).sort((one, other) => other.weight - one.weight);
  return unique(telling.map(({ original }) => original)).slice(0, mostAlike);
};

/** The report's own words, as they stand; where none of them is known, what is worded like reports of this act. */
export const groundsOf = (reading: Reading, zone: Zone, act: string, model: LinearModel): Because[] => {
  const said = saying(reading);
  const weights = model.grounds(reading, zone, act);
  const kinds = unique(weights.flatMap(([name]) => /^[A-Z]?[keq]:([a-z-]+)$/.exec(name)?.[1] ?? []));
  const words = unique([
    ...framesIn(said).flatMap((match) => (match.frame.act === act ? match.words : [])),
    ...kinds.slice(0, mostKinds).flatMap((kind) => hitWords(said, kind)),
  ]);
  const ofThis = said.clauses.filter((read) => !speaksOfOthers(read, said, act));
  const clauses = clausesWith(ofThis, words);
  if (clauses.length > 0)
    return clauses.map((each) => ({ by: 'words', zh: '报告写到', en: 'the report says', words: each }));
  const runs = weights.flatMap(([name, weight]): (readonly [string, number])[] => {
    const run = /^g:([^$^]{2,})$/.exec(name)?.[1];
    return run === undefined ? [] : [[run, weight]];
  });
  return alike(reading, runs).map((clause) => ({
    by: 'likeness',
    zh: '与这类行为的报告说法相近',
    en: 'worded like reports of this act',
    words: [clause],
  }));
};
