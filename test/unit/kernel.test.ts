import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonical } from '../../src/kernel/canonical.js';
import { newIdentifier } from '../../src/kernel/identifiers.js';
import { Looking } from '../../src/kernel/looking.js';

describe('canonical JSON (RFC 8785)', () => {
  it('orders keys by UTF-16 code units, as the example of section 3.2.3', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew',
      '1': 'One',
      '\ud83d\ude00': 'Emoji',
      '\u0080': 'Control',
      '\u00f6': 'Latin',
    };
    expect(Object.keys(JSON.parse(canonical(value)) as object)).toEqual([
      '1',
      '\r',
      '\u0080',
      '\u00f6',
      '\u20ac',
      '\ud83d\ude00',
      '\ufb33',
    ]);
  });

  it('prints numbers as ECMAScript does', () => {
    expect(canonical([333333333.3333333, 1e30, 4.5, 2e-3, 1e-27, -0])).toBe(
      '[333333333.3333333,1e+30,4.5,0.002,1e-27,0]',
    );
  });

  it('gives one text for one value, whatever the order of its keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.integer()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).toReversed());
        expect(canonical(turned)).toBe(canonical(value));
        expect(JSON.parse(canonical(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('refuses what has no canonical form', () => {
    expect(() => canonical(Number.NaN)).toThrow(TypeError);
    expect(() => canonical('\ud800')).toThrow(TypeError);
  });
});

describe('identifiers', () => {
  it('sort by the moment they were made', () => {
    const chance = { bytes: (length: number) => new Uint8Array(length).fill(31) };
    const none = { bytes: (length: number) => new Uint8Array(length) };
    expect(newIdentifier(1000, chance) < newIdentifier(1001, none)).toBe(true);
    expect(newIdentifier(1000, none)).toMatch(/^[0-9a-z]{26}$/);
  });

  it('of one moment sort as they were made, whatever chance says', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 47 }),
        fc.array(fc.uint8Array({ minLength: 16, maxLength: 16 })),
        (atMs, chances) => {
          newIdentifier(atMs === 0 ? 1 : 0, { bytes: (length) => new Uint8Array(length) });
          const made = chances.map((bytes) =>
            newIdentifier(atMs, { bytes: () => bytes.map((byte) => byte & 15) }),
          );
          expect(made.toSorted()).toEqual(made);
          expect(new Set(made).size).toBe(made.length);
        },
      ),
    );
  });
});

describe('a looking', () => {
  it('is at once and again after each look, also after one that failed, never twice at a time, until its end', async () => {
    let [looks, atOnce] = [0, 0];
    let reached: () => void = () => undefined;
    const three = new Promise<void>((done) => (reached = done));
    class Failing extends Looking {
      protected override async look(): Promise<void> {
        looks += 1;
        atOnce += 1;
        expect(atOnce).toBe(1);
        await new Promise<void>((go) => setImmediate(go));
        atOnce -= 1;
        if (looks === 3) reached();
        throw new Error('nothing could be stored');
      }
    }
    const looking = new Failing(1);
    looking.onApplicationBootstrap();
    expect(looks).toBe(1);
    await three;
    await looking.onModuleDestroy();
    const before = looks;
    await new Promise((later) => setTimeout(later, 20));
    expect([looks, atOnce]).toEqual([before, 0]);
  });
});
