import { describe, expect, it } from '@jest/globals';
import { SeldomNotes } from '../../../src/intake/seldom-notes.js';

describe('notes of refusals', () => {
  it('are made once in ten seconds for the same refusal of the same party', () => {
    const notes = new SeldomNotes();
    expect([0, 1, 9_999, 10_000].map((ms) => notes.mayNote('a', 'publish', ms))).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });

  it('are made for each kind and each party, up to fifty kinds', () => {
    const notes = new SeldomNotes();
    expect(notes.mayNote('a', 'k0', 0) && notes.mayNote('b', 'k0', 0)).toBe(true);
    const more = Array.from({ length: 60 }, (_, at) => notes.mayNote('a', `k${at + 1}`, 1));
    expect(more.filter(Boolean)).toHaveLength(49);
  });

  it('forget the oldest party where there are too many', () => {
    const notes = new SeldomNotes();
    for (let at = 0; at <= 10_000; at += 1) notes.mayNote(`stranger ${at}`, 'secret', 0);
    expect([notes.mayNote('stranger 10000', 'secret', 1), notes.mayNote('stranger 0', 'secret', 1)]).toEqual([
      false,
      true,
    ]);
  });
});
