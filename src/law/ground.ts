/** What a code was gone by in a text: the frames that matched and the words that weighed most in the model. */
import type { Zone } from './code-table.js';
import { framesIn } from './frame.js';
import { builtInLexicon } from './lexicon.js';
import type { LinearModel } from './model.js';
import type { Reading } from './reading.js';

export interface Because {
  /** what was gone by: a signal, a rule with its words, or the trained model with its words */
  readonly by: 'signal' | 'rule' | 'model';
  readonly zh: string;
  readonly en: string;
  readonly words: readonly string[];
}

const mostWords = 6;

const ruleGrounds = (reading: Reading, act: string): Because[] =>
  framesIn(reading)
    .filter(({ frame }) => frame.act === act)
    .map(({ frame, words }) => ({ by: 'rule', zh: frame.zh, en: frame.en, words: [...new Set(words)] }));

const hitWords = (reading: Reading, kind: string): string[] => [
  ...new Set(
    reading.clauses.flatMap(({ hits }) =>
      hits.filter((hit) => hit.kind === kind && hit.words.length > 1).map((hit) => hit.words),
    ),
  ),
];

/** Kinds with the words that said them; bare runs of characters only where no kind weighed. */
const modelGrounds = (reading: Reading, zone: Zone, act: string, model: LinearModel): Because[] => {
  const grounds = model.grounds(reading, zone, act);
  const kinds = [...new Set(grounds.flatMap(([name]) => /^[A-Z]?[keq]:([a-z-]+)$/.exec(name)?.[1] ?? []))];
  const said = kinds.slice(0, 3).flatMap((kind): Because[] => {
    const words = hitWords(reading, kind).slice(0, mostWords);
    const named = builtInLexicon.words.kinds[kind];
    return named && words.length > 0 ? [{ by: 'model', zh: named.zh, en: named.en, words }] : [];
  });
  const runs = grounds.flatMap(([name]) => /^g:([^$^]{2,})$/.exec(name)?.[1] ?? []).slice(0, mostWords);
  return runs.length > 0
    ? [
        ...said,
        { by: 'model', zh: '与已标注报告相近的字词', en: 'wording as in labelled reports', words: runs },
      ]
    : said;
};

export const groundsOf = (reading: Reading, zone: Zone, act: string, model: LinearModel): Because[] => [
  ...ruleGrounds(reading, act),
  ...modelGrounds(reading, zone, act, model),
];
