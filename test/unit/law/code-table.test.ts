/** Holds the law table to its sources. */
import { hash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';

import { textOf } from './reports.js';
import { canonical } from '../../../src/kernel/canonical.js';
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

  // The Court Rules are not among the sources here: their Arts. 20 and 17 as they were read (domain.md 2.2).
  it.each([
    [
      'A1',
      '非法携带枪支、弹药、管制刀具或者爆炸性、易燃性、放射性、毒害性、腐蚀性物品以及传染病病原体进入法庭',
    ],
    ['A2', '哄闹、冲击法庭'],
    ['A3', '侮辱、诽谤、威胁、殴打司法工作人员或诉讼参与人'],
    ['A4', '毁坏法庭设施，抢夺、损毁诉讼文书、证据'],
    ['A5', '其他危害法庭安全或扰乱法庭秩序的行为'],
    [
      'A6',
      '鼓掌、喧哗；吸烟、进食；拨打或接听电话；对庭审活动进行录音、录像、拍照或使用移动通信工具等传播庭审活动；旁听人员进入审判活动区、随意站立走动、发言提问',
    ],
  ])('says %s in the words of the Court Rules', (code, zh) => {
    expect(codeOf(code)?.zh).toBe(zh);
  });

  it.each([
    ['P2', ['偷窥、偷拍、窃听、散布法官或其近亲属隐私']],
    ['T4', ['人身', '受到侵害']],
  ])('puts %s together from words of the Measures alone, in their order', (code, parts) => {
    expect(codeOf(code)).toMatchObject({ zh: parts.join(''), composed: true });
    expect(measures).toMatch(new RegExp(parts.join('[^。]*')));
  });

  it('leaves no text of the 31 unheld', () => {
    const held = [...quoted.map(({ code }) => code), 'A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'P2', 'T4'];
    expect(held.toSorted()).toEqual(builtInLaw.codes.map(({ code }) => code).toSorted());
  });

  // A finding keeps a version's name: a table that changes under its name would change what was found.
  it('is the table of its version: whoever changes it gives it a new version, and both here', () => {
    expect([builtInLaw.version, hash('sha256', canonical(builtInLaw)).slice(0, 16)]).toEqual([
      '2026-11-23',
      '84536fc56c22c36f',
    ]);
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
