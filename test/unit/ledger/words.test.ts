/** A word on its way into the ledger and out of it again. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { Reactions } from '../../../src/ledger/reactions.js';
import {
  FreshWord,
  freshWordsIn,
  joined,
  toldAgain,
  ToldWord,
  type KeptWord,
} from '../../../src/ledger/words.js';
import type { RecordedFact } from '../../../src/storage/unit.js';
import { sha256 } from '../../support/ledger-signed.js';

const salt = new Uint8Array(16).fill(3);
const fresh = (text: string): FreshWord => new FreshWord(text, 'staff', salt, sha256);
const hashOf = (text: string): string => createHash('sha256').update(salt).update(text).digest('hex');

describe('a fresh word', () => {
  it('shows its hash to all, and its text and salt to the store alone', () => {
    const word = fresh('张某');
    expect(word.word).toBe(hashOf('张某'));
    expect(word.secret).toEqual({ text: '张某', salt, scope: 'staff' });
    expect(word.kept).toEqual({ word: hashOf('张某'), text: '张某', scope: 'staff' });
    expect(JSON.stringify(word)).toBe(`{"word":"${hashOf('张某')}"}`);
  });

  it('has U+FFFD where a lone surrogate was typed', () => {
    expect(fresh('a\ud800').kept).toEqual({ word: hashOf('a\ufffd'), text: 'a\ufffd', scope: 'staff' });
  });

  it('is found at any depth, by a JSON Pointer', () => {
    const [one, two, three] = [fresh('1'), fresh('2'), fresh('3')];
    expect(freshWordsIn({ a: one, 'b/c~': { list: ['x', two, 5, null] }, d: [[three]] })).toEqual([
      { path: '/data/a', fresh: one },
      { path: '/data/b~1c~0/list/1', fresh: two },
      { path: '/data/d/0/0', fresh: three },
    ]);
    expect(freshWordsIn(one)).toEqual([{ path: '/data', fresh: one }]);
    for (const none of [null, 'x', 5, undefined]) expect(freshWordsIn(none)).toEqual([]);
  });
});

describe('a document', () => {
  const kept: KeptWord = { word: 'a'.repeat(64), text: '张某', scope: 'shared' };
  const textOf = (word: string): KeptWord | undefined => (word === kept.word ? kept : undefined);

  it('is joined with the texts that are there, and left as it is where there are none', () => {
    const { word } = kept;
    const other = { word: 'b'.repeat(64) };
    expect(joined({ who: { word }, list: [{ word }, other, 5] }, textOf)).toEqual({
      who: kept,
      list: [kept, other, 5],
    });
    expect(joined({ who: fresh('x'), again: new ToldWord(kept) }, textOf)).toEqual({
      who: fresh('x').kept,
      again: kept,
    });
    expect(joined({ word, more: 1 }, textOf)).toEqual({ word, more: 1 });
    expect(joined({ word: 5 }, textOf)).toEqual({ word: 5 });
    expect(joined({ text: word }, textOf)).toEqual({ text: word });
    const plain = { a: 1, b: 'x' };
    expect(joined(plain, textOf)).toBe(plain);
    for (const value of [null, 'x', 5, undefined]) expect(joined(value, textOf)).toBe(value);
  });

  it('that was joined is fit for an entry again: hashes for the entry, texts for who follows', () => {
    const document = {
      who: kept,
      list: [kept, 'x'],
      at: 'now',
      none: null,
      part: { word: 5, scope: 'staff' },
    };
    const again = toldAgain(document);
    expect(JSON.parse(JSON.stringify(again))).toEqual({
      ...document,
      who: { word: kept.word },
      list: [{ word: kept.word }, 'x'],
    });
    expect(joined(again, () => undefined)).toEqual(document);
    expect(toldAgain({ word: 'x' })).toEqual({ word: 'x' });
    expect(freshWordsIn(again)).toEqual([]);
  });
});

describe('reactions', () => {
  const act = async (): Promise<void> => undefined;
  const fact = (type: string, seq = 1): RecordedFact => ({ type, seq }) as RecordedFact;

  it('are found by the type of the fact in the order they were added, and by their name', () => {
    const reactions = new Reactions();
    const [one, two] = [
      { name: 'one', to: 'alarm.raised', act },
      { name: 'two', to: 'alarm.raised', when: ({ seq }: RecordedFact) => seq > 1, act },
    ];
    reactions.add(one);
    reactions.add(two);
    expect(reactions.to(fact('alarm.raised'))).toEqual([one]);
    expect(reactions.to(fact('alarm.raised', 2))).toEqual([one, two]);
    expect(reactions.to(fact('alarm.closed'))).toEqual([]);
    expect([reactions.named('two'), reactions.named('three')]).toEqual([two, undefined]);
    expect(() => reactions.add(one)).toThrow('two reactions are called one');
  });
});
