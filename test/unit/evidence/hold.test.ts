import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { laterBy } from '../../../src/kernel/clock.js';
import { bestOf, holdFor, holds, type Hold } from '../../../src/evidence/hold.js';

const opened = '2026-03-01T08:00:00.000Z';
const minute = 60_000;
const hold = (incident: string, place = 'court-3', offsetMs = 0): Hold =>
  holdFor(incident, place, 'A', laterBy(opened, offsetMs));
const taken = (fromMs: number, toMs: number, place = 'court-3', zone = 'A') => ({
  place,
  zone,
  startedAt: laterBy(opened, fromMs),
  endedAt: laterBy(opened, toMs),
});

describe('a hold', () => {
  it.each([
    ['ends 10 min before the incident', -20 * minute, -10 * minute, true],
    ['ends earlier', -20 * minute, -10 * minute - 1, false],
    ['begins 30 min after it', 30 * minute, 40 * minute, true],
    ['begins later', 30 * minute + 1, 40 * minute, false],
    ['spans it all', -60 * minute, 60 * minute, true],
  ])('covers or not what %s', (_, from, to, expected) => {
    expect(holds(hold('i'), taken(from, to))).toBe(expected);
  });

  it('covers its zone only, and nothing that has none', () => {
    expect(holds(hold('i'), taken(0, 1, 'hall', 'B'))).toBe(false);
    const { zone: _, ...nowhere } = taken(0, 1);
    expect(holds(hold('i'), nowhere)).toBe(false);
  });
});

describe('the incident that a recording belongs to', () => {
  it('is the one of its place, before a nearer one elsewhere in the zone', () => {
    const found = bestOf([hold('near', 'court-5'), hold('own', 'court-3', 9 * minute)], taken(0, minute));
    expect(found?.incident).toBe('own');
  });

  it('is the nearest in time where the place does not decide', () => {
    const all = [hold('far', 'court-5', -9 * minute), hold('near', 'court-6', 4 * minute)];
    expect(bestOf(all, taken(0, minute))?.incident).toBe('near');
  });

  it('is none outside every hold', () => {
    expect(bestOf([hold('i')], taken(60 * minute, 61 * minute))).toBeUndefined();
  });

  it('does not depend on the order in which incidents are asked', () => {
    const some = fc.array(
      fc.record({ place: fc.constantFrom('court-3', 'court-5'), offset: fc.integer({ min: -20, max: 20 }) }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(some, (made) => {
        const all = made.map(({ place, offset }, at) => hold(`i${at}`, place, offset * minute));
        expect(bestOf(all.toReversed(), taken(0, minute))).toEqual(bestOf(all, taken(0, minute)));
      }),
    );
  });
});
