// Trains the classifier's model from the labelled reports: `node scripts/train-classifier.mjs [--folds-only]`.
// Reads src/law/reports (never the unseen ones) and dist; prints five-fold figures; writes src/law/data/model.json.
import { readFileSync, writeFileSync } from 'node:fs';

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
  grams: 0.9,
  zone: 0.3,
  longestGram: 2,
  damping: 0.35,
};
const window = 3;
const acts = Object.keys(law.acts);
const zones = Object.fromEntries(acts.map((act) => [act, Object.keys(law.acts[act])]));
const outputs = [...acts, 'harmless'];
const scale = 0.02;
const least = 2;
const settings = { decay: 3e-3, epochs: 15, rate: 0.5 };
// Each act stands in few of the reports: without this, its absence is learned before its presence.
const presenceCost = 3;

const sampleOf = (report) => {
  const reading = readText(report.text);
  return { report, reading, features: featuresOf(reading, report.zone, featureWeights) };
};

/** One regression an act, over the zones where the act has a name; harmlessness over all. */
const learnOutput = (output, samples, vocabulary) => {
  const isHarmless = output === 'harmless';
  const used = samples.filter(({ report }) => isHarmless || zones[output].includes(report.zone));
  const labels = used.map(({ report }) =>
    Number(isHarmless ? report.expected.length === 0 : report.acts.includes(output)),
  );
  return learn(
    used.map(({ features }) => vectorOf(features, vocabulary)),
    labels,
    vocabulary.size,
    { ...settings, costs: labels.map((label) => (label === 1 ? presenceCost : 1)) },
  );
};

const learnModel = (samples, judge, made) => {
  const vocabulary = vocabularyOf(samples, least);
  const models = outputs.map((output) => learnOutput(output, samples, vocabulary));
  const features = {};
  for (const [name, id] of vocabulary) {
    const row = models.flatMap(({ weights }, at) => {
      const weight = Math.round(weights[id] / scale);
      return Math.abs(weight) >= prune ? [at, weight] : [];
    });
    if (row.length > 0) features[name] = row;
  }
  const bias = models.map((each) => Number(each.bias.toFixed(4)));
  return new LinearModel({ made, featureWeights, window, outputs, bias, scale, features, judge, zones });
};
const prune = 10;

const inputs = 13;
const harmlessCost = 2.3;
const noJudge = { weights: Array(inputs).fill(0), bias: 0 };
const withJudge = (model, judge) => new LinearModel({ ...model.file, judge });

/** The judge learns from scores of reports that the model had not seen. */
const learnJudge = (judged) => {
  const vectors = [];
  const labels = [];
  const costs = [];
  for (const { report, scored } of judged)
    for (const [act, values] of scored) {
      vectors.push({ ids: [...Array(inputs).keys()], values });
      labels.push(Number(report.acts.includes(act)));
      // A harmless report that is labelled troubles people more than a second act that is missed.
      costs.push(report.expected.length === 0 ? harmlessCost : 1);
    }
  const { weights, bias } = learn(vectors, labels, inputs, {
    decay: 1e-5,
    epochs: 30,
    rate: 0.3,
    costs,
  });
  return { weights: [...weights].map((each) => Number(each.toFixed(4))), bias: Number(bias.toFixed(4)) };
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

const reports = readReports(['dev', 'dev-2', 'own']);
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
for (const set of ['dev', 'dev-2', 'own'])
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
  const { features, ...head } = file;
  const lines = Object.entries(features)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, row]) => `${JSON.stringify(name)}:${JSON.stringify(row)}`);
  writeFileSync(target, `${JSON.stringify(head).slice(0, -1)},\n"features":{\n${lines.join(',\n')}\n}}\n`);
  console.log(
    `wrote src/law/data/model.json: ${lines.length} features, ${readFileSync(target).length} bytes`,
  );
}
