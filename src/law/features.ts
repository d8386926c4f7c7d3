/** The features that the trained model weighs: kinds with their scope, frames, kinds that meet, characters. */
import type { Zone } from './code-table.js';
import { framesIn } from './frame.js';
import type { ReadClause, Reading } from './reading.js';

/** Feature name → value; each family is scaled so that none drowns the others. */
export type Features = ReadonlyMap<string, number>;

export interface FeatureWeights {
  readonly kinds: number;
  readonly zoned: number;
  readonly frames: number;
  readonly pairs: number;
  readonly grams: number;
  readonly zone: number;
  readonly longestGram: number;
  /** a family of n features weighs each by n to the minus this */
  readonly damping: number;
}

const kindsOf = (read: ReadClause): string[] => [
  ...new Set(read.hits.map((hit) => `${hit.isNegated ? '!' : ''}${hit.kind}`)),
];

const kindFeatures = (reading: Reading): Set<string> => {
  const names = new Set<string>();
  const last = reading.clauses.length - 1;
  reading.clauses.forEach((read, index) => {
    for (const hit of read.hits) {
      const name = `${hit.isNegated ? '!' : ''}${hit.kind}`;
      names.add(`k:${name}`);
      if (hit.isQuoted) names.add(`q:${name}`);
      if (index === last) names.add(`e:${name}`);
    }
  });
  return names;
};

const pairFeatures = (reading: Reading): Set<string> => {
  const names = new Set<string>();
  for (const read of reading.clauses) {
    const kinds = kindsOf(read).sort();
    kinds.forEach((one, index) => {
      for (const other of kinds.slice(index + 1)) names.add(`p:${one}+${other}`);
    });
  }
  return names;
};

const gramFeatures = (reading: Reading, longest: number): Set<string> => {
  const names = new Set<string>();
  for (const { clause } of reading.clauses) {
    const text = `^${clause.text}$`;
    for (let size = 1; size <= longest; size += 1)
      for (let at = 0; at + size <= text.length; at += 1) names.add(`g:${text.slice(at, at + size)}`);
  }
  return names;
};

const zonedOf = (kinds: ReadonlySet<string>, zone: Zone): Set<string> =>
  new Set([...kinds].filter((name) => name.startsWith('k:')).map((name) => `${zone}${name}`));

export const featuresOf = (reading: Reading, zone: Zone, weights: FeatureWeights): Features => {
  const features = new Map<string, number>([[`z:${zone}`, weights.zone]]);
  const add = (names: ReadonlySet<string>, weight: number): void => {
    const value = weight / Math.max(1, names.size) ** weights.damping;
    for (const name of names) features.set(name, value);
  };
  const kinds = kindFeatures(reading);
  add(kinds, weights.kinds);
  add(zonedOf(kinds, zone), weights.zoned);
  add(new Set(framesIn(reading).map(({ frame }) => `f:${frame.id}`)), weights.frames);
  add(pairFeatures(reading), weights.pairs);
  add(gramFeatures(reading, weights.longestGram), weights.grams);
  return features;
};
