/** How well the classifier finds codes in reports that nobody tuned it on. */
import { describe, expect, it } from '@jest/globals';

import { reportsOf } from './reports.js';
import { classify } from '../../../src/law/classification.js';
import { primaryOf } from '../../../src/law/primary.js';

const rows = ['unseen', 'unseen-2', 'unseen-3'].flatMap(reportsOf).map((report) => ({
  ...report,
  codes: classify({ zone: report.zone, text: report.text })
    .candidates.filter(({ level }) => level !== 'low')
    .map(({ code }) => code),
}));

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

  it('holds at least 400 reports and shares none with the other sets', () => {
    expect(rows.length).toBeGreaterThanOrEqual(400);
    const known = new Set(['dev', 'dev-2', 'own'].flatMap(reportsOf).map(({ text }) => text));
    for (const { text } of rows) expect(known.has(text)).toBe(false);
  });
});
