// What is kept or cited in one language alone is said in the language of the page.
import { expect, test } from '@jest/globals';
import { readEvent } from '../../../devices/protocol/event.js';
import { builtInLaw } from '../../../src/law/code-table.js';
import { groundText } from '../../../web/law/ground-text.js';
import { oddityWhy } from '../../../web/upkeep/oddity-why.js';

test('every ground of the law has an English citation', () => {
  const cited = builtInLaw.measures.flatMap(({ grounds }) => grounds.map(({ zh }) => zh));
  expect(cited.filter((ground) => /\p{Script=Han}/u.test(groundText(ground, 'en')))).toEqual([]);
  expect(groundText('《实施办法》第十一条第二款', 'en')).toBe('Measures, Article 11 paragraph 2');
  expect(groundText('《民事诉讼法》第一百一十三条、第一百二十条', 'en')).toBe(
    'Civil Procedure Law, Articles 113, 120',
  );
  expect(groundText('《新法》第一条', 'en')).toBe('《新法》第一条');
});

test.each([
  ['{', 'oddity-why.not-json'],
  ['[]', 'oddity-why.not-object'],
  ['{"type":"pressed","x":1e999}', 'oddity-why.large-number'],
  ['{"x":"\\ud800"}', 'oddity-why.half-character'],
  ['{"a":'.repeat(300) + '1' + '}'.repeat(300), 'oddity-why.deep'],
  ['{"type":"dance"}', 'oddity-why.unknown-type'],
  ['{"type":"detection"}', 'oddity-why.other-kind'],
  ['{"type":"pressed","v":1,"seq":1}', 'oddity-why.no-field'],
  ['{"type":"pressed","v":2}', 'oddity-why.bad-field'],
  ['{}', 'oddity-why.bad-field'],
])('a reason that the intake keeps is known: %#', (payload, key) => {
  const reading = readEvent('button', new TextEncoder().encode(payload));
  if (reading.shape !== 'malformed') throw new Error('it was understood');
  expect([reading.why, oddityWhy(reading.why)?.key]).toEqual([reading.why, key]);
});

test('bytes that are no text have their reason, and a reason newer than the page none', () => {
  const reading = readEvent('button', new Uint8Array([0xff]));
  expect(reading.shape === 'malformed' && oddityWhy(reading.why)?.key).toBe('oddity-why.not-utf8');
  expect(oddityWhy('The moon is full.')).toBeUndefined();
});
