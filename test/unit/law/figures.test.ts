/** How well the classifier finds codes in reports that nobody tuned it on. */
import { describe, expect, it } from '@jest/globals';

import { reportsOf } from './reports.js';
import { classify } from '../../../src/law/classification.js';
import { builtInLexicon, lexiconSchema } from '../../../src/law/lexicon.js';
import { builtInModel, modelSchema } from '../../../src/law/model.js';
import { primaryOf } from '../../../src/law/primary.js';

// Written before the last tuning, never trained on and never looked at one by one.
const rows = reportsOf('sealed').map((report) => ({
  ...report,
  codes: classify({ zone: report.zone, text: report.text })
    .candidates.filter(({ level }) => level !== 'low')
    .map(({ code }) => code),
}));

const trainedOn = ['dev', 'dev-2', 'own', 'own-2', 'unseen', 'unseen-2', 'unseen-3', 'unseen-4'];

describe('on reports written before any tuning', () => {
  it('reaches a micro-F1 of .85', () => {
    const right = rows.flatMap(({ codes, expected }) =>
      codes.filter((code) => expected.includes(code)),
    ).length;
    const named = rows.flatMap(({ codes }) => codes).length;
    const labelled = rows.flatMap(({ expected }) => expected).length;
    expect((2 * right) / (named + labelled)).toBeGreaterThan(0.85);
  });

  it('proposes the right primary code in 85 of a hundred', () => {
    const acts = rows.filter(({ primary }) => primary !== null);
    const right = acts.filter(({ primary, codes }) => primaryOf(codes) === primary);
    expect(right.length / acts.length).toBeGreaterThanOrEqual(0.85);
  });

  it('labels at most one harmless report in twenty-five', () => {
    const harmless = rows.filter(({ primary }) => primary === null);
    expect(harmless.filter(({ codes }) => codes.length > 0).length / harmless.length).toBeLessThanOrEqual(
      0.04,
    );
  });

  it('holds at least 150 reports and shares none with those it was trained on', () => {
    expect(rows.length).toBeGreaterThanOrEqual(150);
    const known = new Set(trainedOn.flatMap(reportsOf).map(({ text }) => text));
    for (const { text } of rows) expect(known.has(text)).toBe(false);
  });
});

it('the trained model has the shape that is read without a check', () => {
  expect(modelSchema.safeParse(builtInModel.file).error?.issues).toBeUndefined();
});

it('so have the words of the field', () => {
  expect(lexiconSchema.safeParse(builtInLexicon.words).error?.issues).toBeUndefined();
});
