/** What a clause says: kinds of words with their scope (negated, quoted), ready for rules and model. */
import { clausesOf, type Clause } from './clause.js';
import { builtInLexicon, type Hit, type Lexicon } from './lexicon.js';

export interface ScopedHit extends Hit {
  readonly isNegated: boolean;
  readonly isQuoted: boolean;
  readonly words: string;
}

export interface ReadClause {
  readonly clause: Clause;
  readonly hits: readonly ScopedHit[];
}

export interface Reading {
  readonly text: string;
  readonly clauses: readonly ReadClause[];
  readonly steps: number;
}

/** Longer first: 并没有 before 没有 before 没. */
const negators =
  '并没有 并没 没有 从未 尚未 并未 未曾 未见 未发现 未发生 没发生 没见 并无 并非 不是 不曾 未 没 无 非 别'.split(
    ' ',
  );
/** Words that carry a negator's character and negate nothing that follows. */
const fixed =
  '有来无回 没收 没完 没良心 没办法 没法 没人性 没好 没教养 没预约 没登记 没让 没过 没走 没再 无法 无奈 无视 无效 无果 无故 无理 无数 未经 未果 未预约 未登记 非法 非要 非常 非得 别人 别的 别处 别墅 别着 别把 别开 别停 特别 区别 分别 告别 别怪 别想'.split(
    ' ',
  );
const reach = 5;

const startsAt = (text: string, words: readonly string[], at: number): string | undefined =>
  words.find((word) => text.startsWith(word, at));

export interface Negation {
  readonly from: number;
  readonly to: number;
}

/** The places of true negators in a clause. */
export const negationsOf = (text: string): Negation[] => {
  const found: Negation[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const held = startsAt(text, fixed, at);
    if (held !== undefined) {
      at += held.length - 1;
      continue;
    }
    const word = startsAt(text, negators, at);
    if (word === undefined) continue;
    found.push({ from: at, to: at + word.length });
    at += word.length - 1;
  }
  return found;
};

const scope = (clause: Clause, hit: Hit, negations: readonly Negation[]): ScopedHit => ({
  ...hit,
  isNegated:
    negations.length > 0 &&
    negations.some(({ from, to }) => from < hit.from && to <= hit.from && hit.from - to <= reach),
  isQuoted: clause.quoted[hit.from] ?? false,
  words: clause.text.slice(hit.from, hit.to),
});

export const readText = (text: string, lexicon: Lexicon = builtInLexicon): Reading => {
  let steps = 0;
  const clauses = clausesOf(text).map((clause) => {
    const negations = negationsOf(clause.text);
    const hits = lexicon.find(clause.text, (more) => {
      steps += more;
    });
    return { clause, hits: hits.map((hit) => scope(clause, hit, negations)) };
  });
  return { text, clauses, steps };
};
