import { describe, expect, it } from '@jest/globals';
import { stillAsked, unanswered } from '../../../src/incidents/particulars.js';
import { builtInLaw, codeOf } from '../../../src/law/code-table.js';
import { offenceHints, type Answers } from '../../../src/law/offence.js';

const law = (code: string) => codeOf(code) ?? builtInLaw.codes[0]!;
const hint = (code: string, offence: string, answers: Answers) =>
  offenceHints(law(code), answers, builtInLaw.offenceNeeds).find(({ zh }) => zh === offence);

describe('what an offence depends on', () => {
  it('is asked where the law’s table says so: victim and injury, head-count, damage', () => {
    expect(unanswered(law('B4'))).toEqual(['victimRole', 'injury']);
    expect(unanswered(law('B4'), { victimRole: 'judge' })).toEqual(['injury']);
    expect(unanswered(law('C1'))).toEqual(['headCount']);
    expect(unanswered(law('B5'))).toEqual(['damageYuan']);
    expect(unanswered(law('B7'))).toEqual([]);
  });

  it('is still asked of an element that is ticked while nobody has said what it is', () => {
    expect(stillAsked(law('B4'), 'victim-role', {})).toBe('victimRole');
    expect(stillAsked(law('B4'), 'victim-role', { victimRole: 'judge' })).toBeUndefined();
    expect(stillAsked(law('B4'), 'words-or-acts', {})).toBeUndefined();
    expect(stillAsked(law('C1'), 'head-count', {})).toBe('headCount');
    expect(stillAsked(law('B7'), 'injury', {})).toBeUndefined();
  });

  it('makes 袭警 of 司法警察 hurt at least slightly, and of hired guards never (高检发释字〔2025〕1号 Art. 1, 8, 12)', () => {
    expect(hint('B4', '袭警罪', {})?.fits).toBe('unknown');
    expect(hint('B4', '袭警罪', { victimRole: 'bailiff' })?.fits).toBe('unknown');
    expect(hint('B4', '袭警罪', { victimRole: 'bailiff', injury: 'unassessed' })?.fits).toBe('unknown');
    expect(hint('B4', '袭警罪', { victimRole: 'bailiff', injury: 'slight' })?.fits).toBe('may');
    expect(hint('B4', '袭警罪', { victimRole: 'bailiff', injury: 'none' })?.fits).toBe('not');
    for (const victimRole of ['auxiliary', 'security', 'judge'])
      expect(hint('B4', '袭警罪', { victimRole, injury: 'serious' })?.fits).toBe('not');
  });

  it('needs a crowd for 聚众 and 5,000 yuan for 故意毁坏财物, and marks what the Measures do not name', () => {
    expect(hint('C1', '聚众扰乱社会秩序罪', { headCount: 2 })?.fits).toBe('not');
    expect(hint('C1', '聚众扰乱社会秩序罪', { headCount: 3 })?.fits).toBe('may');
    expect(hint('B5', '故意毁坏财物罪', { damageYuan: 4999 })?.fits).toBe('not');
    expect(hint('A3', '扰乱法庭秩序罪', {})?.fits).toBe('may');
    expect(hint('A2', '扰乱法庭秩序罪', {})?.fits).toBe('unknown');
    expect([hint('B4', '袭警罪', {})?.isAdded, hint('B4', '妨害公务罪', {})?.isAdded]).toEqual([true, false]);
  });
});
