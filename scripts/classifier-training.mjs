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
  const known = [...features].filter(([name]) => vocabulary.has(name));
  return {
    ids: Int32Array.from(known, ([name]) => vocabulary.get(name)),
    values: Float64Array.from(known, ([, value]) => value),
  };
};

/** AdaGrad logistic regression; a sample may cost more than another (`costs`, one each). */
export const learn = (vectors, labels, costs, size, { decay, epochs, rate }) => {
  const weights = new Float64Array(size);
  const squares = new Float64Array(size).fill(1e-6);
  let bias = 0;
  let biasSquares = 1e-6;
  const chance = seeded(1);
  let order = vectors.map((_, at) => at);
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    order = shuffled(order, chance);
    for (const at of order) {
      const { ids, values } = vectors[at];
      let sum = bias;
      for (let k = 0; k < ids.length; k += 1) sum += weights[ids[k]] * values[k];
      const wrong = (1 / (1 + Math.exp(-sum)) - labels[at]) * costs[at];
      biasSquares += wrong * wrong;
      bias -= (rate * wrong) / Math.sqrt(biasSquares);
      for (let k = 0; k < ids.length; k += 1) {
        const id = ids[k];
        const slope = wrong * values[k] + decay * weights[id];
        squares[id] += slope * slope;
        weights[id] -= (rate * slope) / Math.sqrt(squares[id]);
      }
    }
  }
  return { weights, bias };
};
