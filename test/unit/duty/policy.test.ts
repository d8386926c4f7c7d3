import { describe, expect, it } from '@jest/globals';
import {
  builtInPolicy,
  calledBy,
  holesIn,
  isDead,
  policyFor,
  type NewPolicy,
  type PolicyStep,
} from '../../../src/duty/policy.js';

const everybody = new Map(
  ['guard', 'officer', 'chief', 'president'].map((role) => [role, { held: 2, reached: 1 }]),
);
const withStep = (kind: string, change: Partial<PolicyStep>): NewPolicy => ({
  ...builtInPolicy,
  steps: builtInPolicy.steps.map((step) => (step.kind === kind ? { ...step, ...change } : step)),
});

describe('a policy of calls', () => {
  it('that is built in has no hole, and calls a higher tier with each step, the siren after 3 s', () => {
    expect(holesIn(builtInPolicy, everybody)).toEqual([]);
    expect(builtInPolicy.steps.map(({ tier, afterMs }) => [tier, afterMs / 1000])).toEqual([
      [1, 3],
      [2, 15],
      [3, 60],
      [3, 180],
      [4, 300],
    ]);
  });

  it.each([
    [{ ...builtInPolicy, steps: builtInPolicy.steps.slice(1) }, [{ step: 'not-shown', why: 'missing' }]],
    [
      { ...builtInPolicy, steps: [...builtInPolicy.steps, builtInPolicy.steps[1]!] },
      [{ step: 'not-acknowledged', why: 'twice' }],
    ],
    [withStep('not-shown', { afterMs: 4000 }), [{ step: 'not-shown', why: 'late' }]],
    [withStep('not-responding', { afterMs: 15_000 }), [{ step: 'not-responding', why: 'out-of-order' }]],
    [withStep('not-controlled', { tier: 2 }), [{ step: 'not-controlled', why: 'out-of-order' }]],
    [withStep('not-controlled', { afterMs: 480_001 }), [{ step: 'not-controlled', why: 'gap' }]],
    [withStep('not-acknowledged', { calls: [] }), [{ step: 'not-acknowledged', why: 'empty' }]],
  ] as const)('%# has its hole named', (policy, holes) =>
    expect(holesIn(policy as NewPolicy, everybody)).toEqual(holes),
  );

  it('has a hole where nobody holds the role that a step calls', () => {
    const without = new Map([...everybody].filter(([role]) => role !== 'president'));
    expect(holesIn(builtInPolicy, without)).toEqual([{ step: 'not-controlled', why: 'unreachable' }]);
  });

  it('has a hole where nobody who holds the role can be reached', () => {
    const mute = new Map([...everybody, ['chief', { held: 1, reached: 0 }]]);
    const holes = holesIn(builtInPolicy, mute);
    expect(holes.map(({ step, why }) => [step, why])).toEqual([
      ['not-responding', 'no-contact'],
      ['ask-liaison', 'no-contact'],
    ]);
  });

  it('that names the room comes before the one for all rooms, and that before what is built in', () => {
    const own = { ...builtInPolicy, id: 'own', places: ['court-3'] };
    const all = { ...builtInPolicy, id: 'all' };
    expect(['court-3', 'hall'].map((place) => policyFor([all, own], place).id)).toEqual(['own', 'all']);
    expect(policyFor([own], 'hall').id).toBe('built-in');
  });

  it('is dead where no step finds anybody on post', () => {
    const on = (role: string) => ({ person: role, role, post: 'hall' });
    expect(calledBy(builtInPolicy, [on('officer'), on('chief')]).map(({ people }) => people.length)).toEqual([
      1, 1, 1, 1, 0,
    ]);
    expect([
      isDead(builtInPolicy, [on('chief')]),
      isDead(builtInPolicy, [on('judge')]),
      isDead(builtInPolicy, []),
    ]).toEqual([false, true, true]);
  });
});
