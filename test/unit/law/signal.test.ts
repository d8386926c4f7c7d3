/** What devices and marks suggest (domain.md 5.2). */
import { describe, expect, it } from '@jest/globals';

import { classify } from '../../../src/law/classification.js';
import { levelOf, primaryOf } from '../../../src/law/primary.js';

const found = (zone: 'A' | 'B' | 'C' | 'E' | 'R', ...signals: unknown[]) =>
  classify({ zone, text: '', signals }).candidates.map(({ code, score }) => [code, Number(score.toFixed(3))]);

describe('signals', () => {
  it.each([
    ['a knife refused', 'B', { kind: 'gate', class: 'knife', outcome: 'refused' }, [['B1', 0.8]]],
    ['an explosive that fled', 'B', { kind: 'gate', class: 'explosive', outcome: 'fled' }, [['B1', 0.8]]],
    ['a deposited knife', 'B', { kind: 'gate', class: 'knife', outcome: 'deposited' }, []],
    ['a refusal with no item seen', 'B', { kind: 'gate', outcome: 'refused' }, [['B1', 0.35]]],
    ['a forced door', 'B', { kind: 'door', forced: true, area: 'trial' }, [['B2', 0.6]]],
    ['tailgating only', 'B', { kind: 'door', tailgate: true }, [['B2', 0.35]]],
    ['a hall button without words', 'B', { kind: 'button', area: 'hall' }, []],
    [
      'a loud reception room',
      'B',
      { kind: 'button', area: 'reception', loud: true },
      [
        ['B4', 0.35],
        ['B3', 0.35],
      ],
    ],
    ['presence after closing', 'B', { kind: 'presence', afterClosing: true }, [['B7', 0.45]]],
    ['permitted presence', 'B', { kind: 'presence', afterClosing: true, permitted: true }, []],
    ['words of suicide heard', 'B', { kind: 'audio', words: 'suicide' }, [['B9', 0.55]]],
    ['a courtroom button', 'A', { kind: 'button', area: 'courtroom' }, [['A5', 0.3]]],
    ['a long crowd', 'C', { kind: 'crowd', count: 25, minutes: 12 }, [['C1', 0.4]]],
    ['a short crowd', 'C', { kind: 'crowd', count: 25, minutes: 3 }, []],
    ['a banner', 'C', { kind: 'banner' }, [['C4', 0.4]]],
    ['a clip tagged as a threat', 'R', { kind: 'tag', tag: 'threat' }, [['T1', 0.55]]],
    ['a clip tagged as an inquiry', 'R', { kind: 'tag', tag: 'inquiry' }, [['I1', 0.55]]],
  ] as const)('%s suggests what domain.md 5.2 says', (_, zone, signal, expected) => {
    expect(found(zone, signal)).toEqual(expected);
  });

  it('combines grounds of one code as 1−∏(1−c), capped at .95', () => {
    const knife = { kind: 'gate', class: 'knife', outcome: 'refused' };
    expect(found('B', { kind: 'door', forced: true }, { kind: 'door', tailgate: true })).toEqual([
      ['B2', 0.74],
    ]);
    expect(found('B', knife, knife, knife)).toEqual([['B1', 0.95]]);
  });

  it('lowers what a drill or a test suggests and says why', () => {
    const { candidates, suppressors } = classify({
      zone: 'B',
      text: '',
      signals: [
        { kind: 'gate', class: 'knife', outcome: 'refused' },
        { kind: 'drill', id: 'd-1' },
      ],
    });
    expect(candidates[0]).toMatchObject({ code: 'B1', level: 'low' });
    expect(suppressors).toEqual([expect.objectContaining({ id: 'drill' })]);
  });

  it('knows what a signal shows by itself and asks for the rest', () => {
    const [candidate] = classify({
      zone: 'B',
      text: '',
      signals: [{ kind: 'door', forced: true, area: 'office' }],
    }).candidates;
    expect(candidate?.missing.map(({ element }) => element)).toEqual(['no-permission']);
    expect(candidate?.because[0]).toMatchObject({ by: 'signal', zh: '门（办公区）强行开启，未授权' });
  });
});

describe('levels and the tie order', () => {
  it.each([
    [0.49, 'low'],
    [0.5, 'middle'],
    [0.75, 'middle'],
    [0.76, 'high'],
  ] as const)('%d is %s', (score, level) => {
    expect(levelOf(score)).toBe(level);
  });

  it('puts the most severe code first (domain.md 2, tie rule)', () => {
    expect(primaryOf(['B3', 'B9', 'B4'])).toBe('B4');
    expect(primaryOf(['C5', 'C6'])).toBe('C6');
    expect(primaryOf([])).toBeUndefined();
  });
});
