import { describe, expect, it } from '@jest/globals';
import { bodyOf, lacksOf } from '../../../web/incident/measure-draft.js';
import { emptyPerson, personBody } from '../../../web/incident/person-draft.js';

const text = { zh: '…', en: '…' };

describe('the form of a measure', () => {
  it('sends what was said and nothing else', () => {
    expect(
      bodyOf({ orderedBy: ' 赵勇 ', executedBy: ['张三', ' '], told: '', recordings: [], days: 3 }),
    ).toEqual({ orderedBy: '赵勇', executedBy: ['张三'] });
    expect(bodyOf({})).toEqual({});
  });

  it('sends a decision as a document of its own, once it has its number', () => {
    expect(
      bodyOf({
        number: '（2026）司惩1号',
        approvedBy: '院长',
        approvedAt: '2026-03-01T00:00:00.000Z',
        days: 5,
      }),
    ).toEqual({
      decision: {
        number: '（2026）司惩1号',
        approvedBy: '院长',
        approvedAt: '2026-03-01T00:00:00.000Z',
        days: 5,
      },
    });
  });

  it('asks for two different people where the law wants two (询问)', () => {
    const questioning = { persons: 2 };
    expect(lacksOf(questioning, { executedBy: ['张三', '张三'] })).toEqual(['executed-by']);
    expect(lacksOf(questioning, { executedBy: ['张三', '李四'] })).toEqual([]);
  });

  it('asks for the commander where only the weaker ground carries it (带离, Measures Art. 11(2))', () => {
    expect(lacksOf({ confirm: text }, {})).toEqual(['ordered-by']);
    expect(lacksOf({ confirm: text }, { orderedBy: '赵勇' })).toEqual([]);
  });

  it('asks for number, president and time of a decision (罚款, 拘留)', () => {
    expect(lacksOf({ decision: text, confirm: text }, {})).toEqual(['number', 'approved-by', 'approved-at']);
  });
});

describe('the form about a person', () => {
  it('sends nobody without a name', () => {
    expect(personBody(emptyPerson)).toBeUndefined();
  });

  it('sends what was said, and nothing as false that nobody said', () => {
    expect(
      personBody({ ...emptyPerson, name: '王某', number: '1', flags: ['isDrunk'], victimRole: 'judge' }),
    ).toEqual({
      role: 'actor',
      about: { isDrunk: true },
      identity: { name: '王某', document: { kind: '居民身份证', number: '1' } },
    });
    expect(personBody({ ...emptyPerson, role: 'victim', name: '李某', victimRole: 'judge' })).toEqual({
      role: 'victim',
      about: { victimRole: 'judge' },
      identity: { name: '李某' },
    });
  });
});
