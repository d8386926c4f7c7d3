// Trains the classifier's model from the labelled reports: `node scripts/train-classifier.mjs [--folds-only]`.
// Reads src/law/reports (never the sealed ones) and dist; prints five-fold figures; writes src/law/data/model.json.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { format, resolveConfig } from 'prettier';

import { learn, seeded, shuffled, vectorOf, vocabularyOf } from './classifier-training.mjs';
import { figuresOf, readReports } from './classifier-figures.mjs';

const { builtInLaw: law } = await import('../dist/src/law/code-table.js');
const { featuresOf } = await import('../dist/src/law/features.js');
const { readText } = await import('../dist/src/law/reading.js');
const { guardedScores } = await import('../dist/src/law/negation.js');
const { LinearModel } = await import('../dist/src/law/model.js');

const featureWeights = {
  kinds: 0.68,
  zoned: 0.46,
  frames: 0.4,
  pairs: 0.25,
  grams: 1.2,
  zone: 0.3,
  longestGram: 2,
  damping: 0.35,
};
const window = 3;
const acts = Object.keys(law.acts);
const zones = Object.fromEntries(acts.map((act) => [act, Object.keys(law.acts[act])]));
const outputs = [...acts, 'harmless'];
const least = 3;
const settings = { decay: 3e-3, epochs: 15, rate: 0.5 };
// Each act stands in few of the reports: without this, its absence is learned before its presence.
const presenceCost = 3;
// Weights are packed as signed bytes of this unit; smaller ones than `prune` units say nothing and are left out.
const scale = 0.05;
const prune = 4;
const byte = (weight) => Math.max(-127, Math.min(127, Math.round(weight / scale)));

const sampleOf = (report) => {
  const reading = readText(report.text);
  return { report, reading, features: featuresOf(reading, report.zone, featureWeights) };
};

/** One regression an act, over the zones where the act has a name; harmlessness over all. */
const learnOutput = (output, samples, vectors, size) => {
  const isHarmless = output === 'harmless';
  const used = samples.flatMap(({ report }, at) =>
    isHarmless || zones[output].includes(report.zone) ? [at] : [],
  );
  const labels = used
    .map((at) => samples[at].report)
    .map((report) => Number(isHarmless ? report.expected.length === 0 : report.acts.includes(output)));
  const costs = labels.map((label) => (label === 1 ? presenceCost : 1));
  return learn(
    used.map((at) => vectors[at]),
    labels,
    costs,
    size,
    settings,
  );
};

const pack = (vocabulary, models) => {
  const names = [];
  const bytes = [];
  for (const [name, id] of [...vocabulary].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const row = models.flatMap(({ weights }, at) => {
      const weight = byte(weights[id]);
      return Math.abs(weight) >= prune ? [at, weight] : [];
    });
    if (row.length === 0) continue;
    names.push(name);
    bytes.push(row.length / 2, ...row);
  }
  return { names: names.join('\n'), rows: Buffer.from(Int8Array.from(bytes).buffer).toString('base64') };
};

const learnModel = (given, judge, made) => {
  const samples = withJoined(given);
  const vocabulary = vocabularyOf(given, least);
  const vectors = samples.map(({ features }) => vectorOf(features, vocabulary));
  const models = outputs.map((output) => learnOutput(output, samples, vectors, vocabulary.size));
  const bias = models.map((each) => Number(each.bias.toFixed(4)));
  const packed = pack(vocabulary, models);
  return new LinearModel({ made, featureWeights, window, outputs, bias, scale, judge, zones, ...packed });
};

const inputs = 16;
// A harmless report that is labelled troubles people more than a second act that is missed.
const harmlessCost = 1.7;
const noJudge = { weights: Array(inputs).fill(0), bias: 0 };
const withJudge = (model, judge) => new LinearModel({ ...model.file, judge });

/** The judge learns from scores of reports that the model had not seen. */
const learnJudge = (judged) => {
  const rows = judged.flatMap(({ report, scored }) =>
    [...scored].map(([act, values]) => ({
      vector: { ids: Int32Array.from(values.keys()), values },
      label: Number(report.acts.includes(act)),
      cost: report.expected.length === 0 ? harmlessCost : 1,
    })),
  );
  const { weights, bias } = learn(
    rows.map(({ vector }) => vector),
    rows.map(({ label }) => label),
    rows.map(({ cost }) => cost),
    inputs,
    { decay: 1e-5, epochs: 30, rate: 0.3 },
  );
  return { weights: [...weights].map((each) => Number(each.toFixed(4))), bias: Number(bias.toFixed(4)) };
};

const joints = ['，随后', '，接着', '；', '，还', '，又', '。', '，之后'];
const longestJoined = 60;
const joinedShare = 0.25;

/** Two reports of one zone told as one: a second act must not speak against the first. */
const joined = ([one, other], chance) => {
  const joint = joints[Math.floor(chance() * joints.length)];
  const both = (field) => [...new Set([...one.report[field], ...other.report[field]])];
  const text = one.report.text.replace(/[。！!.]$/, '') + joint + other.report.text;
  return sampleOf({ zone: one.report.zone, text, expected: both('expected'), acts: both('acts') });
};

/** The samples, with pairs of short reports of one act each, of different codes, joined. */
const withJoined = (samples) => {
  const chance = seeded(50);
  const single = samples.filter(
    ({ report }) => report.expected.length === 1 && report.text.length < longestJoined,
  );
  const more = [];
  while (more.length < joinedShare * samples.length) {
    const one = single[Math.floor(chance() * single.length)];
    const other = single[Math.floor(chance() * single.length)];
    const fit = one.report.zone === other.report.zone && one.report.expected[0] !== other.report.expected[0];
    if (fit) more.push(joined([one, other], chance));
  }
  return [...samples, ...more];
};

const foldsOf = (samples, count) => {
  const chance = seeded(7);
  const folds = [];
  shuffled(
    samples.map((_, at) => at),
    chance,
  ).forEach((at, place) => {
    folds[at] = place % count;
  });
  return folds;
};

const codesOf = (scores, zone) => {
  const best = {};
  for (const { act, score } of scores) {
    const code = law.acts[act][zone];
    best[code] = Math.max(best[code] ?? 0, score);
  }
  return Object.keys(best).filter((code) => best[code] >= law.levels.middle);
};

const sets = ['dev', 'dev-2', 'own', 'own-2', 'unseen', 'unseen-2', 'unseen-3', 'unseen-4'];
const reports = readReports(sets);
const samples = reports.map(sampleOf);
const folds = foldsOf(samples, 5);
const judged = [];
const models = [];
for (let fold = 0; fold < 5; fold += 1) {
  const model = learnModel(
    samples.filter((_, at) => folds[at] !== fold),
    noJudge,
    'one fold',
  );
  models.push(model);
  samples.forEach(({ report, reading }, at) => {
    if (folds[at] === fold)
      judged.push({ report, reading, fold, scored: model.judgeInputs(reading, report.zone, law) });
  });
}
const rows = [];
for (let fold = 0; fold < 5; fold += 1) {
  const judge = learnJudge(judged.filter((each) => each.fold !== fold));
  const model = withJudge(models[fold], judge);
  for (const { report, reading } of judged.filter((each) => each.fold === fold))
    rows.push({ report, codes: codesOf(guardedScores(model, reading, report.zone, law), report.zone) });
}
console.log('five-fold over all labelled reports:', figuresOf(rows, law.tieOrder).line);
for (const set of sets)
  console.log(
    `  of these ${set}:`,
    figuresOf(
      rows.filter(({ report }) => report.set === set),
      law.tieOrder,
    ).line,
  );

if (!process.argv.includes('--folds-only')) {
  const made = `node scripts/train-classifier.mjs, ${samples.length} reports`;
  const { file } = learnModel(samples, learnJudge(judged), made);
  const target = new URL('../src/law/data/model.json', import.meta.url);
  const style = await resolveConfig(fileURLToPath(target));
  writeFileSync(target, await format(JSON.stringify(file), { ...style, parser: 'json' }));
  console.log(
    `wrote src/law/data/model.json: ${file.names.split('\n').length} features, ${readFileSync(target).length} bytes`,
  );
}
