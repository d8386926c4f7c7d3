/** Which of several codes stands first, by the tie order of the law (most severe first). */
import { builtInLaw, type Law } from './code-table.js';

export type Level = 'low' | 'middle' | 'high';

/** 低 below the middle line, 中 from it, 高 above the high line. */
export const levelOf = (score: number, law: Law = builtInLaw): Level => {
  if (score < law.levels.middle) return 'low';
  return score > law.levels.high ? 'high' : 'middle';
};

/** Negative when `one` goes before `other`; codes the order does not know come last. */
export const compareByTie = (one: string, other: string, law: Law = builtInLaw): number => {
  const rank = (code: string) => {
    const at = law.tieOrder.indexOf(code);
    return at < 0 ? law.tieOrder.length : at;
  };
  return rank(one) - rank(other);
};

export const primaryOf = (codes: readonly string[], law: Law = builtInLaw): string | undefined =>
  [...codes].sort((one, other) => compareByTie(one, other, law))[0];
