/** What holds of the classifier whatever it is given. */
import { describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';

import { reportsOf, textOf } from './reports.js';
import { classify, type Report } from '../../../src/law/classification.js';
import { builtInLaw } from '../../../src/law/code-table.js';
import { compareByTie } from '../../../src/law/primary.js';
import { negationsOf, readText } from '../../../src/law/reading.js';

const zones = ['A', 'B', 'C', 'E', 'R'] as const;
const labelled = ['dev', 'dev-2', 'own'].flatMap(reportsOf);
const zone = fc.constantFrom(...zones);
const words = fc.constantFrom(...labelled.map(({ text }) => text));
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  words,
  fc.tuple(words, fc.string({ unit: 'grapheme' }), words).map((parts) => parts.join('')),
);
const scoresOf = (report: Report) =>
  new Map(classify(report).candidates.map(({ code, score }) => [code, score] as const));

// Hundreds of reports a property, on a machine that others share.
jest.setTimeout(60_000);

describe('the classifier', () => {
  it('throws for no text and no signal', () => {
    const signals = fc.array(
      fc.oneof(
        fc.anything(),
        fc.record({ kind: fc.constantFrom('gate', 'button', 'door', 'tag', 'crowd'), class: fc.anything() }),
      ),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(zone, text, signals, (zone, text, signals) => {
        const { candidates } = classify({ zone, text, signals });
        for (const { score } of candidates) expect(score).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 200 },
    );
  });

  it('shows what it went by as whole clauses of the text, each with words that stand in it, once', () => {
    const { candidates } = classify({ zone: 'A', text: '旁听席上一名男子突然站起，用手机对着审判席录像' });
    const reasons = candidates.flatMap(({ because }) => because);
    expect(reasons.length).toBeGreaterThan(0);
    const clauses = ['旁听席上一名男子突然站起', '用手机对着审判席录像'];
    for (const {
      words: [clause = '', ...said],
    } of reasons) {
      expect(clauses).toContain(clause);
      expect(said.every((word) => clause.includes(word))).toBe(true);
    }
    const said = reasons.flatMap(({ words }) => words.slice(1));
    expect(said.length).toBeGreaterThan(0);
    expect(said).toEqual([...new Set(said)]);
    fc.assert(
      fc.property(zone, words, (zone, text) => {
        for (const { because } of classify({ zone, text }).candidates)
          for (const {
            words: [clause = '', ...said],
          } of because) {
            for (const word of said) expect(clause).toContain(word);
            // Of words that contain each other the longest alone.
            expect(said.filter((word) => said.some((o) => o !== word && o.includes(word)))).toEqual([]);
          }
      }),
      { numRuns: 100 },
    );
  });

  it('gives as reasons the clauses that say something, and none whose words they deny', () => {
    const because = (text: string, code: string) =>
      classify({ zone: 'A', text })
        .candidates.find((candidate) => candidate.code === code)
        ?.because.map(({ words }) => words);
    const reasons = because('旁听人员辱骂审判人员，经劝阻仍不停止，并冲击法庭。', 'A2');
    // No 审判台 stands there; and 不停止 says nothing of the court's work having stopped.
    expect(reasons).toEqual([['并冲击法庭', '冲击', '法庭']]);
    const threat = because('当事人没有动手打人，扬言要杀法官。', 'A3');
    expect(threat).toContainEqual(['扬言要杀法官', expect.any(String), '法官']);
    expect(threat?.flat()).not.toContain('当事人没有动手打人');
    const insult = because('旁听人员辱骂审判人员，法警将其带离。', 'A3');
    expect(insult).toContainEqual(['旁听人员辱骂审判人员', '辱骂', '审判人员']);
    expect(insult?.flat().join('')).not.toContain('处置');
  });

  it('quotes for a blow to a person none to a thing', () => {
    const text = '一名男子在大厅用椅子砸碎自助机屏幕，又打了书记员一巴掌';
    const { candidates } = classify({ zone: 'B', text });
    const quoted = (code: string) =>
      candidates.find((candidate) => candidate.code === code)?.because.map(({ words }) => words);
    expect(quoted('B4')).toEqual([['又打了书记员一巴掌', '打了', '书记员', '一巴掌']]);
    expect(quoted('B5')?.map(([clause]) => clause)).toEqual(['一名男子在大厅用椅子砸碎自助机屏幕']);
    // A chair that strikes somebody is no thing that is broken.
    const struck = classify({ zone: 'B', text: '一名男子用椅子砸中书记员，自助机旁有血' }).candidates;
    const violence = struck.find(({ code }) => code === 'B4')?.because.flatMap(({ words }) => words);
    expect(violence).toContain('一名男子用椅子砸中书记员');
  });

  it('names only codes of the zone', () => {
    fc.assert(
      fc.property(zone, text, (zone, text) => {
        for (const { code } of classify({ zone, text }).candidates)
          expect(builtInLaw.zones[zone].codes).toContain(code);
      }),
      { numRuns: 100 },
    );
    const families = (letter: (typeof zones)[number]) =>
      new Set(builtInLaw.zones[letter].codes.map((code) => code.charAt(0)));
    expect([...families('A')].sort()).toEqual(['A', 'I', 'P']);
    expect([...families('B')].sort()).toEqual(['B', 'I', 'P']);
    expect([...families('E')].sort()).toEqual(['I', 'P', 'T']);
  });

  it('puts suggested codes first in the tie order, then the low ones by score', () => {
    fc.assert(
      fc.property(zone, text, (zone, text) => {
        const { candidates } = classify({ zone, text });
        const suggested = candidates.filter(({ level }) => level !== 'low');
        expect(candidates.slice(0, suggested.length)).toEqual(suggested);
        const codes = suggested.map(({ code }) => code);
        expect(codes).toEqual([...codes].sort((one, other) => compareByTie(one, other)));
        const low = candidates.slice(suggested.length).map(({ score }) => score);
        expect(low).toEqual([...low].sort((one, other) => other - one));
      }),
      { numRuns: 100 },
    );
  });

  it('never scores a negated report above its plain form', () => {
    fc.assert(
      fc.property(
        zone,
        words,
        fc.constantFrom('没有', '并未', '未', '没', '并没有', '不是'),
        (zone, plain, negator) => {
          // 没 + 收到 is another word; only what reads as a negator negates.
          fc.pre(negationsOf(`${negator}${plain}`)[0]?.to === negator.length);
          const before = scoresOf({ zone, text: plain });
          for (const [code, score] of scoresOf({ zone, text: `${negator}${plain}` }))
            expect(score).toBeLessThanOrEqual((before.get(code) ?? 0) + 1e-9);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('takes steps that grow linearly with the text up to 256 KiB', () => {
    const long = labelled.map(({ text }) => text).join('');
    const endless = long.repeat(3);
    const stepsPerCharacter = [1_000, 10_000, 87_000].map(
      (size) => readText(endless.slice(0, size)).steps / size,
    );
    expect(Buffer.byteLength(endless.slice(0, 87_000))).toBeGreaterThan(240_000);
    for (const each of stepsPerCharacter) expect(each).toBeLessThan(1.5 * (stepsPerCharacter[0] ?? 0));
    for (const char of ['没', '打', 'a', '，', '“'])
      expect(readText(char.repeat(87_000)).steps).toBeLessThan(87_000 * 8);
  });

  it('holds no whole text of the development sets in its words, frames or model', () => {
    const data = ['lexicon', 'frames', 'suppressors', 'model']
      .map((name) => textOf(`data/${name}.json`))
      .join('');
    for (const { text } of [
      ...reportsOf('dev'),
      ...reportsOf('dev-2'),
      ...['unseen', 'unseen-2', 'unseen-3', 'unseen-4', 'sealed', 'sealed-2'].flatMap(reportsOf),
    ])
      expect(data).not.toContain(text);
  });
});
