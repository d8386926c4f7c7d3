/** Holds the law table to its sources. */
import { describe, expect, it } from '@jest/globals';

import { textOf } from './reports.js';
import { classify } from '../../../src/law/classification.js';
import { builtInLaw, codeOf, measuresFor, readLaw } from '../../../src/law/code-table.js';
import { builtInLexicon } from '../../../src/law/lexicon.js';

const measures = textOf('sources/spc-2017-4-measures.txt');
const copy = () => JSON.parse(JSON.stringify(builtInLaw)) as typeof builtInLaw;

describe('the code table', () => {
  it('holds the 31 codes, each once in the tie order', () => {
    const codes = builtInLaw.codes.map(({ code }) => code);
    expect(codes).toHaveLength(31);
    expect([...builtInLaw.tieOrder].sort()).toEqual([...codes].sort());
  });

  const quoted = builtInLaw.codes.filter(({ source, composed }) => source === 'measures' && !composed);
  it.each(quoted.map(({ code, zh }) => [code, zh]))('quotes %s from the Measures word for word', (_, zh) => {
    expect(measures).toContain(zh);
  });

  it.each(builtInLaw.codes.flatMap(({ code, offencesNamed }) => offencesNamed.map((name) => [code, name])))(
    'names for %s only offences of the Measures: %s',
    (_, name) => {
      expect(measures).toContain(name);
    },
  );

  it('marks every offence that the Measures do not name as 系统补充, with article and confidence', () => {
    const added = builtInLaw.codes.flatMap(({ offencesAdded }) => offencesAdded);
    expect(added.length).toBeGreaterThan(30);
    for (const { mark, article, confidence } of added) {
      expect(mark).toBe('系统补充');
      expect(article).toMatch(/^刑法/);
      expect(['V', 'H', 'M']).toContain(confidence);
    }
  });

  it('names a source with its confidence for each text that is not from the Measures', () => {
    const sources = new Map(builtInLaw.sources.map((each) => [each.id, each.confidence]));
    for (const { source, code } of builtInLaw.codes)
      expect([code, sources.get(source)]).toEqual([code, expect.stringMatching(/^[VHM]$/)]);
  });

  it('asks a question in Chinese and English for every element, shown by kinds the lexicon has', () => {
    for (const { elements, code } of builtInLaw.codes) {
      expect([code, elements.length]).toEqual([code, expect.any(Number)]);
      expect(elements.length).toBeGreaterThan(0);
      for (const { ask, shownBy } of elements) {
        expect(ask.zh).toMatch(/[？?]$/);
        expect(ask.en).toMatch(/\?$/);
        for (const kind of shownBy) expect(Object.keys(builtInLexicon.words.kinds)).toContain(kind);
      }
    }
  });

  it('gives every measure a ground and who orders it; 罚款 and 拘留 need the president and a written decision', () => {
    for (const { grounds, orders } of builtInLaw.measures) {
      expect(grounds.length).toBeGreaterThan(0);
      expect(orders.zh).not.toBe('');
    }
    for (const id of ['M06', 'M07']) {
      const measure = builtInLaw.measures.find((each) => each.id === id);
      expect(measure?.orders.role).toBe('president');
      expect(measure?.decision?.zh).toContain('决定书');
    }
  });

  it('asks the commander to confirm 带离现场 where only Measures Art. 11 grounds it', () => {
    const flagged = (code: string) => measuresFor(code).find(({ id }) => id === 'M14')?.confirm;
    expect(flagged('B3')?.zh).toContain('第11条');
    expect(flagged('B4')).toBeUndefined();
  });

  it('refuses a table that points at a code it lacks', () => {
    const law = copy();
    law.codes.pop();
    expect(() => readLaw(law)).toThrow(expect.objectContaining({ code: 'LAW_TABLE_INVALID' }));
    expect(() => readLaw({})).toThrow(expect.objectContaining({ code: 'LAW_TABLE_INVALID' }));
  });

  it('changes candidates when a newer version of the law is loaded, without a change of code', () => {
    const newer = copy();
    newer.version = '2027-01-01';
    newer.acts['threat'] = { ...newer.acts['threat'], C: 'C6' };
    newer.signals = newer.signals.map((rule) => (rule.code === 'B2' ? { ...rule, confidence: 0.9 } : rule));
    const law = readLaw(newer);
    const report = {
      zone: 'B' as const,
      text: '',
      signals: [{ kind: 'door', forced: true, area: 'office' }],
    };
    expect(classify(report).candidates[0]).toMatchObject({ code: 'B2', level: 'middle' });
    expect(classify(report, law).candidates[0]).toMatchObject({ code: 'B2', level: 'high' });
    expect(codeOf('B2', law)?.zh).toBe(codeOf('B2')?.zh);
  });
});
