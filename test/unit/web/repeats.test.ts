// What a timeline says again is one line; nothing that came is lost.
import { describe, expect, test } from '@jest/globals';
import type { Fact } from '../../../src/console/board.js';
import { repeatsOf } from '../../../web/parts/repeats.js';

let seq = 0;
const fact = (type: string): Fact => ({
  seq: (seq += 1),
  type,
  at: new Date(seq * 1000).toISOString(),
  by: { kind: 'system', id: 'console' },
  subject: { kind: 'alarm', id: 'a' },
  data: {},
});
const seqs = (facts: readonly Fact[]) =>
  repeatsOf(facts, ({ type }) => type).map((told) => told.map((one) => one.seq));

describe('what says the same again', () => {
  test('is one line where nothing came between', () => {
    const facts = ['alarm.note', 'alarm.note', 'alarm.closed', 'alarm.note'].map(fact);
    const [a, b, c, d] = facts.map((one) => one.seq);
    expect(seqs(facts)).toEqual([[a, b], [c], [d]]);
    expect(seqs(facts.toReversed())).toEqual([[a, b], [c], [d]]);
  });

  test('is one line wherever it came where each screen proves it anew', () => {
    const facts = ['alarm.shown', 'alarm.sounded', 'alarm.acknowledged', 'alarm.shown', 'alarm.sounded'].map(
      fact,
    );
    const [a, b, c, d, e] = facts.map((one) => one.seq);
    expect(seqs(facts)).toEqual([[a, d], [b, e], [c]]);
  });
});
