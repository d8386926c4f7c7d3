// What the gates saw before an alarm is told once, with what was decided about it.
import { describe, expect, test } from '@jest/globals';
import { tellingSteps } from '../../../web/board/gate-steps.js';

const step = (seq: number, what: 'detection' | 'decision' | 'waiting', found?: string) => ({
  lane: 'lane-1',
  boot: 'b',
  seq,
  at: `2026-11-21T00:00:0${seq}.000Z`,
  what,
  ...(found === undefined ? {} : { class: found }),
});
const told = (...steps: ReturnType<typeof step>[]): readonly number[] =>
  tellingSteps(steps.toReversed()).map(({ seq }) => seq);

describe('what the gates saw', () => {
  test('is told with what was decided about it, once', () => {
    expect(told(step(1, 'detection', 'knife'), step(2, 'decision', 'knife'))).toEqual([2]);
  });

  test('stands by itself while nobody has decided about it', () => {
    expect(
      told(step(1, 'detection', 'knife'), step(2, 'decision', 'knife'), step(3, 'detection', 'knife')),
    ).toEqual([3, 2]);
    expect(told(step(1, 'detection', 'liquid'), step(2, 'decision', 'knife'))).toEqual([2, 1]);
  });

  test('leaves out what is neither', () => {
    expect(told(step(1, 'waiting'))).toEqual([]);
  });
});
