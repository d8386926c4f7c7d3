/** Why a report may be harmless (drill, misread, quoted, permitted ...): it lowers a code, never an alarm. */
import { z } from 'zod';

import builtIn from './data/suppressors.json' with { type: 'json' };
import { Lexicon } from './lexicon.js';
import { negationsOf, type Reading } from './reading.js';
import { invalid } from '../kernel/errors.js';

const suppressor = z.object({ id: z.string(), zh: z.string(), en: z.string(), terms: z.array(z.string()) });
const suppressorsSchema = z.looseObject({ suppressors: z.array(suppressor) });

export interface Suppressor {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  /** the words that led to it; none where a signal did */
  readonly words: readonly string[];
}

export class Suppressors {
  readonly #known: z.infer<typeof suppressorsSchema>['suppressors'];
  readonly #lexicon: Lexicon;

  /** @throws DomainError `SUPPRESSORS_INVALID` */
  constructor(content: unknown) {
    const read = suppressorsSchema.safeParse(content);
    if (!read.success) throw invalid('SUPPRESSORS_INVALID', 'The suppressors are not of the expected shape.');
    this.#known = read.data.suppressors;
    this.#lexicon = new Lexicon({ kinds: Object.fromEntries(this.#known.map((each) => [each.id, each])) });
  }

  in(reading: Reading): Suppressor[] {
    const words = new Map<string, Set<string>>();
    const note = (id: string, word: string) => words.set(id, (words.get(id) ?? new Set<string>()).add(word));
    for (const { clause } of reading.clauses) {
      for (const hit of this.#lexicon.find(clause.text)) note(hit.kind, clause.text.slice(hit.from, hit.to));
      for (const { from, to } of negationsOf(clause.text)) note('negated', clause.text.slice(from, to));
    }
    return this.#known.flatMap(({ id, zh, en }) => {
      const found = words.get(id);
      return found ? [{ id, zh, en, words: [...found] }] : [];
    });
  }
}

export const builtInSuppressors = new Suppressors(builtIn);
