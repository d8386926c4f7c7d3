/** The words of the field by kinds, and where they stand in a clause. */
import { z } from 'zod';

import { spellNumber } from './clause.js';
import builtIn from './data/lexicon.json' with { type: 'json' };

const kind = z.object({ zh: z.string(), en: z.string(), terms: z.array(z.string().min(1)) });
export const lexiconSchema = z.looseObject({ kinds: z.record(z.string(), kind) });
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
  /** terms that go on after a gap, with every spelling of what follows it */
  gaps: { readonly kind: string; readonly rests: readonly string[] }[];
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

const plain = (term: string): string => term.toLowerCase().replaceAll(/\d+/g, (run) => spellNumber(run));

export class Lexicon {
  #learned: Node | undefined;

  constructor(readonly words: LexiconWords) {}

  /** Learned by the first clause: a thread that reads no report keeps the words only. */
  get #root(): Node {
    if (this.#learned) return this.#learned;
    this.#learned = node();
    for (const [name, { terms }] of Object.entries(this.words.kinds))
      for (const term of terms) {
        const [head = '', rest] = plain(term).split('~');
        // One list for all spellings of the head: the many-by-many terms stay small.
        const rests = rest === undefined ? undefined : spellingsOf(rest);
        for (const spelling of spellingsOf(head)) this.#learn(this.#learned, name, spelling, rests);
      }
    return this.#learned;
  }

  #learn(root: Node, name: string, head: string, rests: readonly string[] | undefined): void {
    if (head === '') return;
    let at = root;
    for (const char of head) {
      const next = at.next.get(char) ?? node();
      at.next.set(char, next);
      at = next;
    }
    if (rests) at.gaps.push({ kind: name, rests });
    else if (!at.kinds.includes(name)) at.kinds.push(name);
  }

  /** All hits in a clause, by place; steps are bounded by the clause's length times the longest term. */
  find(text: string, count: (steps: number) => void = () => undefined): Hit[] {
    const hits: Hit[] = [];
    const root = this.#root;
    for (let from = 0; from < text.length; from += 1) {
      let at: Node | undefined = root;
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
    for (const { kind: name, rests } of at.gaps) {
      const ends = rests.flatMap((rest) => {
        const found = text.slice(to, to + widestGap + rest.length).indexOf(rest);
        return found < 0 ? [] : [to + found + rest.length];
      });
      if (ends.length > 0) hits.push({ kind: name, from, to: Math.min(...ends) });
    }
  }
}

/** Not checked at each start: a test holds its shape. */
export const builtInLexicon = new Lexicon(builtIn);
