import { describe, expect, it } from '@jest/globals';
import { demandSecondPerson } from '../../../src/access/approval.js';

const asked = { at: '2026-11-22T00:00:00.000Z', by: { kind: 'person', id: 'first' } } as const;
const agrees = (person: string, session: string) => () =>
  demandSecondPerson(asked, 'morning', { person, session });

describe('an act of two people (domain.md 5.6)', () => {
  it('takes another person at another sign-in', () => {
    expect(agrees('second', 'noon')).not.toThrow();
    for (const same of [agrees('first', 'morning'), agrees('first', 'noon'), agrees('second', 'morning')])
      expect(same).toThrow(
        expect.objectContaining({ code: 'SECOND_PERSON_NEEDED', kind: 'refused', details: { first: asked } }),
      );
  });
});
