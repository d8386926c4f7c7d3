/** What a code was gone by in a text: the frames that matched and what weighed most in the model, each with the clauses that say it. */
import type { Zone } from './code-table.js';
import { framesIn } from './frame.js';
import { builtInLexicon } from './lexicon.js';
import type { LinearModel } from './model.js';
import type { ReadClause, Reading, ScopedHit } from './reading.js';

export interface Because {
  /** what was gone by: a signal, a rule with the clauses that said it, or the trained model with them */
  readonly by: 'signal' | 'rule' | 'model';
  readonly zh: string;
  readonly en: string;
  readonly words: readonly string[];
}

const mostWords = 6;
const mostClauses = 2;

/** 不停止 does not say 停止: what is denied speaks for nothing. */
const isSaid = ({ clause, hits }: ReadClause, says: (hit: ScopedHit) => boolean): boolean =>
  hits.some((hit) => says(hit) && !hit.isNegated && clause.text[hit.from - 1] !== '不');

/** The clauses, as people wrote them, in which these words stand: those with the most of them, each word once. */
const phrasesWith = (reading: Reading, words: readonly string[]): string[] => {
  const left = new Set(words);
  return reading.clauses
    .map((read) => ({
      phrase: read.clause.original,
      said: words.filter((word) => isSaid(read, (hit) => hit.words === word)),
    }))
    .sort((one, other) => other.said.length - one.said.length)
    .filter(({ said }) => said.filter((word) => left.delete(word)).length > 0)
    .map(({ phrase }) => phrase);
};

const ruleGrounds = (reading: Reading, act: string): Because[] =>
  framesIn(reading)
    .filter(({ frame }) => frame.act === act)
    .map(({ frame, words }) => ({
      by: 'rule',
      zh: frame.zh,
      en: frame.en,
      words: phrasesWith(reading, [...new Set(words)]),
    }));

const hitWords = (reading: Reading, kind: string): string[] => [
  ...new Set(
    reading.clauses.flatMap(({ hits }) =>
      hits.filter((hit) => hit.kind === kind && hit.words.length > 1).map((hit) => hit.words),
    ),
  ),
];

/** What the model went by below the words are runs of characters; a person is shown the clauses that hold them, the heaviest first. */
const clausesWith = (
  reading: Reading,
  runs: readonly (readonly [run: string, weight: number])[],
): string[] => {
  const weighed = reading.clauses
    .filter(({ hits }) => !hits.some(({ isNegated }) => isNegated))
    .map(({ clause: { text, original } }) => ({
      original,
      weight: runs.reduce((sum, [run, weight]) => (text.includes(run) ? sum + weight : sum), 0),
    }));
  const telling = weighed.filter(({ weight }) => weight > 0).sort((one, other) => other.weight - one.weight);
  return [...new Set(telling.map(({ original }) => original))].slice(0, mostClauses);
};

/** The clauses whose wording weighed, then kinds with the clauses that said them. */
const modelGrounds = (
  reading: Reading,
  zone: Zone,
  act: string,
  model: LinearModel,
): [likeness: Because, ...kinds: Because[]] => {
  const grounds = model.grounds(reading, zone, act);
  const kinds = [...new Set(grounds.flatMap(([name]) => /^[A-Z]?[keq]:([a-z-]+)$/.exec(name)?.[1] ?? []))];
  const said = kinds.slice(0, 3).flatMap((kind): Because[] => {
    const words = phrasesWith(reading, hitWords(reading, kind).slice(0, mostWords));
    const named = builtInLexicon.words.kinds[kind];
    return named ? [{ by: 'model', zh: named.zh, en: named.en, words }] : [];
  });
  const runs = grounds.flatMap(([name, weight]): (readonly [string, number])[] => {
    const run = /^g:([^$^]{2,})$/.exec(name)?.[1];
    return run === undefined ? [] : [[run, weight]];
  });
  const likeness: Because = {
    by: 'model',
    zh: '与这类行为的报告说法相近',
    en: 'similar to reports of this act that say',
    words: clausesWith(reading, runs),
  };
  return [likeness, ...said];
};

/** A reason whose words the report denies is none; likeness is told of what no other reason has told. */
export const groundsOf = (reading: Reading, zone: Zone, act: string, model: LinearModel): Because[] => {
  const [likeness, ...kinds] = modelGrounds(reading, zone, act, model);
  const said = [...ruleGrounds(reading, act), ...kinds];
  const told = new Set(said.flatMap(({ words }) => words));
  return [...said, { ...likeness, words: likeness.words.filter((words) => !told.has(words)) }].filter(
    ({ words }) => words.length > 0,
  );
};
