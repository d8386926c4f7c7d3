import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  afterNews,
  afterStep,
  boardStates,
  exits,
  incidentStates,
  isOnBoard,
  lifeSteps,
  stepsFrom,
  type Circumstances,
  type IncidentState,
  type Life,
  type LifeStep,
} from '../../../src/incidents/life.js';

const by = { kind: 'person', id: 'first' } as const;
const given: Circumstances = {
  reason: '理由',
  exit: 'false',
  undecided: 0,
  hasDecision: true,
  isDrill: false,
};
const asked = { kind: 'false', at: '2026-01-01T00:00:00.000Z', by, reason: { word: 'w' } } as const;

describe('the life of an incident (domain.md 6.2)', () => {
  const way = (...steps: LifeStep[]): IncidentState[] => {
    let state: IncidentState = 'open';
    return steps.map((step) => (state = afterStep({ state }, step, given)));
  };

  it('goes open, evidence-locked, reviewed, and ends in the court, by sanction or by hand-over', () => {
    expect(way('lock', 'review', 'close', 'archive')).toEqual([
      'evidence-locked',
      'reviewed',
      'closed-internal',
      'archived',
    ]);
    expect(way('lock', 'review', 'sanction', 'archive').at(-2)).toBe('sanctioned');
    expect(way('lock', 'review', 'transfer', 'receipt', 'result', 'archive').slice(2, 5)).toEqual([
      'transferred',
      'receipted',
      'result',
    ]);
  });

  it('takes a step only from the states that lead to it, and says which are possible', () => {
    expect(() => afterStep({ state: 'open' }, 'review', given)).toThrow(
      expect.objectContaining({
        code: 'INCIDENT_STEP_REFUSED',
        kind: 'conflict',
        details: expect.objectContaining({ possible: ['lock', 'transfer', 'exit'] }),
      }),
    );
    expect(stepsFrom({ state: 'merged' })).toEqual([]);
    expect(stepsFrom({ state: 'archived' })).toEqual(['reopen']);
  });

  it.each(['close', 'transfer', 'reopen', 'exit'] as const)('%s needs a reason', (step) => {
    const state = step === 'reopen' ? 'archived' : 'reviewed';
    expect(() => afterStep({ state }, step, { ...given, reason: undefined })).toThrow(
      expect.objectContaining({ code: 'REASON_NEEDED' }),
    );
  });

  it('is reviewed only when every suggested act was decided', () => {
    expect(() => afterStep({ state: 'evidence-locked' }, 'review', { ...given, undecided: 1 })).toThrow(
      expect.objectContaining({ code: 'FINDINGS_UNDECIDED' }),
    );
  });

  it('is sanctioned only on a written decision that the president approved (民诉法119, 刑诉法199)', () => {
    expect(() => afterStep({ state: 'reviewed' }, 'sanction', { ...given, hasDecision: false })).toThrow(
      expect.objectContaining({ code: 'DECISION_MISSING' }),
    );
  });

  it.each(exits)('leaves by %s only where it was asked for and is signed', (kind) => {
    const life: Life = { state: 'open', exit: { ...asked, kind } };
    expect(afterStep({ state: 'open' }, 'exit', { ...given, exit: kind })).toBe('open');
    expect(stepsFrom(life)).toEqual(['countersign', 'keep']);
    expect(afterStep(life, 'countersign', given)).toBe(kind);
    expect(afterStep(life, 'keep', given)).toBe('open');
    expect(() => afterStep(life, 'lock', given)).toThrow(
      expect.objectContaining({ code: 'INCIDENT_STEP_REFUSED' }),
    );
  });

  it('is reopened from whatever ended it, its signed exit no hindrance', () => {
    for (const state of incidentStates.filter((one) => !isOnBoard(one) && one !== 'merged'))
      expect(afterStep({ state, exit: asked }, 'reopen', given)).toBe('open');
  });

  it('hears of packet and police where it can, and stays where it cannot', () => {
    expect(afterNews('open', 'transfer')).toBe('transferred');
    expect(afterNews('receipted', 'transfer')).toBeUndefined();
    expect(afterNews('archived', 'result')).toBeUndefined();
  });

  it('never gets stuck, and never leaves the board but by an end, whatever is tried', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...lifeSteps), { maxLength: 30 }), (steps) => {
        let state: IncidentState = 'open';
        for (const step of steps) {
          if (!stepsFrom({ state }).includes(step)) continue;
          state = afterStep({ state }, step, given);
          expect(stepsFrom({ state }).length).toBeGreaterThan(0);
          expect(boardStates.includes(state)).toBe(isOnBoard(state));
        }
      }),
    );
  });
});
