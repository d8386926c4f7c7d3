import { describe, expect, it } from '@jest/globals';
import { readSettings } from '../../src/config.js';

describe('the telephone of the guard room', () => {
  const read = (number: string): string | undefined =>
    readSettings({ COURT_GUARD_TELEPHONE: number }).court.telephone;

  it('is a number that can be dialled, or none', () => {
    expect(readSettings({}).court.telephone).toBeUndefined();
    for (const number of ['0438-000 0110', '+86 438 000 0110', '8110']) expect(read(number)).toBe(number);
    for (const words of ['值班室', '12', '0438 转 8110'])
      expect(() => read(words)).toThrow(/COURT_GUARD_TELEPHONE: digits/);
  });
});
