/** An entry's bytes, its leaf, and the words it hides. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { encodeEntry, firstPrev, wordOf, wordsIn, type EntryFields } from '../../../src/ledger/entry.js';

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
const salt = new Uint8Array(16).fill(7);

const fields: EntryFields = {
  court: 'demo',
  seq: 1,
  at: '2026-11-21T08:00:00.000Z',
  type: 'alarm.raised',
  by: { kind: 'device', id: 'button-103' },
  subject: { kind: 'alarm', id: 'a1' },
  data: { seq: 4, boot: 'b', note: wordOf(salt, '有人持刀', sha256), left: undefined },
  prev: firstPrev,
};

describe('an entry of the ledger', () => {
  it('is the canonical JSON of the contract, and its leaf the RFC 9162 hash of those bytes', () => {
    const { bytes, leaf } = encodeEntry(fields, sha256);
    const word = createHash('sha256').update(salt).update('有人持刀').digest('hex');
    expect(Buffer.from(bytes).toString()).toBe(
      '{"at":"2026-11-21T08:00:00.000Z","by":{"id":"button-103","kind":"device"},"court":"demo",' +
        `"data":{"boot":"b","note":{"word":"${word}"},"seq":4},"prev":"${firstPrev}","seq":1,` +
        '"subject":{"id":"a1","kind":"alarm"},"type":"alarm.raised","v":1}',
    );
    expect(leaf).toBe(createHash('sha256').update(Buffer.of(0)).update(bytes).digest('hex'));
  });

  it('lets nothing slip in beside the fields of the contract', () => {
    const more = { ...fields, by: { ...fields.by, name: '张三' }, extra: 1 } as EntryFields;
    expect(Buffer.from(encodeEntry(more, sha256).bytes)).toEqual(
      Buffer.from(encodeEntry(fields, sha256).bytes),
    );
  });

  it('refuses what has no canonical form', () => {
    expect(() => encodeEntry({ ...fields, data: { n: Number.NaN } }, sha256)).toThrow(TypeError);
    expect(() => wordOf(salt, '\ud800', sha256)).toThrow(TypeError);
    expect(() => wordOf(salt.slice(1), 'short salt', sha256)).toThrow(TypeError);
  });

  it('finds every word by a JSON Pointer that leads back to it', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ maxLength: 5 }), fc.array(fc.string(), { maxLength: 3 })),
        (texts) => {
          const word = (text: string) => wordOf(salt, text, sha256);
          const data = Object.fromEntries(
            Object.entries(texts)
              .filter(([key]) => key !== '__proto__' && key !== 'word')
              .map(([key, list]) => [
                key,
                { list: list.filter((t) => t.isWellFormed()).map((t) => ({ ...word(t) })) },
              ]),
          );
          const placed = wordsIn(data);
          for (const { path, word: hash } of placed) expect(pointed({ data }, path)).toEqual({ word: hash });
          expect(placed).toHaveLength(Object.values(data).flatMap(({ list }) => list).length);
        },
      ),
    );
  });

  it('takes nothing for a word that only looks like one', () => {
    const word = 'a'.repeat(64);
    expect(
      wordsIn({ a: { word: 'short' }, b: { word, text: 'x' }, c: { word: 5 }, d: word, e: null }),
    ).toEqual([]);
    expect(wordsIn({ 'a/b~c': [{ word }] })).toEqual([{ path: '/data/a~1b~0c/0', word }]);
  });
});

/** RFC 6901, by the letter. */
function pointed(document: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((at, token) => (at as Record<string, unknown>)[token], document);
}
