/** The features that the trained model weighs: kinds with their scope, frames, kinds that meet, characters. */
import type { Zone } from './code-table.js';
import { framesIn } from './frame.js';
import type { ReadClause, Reading, ScopedHit } from './reading.js';

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

/** A family's feature names and the value that each of them has. */
export type Family = readonly [names: ReadonlySet<string>, value: number];

interface ClauseFeatures {
  readonly zone: Zone;
  readonly kinds: readonly string[];
  readonly zoned: readonly string[];
  readonly ends: readonly string[];
  readonly pairs: readonly string[];
  readonly grams: readonly string[];
}

const scopedName = (hit: ScopedHit): string => `${hit.isNegated ? '!' : ''}${hit.kind}`;

const pairsOf = (hits: readonly ScopedHit[]): string[] => {
  const kinds = [...new Set(hits.map(scopedName))].sort((one, other) => (one < other ? -1 : 1));
  return kinds.flatMap((one, index) => kinds.slice(index + 1).map((other) => `p:${one}+${other}`));
};

const gramsOf = (clauseText: string, longest: number): string[] => {
  const text = `^${clauseText}$`;
  const grams: string[] = [];
  for (let size = 1; size <= longest; size += 1)
    for (let at = 0; at + size <= text.length; at += 1) grams.push(`g:${text.slice(at, at + size)}`);
  return grams;
};

/** A clause is in several windows; its features are named once. */
const named = new WeakMap<ReadClause, ClauseFeatures>();

const featuresOfClause = (read: ReadClause, zone: Zone, longest: number): ClauseFeatures => {
  const known = named.get(read);
  if (known?.zone === zone) return known;
  const features = {
    zone,
    zoned: read.hits.map((hit) => `${zone}k:${scopedName(hit)}`),
    kinds: read.hits.flatMap((hit) =>
      hit.isQuoted ? [`k:${scopedName(hit)}`, `q:${scopedName(hit)}`] : [`k:${scopedName(hit)}`],
    ),
    ends: read.hits.map((hit) => `e:${scopedName(hit)}`),
    pairs: pairsOf(read.hits),
    grams: gramsOf(read.clause.text, longest),
  };
  named.set(read, features);
  return features;
};

export const familiesOf = (reading: Reading, zone: Zone, weights: FeatureWeights): Family[] => {
  const clauses = reading.clauses.map((read) => featuresOfClause(read, zone, weights.longestGram));
  const family = (names: ReadonlySet<string>, weight: number): Family => [
    names,
    weight / Math.max(1, names.size) ** weights.damping,
  ];
  const gather = (of: (each: ClauseFeatures) => readonly string[], last: readonly string[] = []) => {
    const names = new Set<string>(last);
    for (const each of clauses) for (const name of of(each)) names.add(name);
    return names;
  };
  return [
    [new Set([`z:${zone}`]), weights.zone],
    family(
      gather(({ kinds }) => kinds, clauses.at(-1)?.ends),
      weights.kinds,
    ),
    family(
      gather(({ zoned }) => zoned),
      weights.zoned,
    ),
    family(new Set(framesIn(reading).map(({ frame }) => `f:${frame.id}`)), weights.frames),
    family(
      gather(({ pairs }) => pairs),
      weights.pairs,
    ),
    family(
      gather(({ grams }) => grams),
      weights.grams,
    ),
  ];
};

export const featuresOf = (reading: Reading, zone: Zone, weights: FeatureWeights): Features => {
  const features = new Map<string, number>();
  for (const [names, value] of familiesOf(reading, zone, weights))
    for (const name of names) features.set(name, value);
  return features;
};
