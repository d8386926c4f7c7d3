/** The small linear model trained in this repository: how much each act is in a report, and why. */
import { z } from 'zod';

import { zoneSchema, type Law, type Zone } from './code-table.js';
import builtIn from './data/model.json' with { type: 'json' };
import { decisiveMissing, kindsSaid } from './element.js';
import { familiesOf, featuresOf } from './features.js';
import type { Reading } from './reading.js';

const weights = z.object({
  kinds: z.number(),
  zoned: z.number(),
  frames: z.number(),
  pairs: z.number(),
  grams: z.number(),
  zone: z.number(),
  longestGram: z.int(),
  damping: z.number(),
});

export const modelSchema = z.object({
  /** how it was made, and from how many reports */
  made: z.string(),
  featureWeights: weights,
  /** clauses a window holds: an act of one clause is not drowned by the rest of a long report */
  window: z.int().min(1),
  /** the acts of the law, then `harmless` */
  outputs: z.array(z.string()).min(2),
  bias: z.array(z.number()),
  scale: z.number(),
  /** feature → output index, weight, output index, weight ...; weights in units of `scale` */
  features: z.record(z.string(), z.array(z.int())),
  /** weighs an act's own score against harmlessness and the other acts */
  judge: z.object({ weights: z.array(z.number()).length(13), bias: z.number() }),
  zones: z.record(z.string(), z.array(zoneSchema)),
});
type ModelFile = z.infer<typeof modelSchema>;

export interface ActScore {
  readonly act: string;
  /** 0..1 */
  readonly score: number;
}

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
const unit = 4;

export class LinearModel {
  readonly #features: ReadonlyMap<string, readonly number[]>;
  readonly #index: ReadonlyMap<string, number>;
  readonly #harmless: number;

  constructor(readonly file: ModelFile) {
    this.#features = new Map(Object.entries(file.features));
    this.#index = new Map(file.outputs.map((name, at) => [name, at]));
    this.#harmless = file.outputs.indexOf('harmless');
  }

  #sums(reading: Reading, zone: Zone): Float64Array {
    const sums = new Float64Array(this.file.outputs.length);
    for (const [names, value] of familiesOf(reading, zone, this.file.featureWeights))
      for (const name of names) this.#addRow(this.#features.get(name), value * this.file.scale, sums);
    return sums.map((sum, at) => sum + (this.file.bias[at] ?? 0));
  }

  #addRow(row: readonly number[] | undefined, value: number, sums: Float64Array): void {
    if (row === undefined) return;
    for (let at = 0; at + 1 < row.length; at += 2) {
      const output = row[at] ?? 0;
      sums[output] = (sums[output] ?? 0) + (row[at + 1] ?? 0) * value;
    }
  }

  #windows(reading: Reading): Reading[] {
    const { clauses } = reading;
    const size = this.file.window;
    if (clauses.length <= size) return [];
    return clauses
      .slice(0, clauses.length - 1)
      .map((_, at) => ({ ...reading, clauses: clauses.slice(at, at + size) }));
  }

  /** The acts that have a name in this zone, as raw inputs of the judge: own score, harmlessness, rivals, best window. */
  judgeInputs(reading: Reading, zone: Zone, law: Law): Map<string, readonly number[]> {
    const acts = Object.keys(law.acts).filter(
      (act) => law.acts[act]?.[zone] !== undefined && this.#index.has(act),
    );
    const whole = this.#sums(reading, zone);
    const parts = this.#windows(reading).map((part) => this.#sums(part, zone));
    const of = (sums: Float64Array, act: string) => sums[this.#index.get(act) ?? 0] ?? 0;
    const harmless = whole[this.#harmless] ?? 0;
    const leastHarmless = parts.reduce((least, sums) => Math.min(least, sums[this.#harmless] ?? 0), harmless);
    const missing = decisiveMissing(law, kindsSaid(reading));
    const ranked = acts.map((act) => of(whole, act)).sort((one, other) => other - one);
    return new Map(
      acts.map((act) => {
        const own = of(whole, act);
        const rival = (own === ranked[0] ? ranked[1] : ranked[0]) ?? -unit;
        const best = parts.reduce((most, sums) => Math.max(most, of(sums, act)), own);
        const plain = [own, harmless, own - rival, rival, best, leastHarmless];
        // What is beyond doubt counts apart: above zero an act, above zero harmlessness.
        const beyond = [own, harmless, best, leastHarmless].map((value) => Math.max(0, value));
        const lacking = Math.min(2, missing.get(law.acts[act]?.[zone] ?? '') ?? 0);
        const element = lacking > 0 ? [unit / 2, (unit * lacking) / 2, Math.max(0, own)] : [0, 0, 0];
        return [act, [...plain, ...beyond, ...element].map((value) => value / unit)];
      }),
    );
  }

  scores(reading: Reading, zone: Zone, law: Law): ActScore[] {
    const { weights: judge, bias } = this.file.judge;
    return [...this.judgeInputs(reading, zone, law)].map(([act, inputs]) => ({
      act,
      score: logistic(inputs.reduce((sum, input, at) => sum + input * (judge[at] ?? 0), bias)),
    }));
  }

  /** What each feature of the reading adds to an act, the most telling first. */
  grounds(reading: Reading, zone: Zone, act: string): [feature: string, weight: number][] {
    const output = this.#index.get(act);
    const found: [string, number][] = [];
    for (const [name, value] of featuresOf(reading, zone, this.file.featureWeights)) {
      const row = this.#features.get(name) ?? [];
      for (let at = 0; at + 1 < row.length; at += 2)
        if (row[at] === output) found.push([name, (row[at + 1] ?? 0) * this.file.scale * value]);
    }
    return found.filter(([, weight]) => weight > 0).sort(([, one], [, other]) => other - one);
  }
}

/** Not checked at each start, which would take longer than reading it: a test holds its shape. */
export const builtInModel = new LinearModel(builtIn as unknown as ModelFile);
