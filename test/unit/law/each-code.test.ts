/** Every code by a table: plain, an element missing, suppressed. */
import { describe, expect, it } from '@jest/globals';

import { cases } from './each-code.js';
import { classify } from '../../../src/law/classification.js';
import { builtInLaw } from '../../../src/law/code-table.js';

const suggested = (zone: (typeof cases)[number][1], text: string) =>
  classify({ zone, text }).candidates.filter(({ level }) => level !== 'low');

describe('each code', () => {
  it('stands in the table', () => {
    expect(cases.map(([code]) => code).sort()).toEqual(builtInLaw.codes.map(({ code }) => code).sort());
  });

  it.each(cases)(
    '%s in zone %s is suggested for a plain case, with the words it went by',
    (code, zone, plain) => {
      const found = suggested(zone, plain).find((candidate) => candidate.code === code);
      expect(found?.code).toBe(code);
      expect(found?.because.flatMap(({ words }) => words).length).toBeGreaterThan(0);
    },
  );

  it.each(cases)('%s in zone %s is not suggested when an element is missing', (code, zone, _, incomplete) => {
    expect(suggested(zone, incomplete).map((candidate) => candidate.code)).not.toContain(code);
  });

  it.each(cases)(
    '%s in zone %s is not suggested when suppressed',
    (_code, zone, _plain, _incomplete, text) => {
      expect(suggested(zone, text)).toEqual([]);
    },
  );
});
