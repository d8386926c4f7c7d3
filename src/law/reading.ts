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
  '有来无回 没收 没完 没良心 没办法 没法 没人性 没好 没教养 没让 没过 没再 无法 无奈 无视 无效 无果 无故 无理 无数 未经 未果 非法 非要 非常 非得 别人 别的 别处 别墅 别着 别把 别开 别停 特别 区别 分别 告别 别怪 别想'.split(
    ' ',
  );
/** What was not permitted and what was not heeded is part of an act (B2, B3, B7), not its denial. */
const notPermitted = '报备 备案 批准 审批 许可 允许 同意 准许 获准 授权 预约 登记 手续 证件 通知 经'.split(
  ' ',
);
const notHeeded = '听 理 停 走 离开 松手 收敛 挪 散 罢休 消停 住手 挂 熄 关 改 收起 放手 起身 吭'.split(' ');
const refusals = ['没有', '并未', '没', '未', '无', '仍未'].flatMap((negator) =>
  [...notPermitted, ...notHeeded].map((what) => negator + what),
);
const held = [...fixed, ...refusals].sort((one, other) => other.length - one.length);

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
    const whole = startsAt(text, held, at);
    if (whole !== undefined) {
      at += whole.length - 1;
      continue;
    }
    const word = startsAt(text, negators, at);
    if (word === undefined) continue;
    found.push({ from: at, to: at + word.length });
    at += word.length - 1;
  }
  return found;
};

/** In a negator's reach, or the negator itself: 不是 says nothing of refusing. */
const isDenied = (hit: Hit, { from, to }: Negation): boolean =>
  (from < hit.from && to <= hit.from && hit.from - to <= reach) || (from <= hit.from && hit.to <= to);

const scope = (clause: Clause, hit: Hit, negations: readonly Negation[]): ScopedHit => ({
  ...hit,
  isNegated: negations.length > 0 && negations.some((negation) => isDenied(hit, negation)),
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
