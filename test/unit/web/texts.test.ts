// Both languages say everything, and every fact has its sentence.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { keptItems } from '../../../web/screening/items.js';
import { en } from '../../../web/texts/en.js';
import { factTypes, guardroomFactTypes } from '../../../web/texts/fact-types.js';
import { sayFrom } from '../../../web/texts/say.js';
import { zh } from '../../../web/texts/zh.js';

const blanks = (text: string): readonly string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]!).toSorted();

describe('the catalogues', () => {
  test('hold the same keys', () => {
    expect(Object.keys(en).toSorted()).toEqual(Object.keys(zh).toSorted());
  });

  test('leave no text empty, but for the gap between two sentences, which Chinese has none of', () => {
    expect([zh['text.gap'], en['text.gap']]).toEqual(['', ' ']);
    for (const catalogue of [zh, en]) {
      for (const [key, text] of Object.entries(catalogue))
        if (key !== 'text.gap') expect([key, text.trim()]).not.toEqual([key, '']);
    }
  });

  test('say each thing in one of their files: the later one would silently win', () => {
    const files = readdirSync('web/texts').filter((file) => /^(zh|en)/.test(file));
    const said = files.flatMap((file) =>
      [...readFileSync(`web/texts/${file}`, 'utf8').matchAll(/^ {2}'(?<key>[^']+)':/gm)].map(
        ({ groups }) => `${file.slice(0, 2)} ${groups?.['key']}`,
      ),
    );
    expect(said.length).toBe(Object.keys(zh).length + Object.keys(en).length);
    expect(new Set(said).size).toBe(said.length);
  });

  test('fill in the same blanks in both languages', () => {
    for (const key of Object.keys(zh) as (keyof typeof zh)[]) {
      expect([key, blanks(en[key])]).toEqual([key, blanks(zh[key])]);
    }
  });

  test('keep English free of Chinese, but for the marks that are in both', () => {
    const inBoth = new Set(['drill.mark', 'cut.title', 'switch.language']);
    const mixed = Object.entries(en).filter(
      ([key, text]) => !inBoth.has(key) && /\p{Script=Han}/u.test(text),
    );
    expect(mixed).toEqual([]);
  });
});

test('a usual thing at a gate is written down in the court’s language, as the Chinese page calls it', () => {
  expect(keptItems.map(({ written }) => written)).toEqual(keptItems.map(({ text }) => zh[text]));
});

test('a text is said with its blanks filled, and a word newer than the page as it came', () => {
  const say = sayFrom(zh);
  expect(say('people.count', { n: 12 })).toBe(zh['people.count'].replace('{{n}}', '12'));
  expect(say('people.count')).toBe(zh['people.count'].replace('{{n}}', ''));
  expect(say('page.board')).toBe(zh['page.board']);
  expect(say('level.unheard-of' as 'page.board')).toBe('level.unheard-of');
});

test('what is quoted stands in one sort of marks', () => {
  expect(Object.entries(zh).filter(([, text]) => /[「」『』"]/.test(text))).toEqual([]);
});

describe('the marks of English', () => {
  test('are those of the keyboard: the shipped font draws curled ones as wide as a Chinese character', () => {
    expect(Object.entries(en).filter(([, text]) => /[‘’“”]/.test(text))).toEqual([]);
  });
});

describe('the sentences', () => {
  const files = (folder: string): readonly string[] =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(`${folder}/${name}`, 'utf8'));
  const told = new Set<string>([...factTypes, ...guardroomFactTypes]);

  test('there is one for every fact that a reducer of the board knows', () => {
    const folded = files('src/console').flatMap((text) =>
      [...text.matchAll(/^ {2}'([a-z]+\.[a-z-]+)': /gm)].map((match) => match[1]!),
    );
    expect(folded.length).toBeGreaterThan(30);
    expect(folded.filter((type) => !told.has(type))).toEqual([]);
  });

  test('there is one for every fact that the contracts name', () => {
    const contracts = readFileSync('docs/contracts.md', 'utf8');
    const list = contracts.slice(contracts.indexOf('Fact types others rely on'));
    const named = [...list.slice(0, list.indexOf('`subject` is')).matchAll(/`([a-z]+\.[a-z-]+)`/g)].map(
      (match) => match[1]!,
    );
    expect(named.length).toBeGreaterThan(25);
    expect(named.filter((type) => !told.has(type))).toEqual([]);
  });

  test('there is one for every fact that the product records', () => {
    const recorded = files('src').flatMap((text) =>
      [...text.matchAll(/\btype: '([a-z]+\.[a-z-]+)'/g)].map((match) => match[1]!),
    );
    expect([...new Set(recorded)].filter((type) => !told.has(type))).toEqual([]);
  });
});
