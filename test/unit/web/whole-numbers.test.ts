// Numbers of cases and dockets stay whole in what people wrote.
import { expect, test } from '@jest/globals';
import { piecesOf } from '../../../web/parts/whole-numbers.js';

test.each([
  ['已由前公（城）受案字〔2026〕1号立案', '前公（城）受案字〔2026〕1号'],
  ['庭审中：（2026）吉0721民初12号，王法官', '（2026）吉0721民初12号'],
  ['见(2026)吉0721执12号', '(2026)吉0721执12号'],
])('in %s the number is within one piece', (text, number) => {
  const pieces = piecesOf(text);
  expect(pieces.join('')).toBe(text);
  expect(pieces.find((_, at) => at % 2 === 1)).toContain(number);
});

test('what has no number is one piece', () => {
  expect(piecesOf('1号法庭，2026年')).toEqual(['1号法庭，2026年']);
});
