import { describe, expect, it } from '@jest/globals';
import { isSharedPress, isSharedSuggestion } from '../../../src/liaison/policy.js';

describe('the default policy of sharing (issue 2, item 9)', () => {
  it.each([
    ['emergency', 1, true],
    ['silent', 1, true],
    ['help', 1, false],
    [undefined, 1, false],
    ['help', 2, true],
    [undefined, 2, true],
  ] as const)('a press %s, the %dth, is shared at once: %j', (pattern, presses, isShared) => {
    expect(isSharedPress({ presses, ...(pattern === undefined ? {} : { pattern }) })).toBe(isShared);
  });

  it('signals of A1, B1, B9, C6 and T4 are shared at once; what somebody typed never is', () => {
    const codes = ['A1', 'A3', 'B1', 'B4', 'B9', 'C1', 'C6', 'T1', 'T4'];
    const shared = (from: string): string[] => codes.filter((code) => isSharedSuggestion({ code, from }));
    expect(shared('signals')).toEqual(['A1', 'B1', 'B9', 'C6', 'T4']);
    expect(shared('words')).toEqual([]);
  });
});
