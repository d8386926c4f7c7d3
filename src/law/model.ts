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
  /** feature names, one a line */
  names: z.string(),
  /** base64; for each name: how many weights, then output index and weight (signed, in units of `scale`), a byte each */
  rows: z.base64(),
  /** weighs an act's own score against harmlessness and the other acts */
  judge: z.object({ weights: z.array(z.number()).length(16), bias: z.number() }),
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

interface Rows {
  /** feature → place of its row in `bytes` */
  readonly places: ReadonlyMap<string, number>;
  readonly bytes: Int8Array;
}

const unpack = ({ names, rows }: ModelFile): Rows => {
  const bytes = Int8Array.from(atob(rows), (char) => char.charCodeAt(0));
  const places = new Map<string, number>();
  let place = 0;
  for (const name of names.split('\n')) {
    places.set(name, place);
    place += 1 + 2 * (bytes[place] ?? 0);
  }
  return { places, bytes };
};

export class LinearModel {
  #unpacked: Rows | undefined;
  readonly #index: ReadonlyMap<string, number>;
  readonly #harmless: number;

  constructor(readonly file: ModelFile) {
    this.#index = new Map(file.outputs.map((name, at) => [name, at]));
    this.#harmless = file.outputs.indexOf('harmless');
  }

  /** Unpacked by the first report: the server's main thread reads none and keeps the packed form. */
  get #rows(): Rows {
    this.#unpacked ??= unpack(this.file);
    return this.#unpacked;
  }

  #sums(reading: Reading, zone: Zone): Float64Array {
    const sums = new Float64Array(this.file.outputs.length);
    for (const [names, value] of familiesOf(reading, zone, this.file.featureWeights))
      for (const name of names)
        this.#eachWeight(name, (output, weight) => {
          sums[output] = (sums[output] ?? 0) + weight * value;
        });
    return sums.map((sum, at) => sum + (this.file.bias[at] ?? 0));
  }

  #eachWeight(feature: string, visit: (output: number, weight: number) => void): void {
    const { places, bytes } = this.#rows;
    const place = places.get(feature);
    if (place === undefined) return;
    const end = place + 2 * (bytes[place] ?? 0);
    for (let at = place + 1; at < end; at += 2) visit(bytes[at] ?? 0, (bytes[at + 1] ?? 0) * this.file.scale);
  }

  #windows(reading: Reading): Reading[] {
    const { clauses } = reading;
    const size = this.file.window;
    if (clauses.length <= size) return [];
    return clauses
      .slice(0, clauses.length - 1)
      .map((_, at) => ({ ...reading, clauses: clauses.slice(at, at + size) }));
  }

  /** The acts that have a name in this zone, as raw inputs of the judge: own score, harmlessness, rivals, best window, and whether it is the strongest. */
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
        // The strongest act is judged apart: where something is wrong at all, it is most likely this.
        const first = own === ranked[0] ? [unit, harmless, own] : [0, 0, 0];
        return [act, [...plain, ...beyond, ...element, ...first].map((value) => value / unit)];
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
    for (const [name, value] of featuresOf(reading, zone, this.file.featureWeights))
      this.#eachWeight(name, (each, weight) => {
        if (each === output) found.push([name, weight * value]);
      });
    return found.filter(([, weight]) => weight > 0).sort(([, one], [, other]) => other - one);
  }
}

/** Not checked at each start, which would take longer than reading it: a test holds its shape. */
export const builtInModel = new LinearModel(builtIn as unknown as ModelFile);
