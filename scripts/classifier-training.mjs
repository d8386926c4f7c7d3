// Learning for the classifier: sparse logistic regressions, one an act, and a judge over them; no chance but a seed.

/** A small seeded generator (mulberry32): the same training every time. */
export const seeded = (seed) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
};

export const shuffled = (list, chance) => {
  const order = [...list];
  for (let k = order.length - 1; k > 0; k -= 1) {
    const j = Math.floor(chance() * (k + 1));
    [order[k], order[j]] = [order[j], order[k]];
  }
  return order;
};

/** Features seen in at least `least` reports, each with its number. */
export const vocabularyOf = (samples, least) => {
  const counts = new Map();
  for (const { features } of samples)
    for (const name of features.keys()) counts.set(name, (counts.get(name) ?? 0) + 1);
  const vocabulary = new Map();
  for (const [name, count] of counts) if (count >= least) vocabulary.set(name, vocabulary.size);
  return vocabulary;
};

export const vectorOf = (features, vocabulary) => {
  const ids = [];
  const values = [];
  for (const [name, value] of features) {
    const id = vocabulary.get(name);
    if (id === undefined) continue;
    ids.push(id);
    values.push(value);
  }
  return { ids, values };
};

export const weigh = ({ weights, bias }, { ids, values }) =>
  ids.reduce((sum, id, at) => sum + weights[id] * values[at], bias);

/** AdaGrad logistic regression; a sample may cost more than another (`costs`, one each if not given). */
export const learn = (vectors, labels, size, { decay, epochs, rate, costs }) => {
  const model = { weights: new Float64Array(size), bias: 0 };
  const squares = new Float64Array(size).fill(1e-6);
  let biasSquares = 1e-6;
  const chance = seeded(1);
  let order = vectors.map((_, at) => at);
  const correct = (vector, label, cost) => {
    const wrong = (1 / (1 + Math.exp(-weigh(model, vector))) - label) * cost;
    biasSquares += wrong * wrong;
    model.bias -= (rate * wrong) / Math.sqrt(biasSquares);
    vector.ids.forEach((id, at) => {
      const slope = wrong * vector.values[at] + decay * model.weights[id];
      squares[id] += slope * slope;
      model.weights[id] -= (rate * slope) / Math.sqrt(squares[id]);
    });
  };
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    order = shuffled(order, chance);
    for (const at of order) correct(vectors[at], labels[at], costs?.[at] ?? 1);
  }
  return model;
};
