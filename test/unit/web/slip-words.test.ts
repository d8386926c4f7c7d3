// A slip is a Chinese paper: what lies in the locker is read as it is written there, on a screen of either language.
import { expect, test } from '@jest/globals';
import { itemText } from '../../../web/screening/items.js';
import { en } from '../../../web/texts/en.js';
import { sayFrom } from '../../../web/texts/say.js';
import { zh } from '../../../web/texts/zh.js';

test('a usual thing is told in Chinese first, and in the screen’s language beside it; another as it was written', () => {
  expect(itemText('水果刀', sayFrom(zh))).toBe('水果刀');
  expect(itemText('水果刀', sayFrom(en))).toBe('水果刀 Fruit knife');
  expect(itemText('木棍一根', sayFrom(en))).toBe('木棍一根');
});
