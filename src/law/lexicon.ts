/** The words of the field by kinds, and where they stand in a clause. */
import { z } from 'zod';

import builtIn from './data/lexicon.json' with { type: 'json' };
import { invalid } from '../kernel/errors.js';

const kind = z.object({ zh: z.string(), en: z.string(), terms: z.array(z.string().min(1)) });
const lexiconSchema = z.looseObject({ kinds: z.record(z.string(), kind) });
export type LexiconWords = z.infer<typeof lexiconSchema>;

export interface Hit {
  readonly kind: string;
  readonly from: number;
  readonly to: number;
}

interface Node {
  readonly next: Map<string, Node>;
  /** kinds whose term ends here */
  kinds: string[];
  /** terms that go on after a gap */
  gaps: { readonly kind: string; readonly rest: string }[];
}

const widestGap = 6;
const node = (): Node => ({ next: new Map(), kinds: [], gaps: [] });

/** Every spelling of a term: {a,b} is a choice. */
export const spellingsOf = (term: string): string[] => {
  const open = term.indexOf('{');
  const close = term.indexOf('}', open);
  if (open < 0 || close < 0) return [term];
  const tails = spellingsOf(term.slice(close + 1));
  return term
    .slice(open + 1, close)
    .split(',')
    .flatMap((choice) => tails.map((tail) => term.slice(0, open) + choice + tail));
};

const plain = (term: string): string => term.toLowerCase().replaceAll(/\d+/g, '0');

export class Lexicon {
  readonly #root = node();

  constructor(readonly words: LexiconWords) {
    for (const [name, { terms }] of Object.entries(words.kinds))
      for (const term of terms) for (const spelling of spellingsOf(plain(term))) this.#learn(name, spelling);
  }

  #learn(name: string, spelling: string): void {
    const [head = '', ...tail] = spelling.split('~');
    if (head === '') return;
    let at = this.#root;
    for (const char of head) {
      const next = at.next.get(char) ?? node();
      at.next.set(char, next);
      at = next;
    }
    const rest = tail.join('');
    if (rest !== '') at.gaps.push({ kind: name, rest });
    else if (!at.kinds.includes(name)) at.kinds.push(name);
  }

  /** All hits in a clause, by place; steps are bounded by the clause's length times the longest term. */
  find(text: string, count: (steps: number) => void = () => undefined): Hit[] {
    const hits: Hit[] = [];
    for (let from = 0; from < text.length; from += 1) {
      let at: Node | undefined = this.#root;
      for (let to = from; at !== undefined && to <= text.length; to += 1) {
        count(1);
        this.#report(at, text, from, to, hits);
        at = to < text.length ? at.next.get(text.charAt(to)) : undefined;
      }
    }
    return hits;
  }

  #report(at: Node, text: string, from: number, to: number, hits: Hit[]): void {
    for (const name of at.kinds) hits.push({ kind: name, from, to });
    for (const { kind: name, rest } of at.gaps) {
      const found = text.slice(to, to + widestGap + rest.length).indexOf(rest);
      if (found >= 0) hits.push({ kind: name, from, to: to + found + rest.length });
    }
  }
}

/** @throws DomainError `LEXICON_INVALID` */
export const readLexicon = (content: unknown): Lexicon => {
  const read = lexiconSchema.safeParse(content);
  if (!read.success) throw invalid('LEXICON_INVALID', 'The lexicon is not of the expected shape.');
  return new Lexicon(read.data);
};

export const builtInLexicon = readLexicon(builtIn);
