/** Negation never helps a code: a report scores no higher than the same report with its negators taken out. */
import type { Law, Zone } from './code-table.js';
import type { ActScore, LinearModel } from './model.js';
import { negationsOf, readText, type Reading } from './reading.js';

/** More negators than this are looked at together: the work stays linear in the text. */
const mostForms = 6;

/** The text without its first negator, without its first two, and so on. */
export const plainForms = (text: string): string[] => {
  const negations = negationsOf(text).slice(0, mostForms);
  return negations.map((_, count) => {
    let plain = '';
    let from = 0;
    for (const negation of negations.slice(0, count + 1)) {
      plain += text.slice(from, negation.from);
      from = negation.to;
    }
    return plain + text.slice(from);
  });
};

const lower = (one: readonly ActScore[], other: readonly ActScore[]): ActScore[] =>
  one.map(({ act, score }, at) => ({ act, score: Math.min(score, other[at]?.score ?? score) }));

/** @param least scores under it matter to nobody, so the plain forms of such a report are not looked at */
export const guardedScores = (
  model: LinearModel,
  reading: Reading,
  zone: Zone,
  law: Law,
  least = 0.1,
): ActScore[] => {
  const scores = model.scores(reading, zone, law);
  if (scores.every(({ score }) => score < least)) return scores;
  return plainForms(reading.text)
    .map((text) => model.scores(readText(text), zone, law))
    .reduce(lower, scores);
};
