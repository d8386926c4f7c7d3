/** Facts that say the same again, told once: each screen that shows an alarm proves it anew. Pure. */
import type { Fact } from '../../src/console/board.js';

/** oldest first */
export type Repeated = readonly [first: Fact, ...again: Fact[]];

/** Proofs are told once wherever they come again; anything else where nothing came between. */
const proofs: ReadonlySet<string> = new Set(['alarm.shown', 'alarm.sounded']);

export const repeatsOf = (facts: readonly Fact[], said: (fact: Fact) => string): readonly Repeated[] => {
  const told = new Map<string, [Fact, ...Fact[]]>();
  const all: [Fact, ...Fact[]][] = [];
  let before = '';
  for (const fact of facts.toSorted((a, b) => a.seq - b.seq)) {
    const key = `${fact.subject.id} ${fact.type} ${said(fact)}`;
    const same = key === before || proofs.has(fact.type) ? told.get(key) : undefined;
    if (same === undefined) {
      const first: [Fact] = [fact];
      told.set(key, first);
      all.push(first);
    } else same.push(fact);
    before = key;
  }
  return all;
};
