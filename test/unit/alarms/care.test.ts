import { describe, expect, it } from '@jest/globals';
import { heldBy, holderOf, withOffer, withoutOffer, wrongWithOffer } from '../../../src/alarms/care.js';

const at = '2026-03-01T00:00:00.000Z';
const offer = { id: 'o', giver: 'a', receiver: 'b', at, until: at };
const asked = (change: Partial<Parameters<typeof wrongWithOffer>[0]> = {}) =>
  wrongWithOffer({
    giver: 'a',
    receiver: 'b',
    holder: undefined,
    isChief: false,
    onPost: ['a', 'b', 'c'],
    ...change,
  });

describe('who holds an alarm', () => {
  it('is who took it over last, else who acknowledged it, and no machine', () => {
    const by = (kind: 'person' | 'device') => ({ steps: { acknowledged: { by: { kind, id: 'a' } } } });
    expect(holderOf(by('person'))).toBe('a');
    expect(holderOf({ ...by('person'), care: heldBy('b', at) })).toBe('b');
    expect(holderOf(by('device'))).toBeUndefined();
    expect(holderOf({})).toBeUndefined();
  });

  it('stays who he is while it is offered, and after nobody took it', () => {
    const care = withOffer(heldBy('a', at), offer);
    expect(care.holder?.person).toBe('a');
    expect(withoutOffer(care)).toEqual(heldBy('a', at));
    expect(withoutOffer()).toEqual({});
  });

  it('gives it to another on post; what another on post holds only the chief may ask for', () => {
    expect(asked()).toBeUndefined();
    expect(asked({ holder: 'a' })).toBeUndefined();
    expect(asked({ onPost: ['b'] })).toBe('NOT_ON_DUTY');
    expect(asked({ onPost: ['a'] })).toBe('RECEIVER_UNFIT');
    expect(asked({ receiver: 'a' })).toBe('RECEIVER_UNFIT');
    expect(asked({ holder: 'b' })).toBe('RECEIVER_UNFIT');
    expect(asked({ holder: 'c' })).toBe('HELD_BY_ANOTHER');
    expect(asked({ holder: 'c', isChief: true })).toBeUndefined();
    // Who went home holds nothing back.
    expect(asked({ holder: 'gone' })).toBeUndefined();
  });
});
