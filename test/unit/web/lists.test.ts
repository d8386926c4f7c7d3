// Lists are read by pages, and no page of the console stops at the first one.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { firstRows, pageRows, readList } from '../../../web/read-list.js';

const rows = Array.from({ length: 5000 }, (_, n) => n);
/** Answers as the console does: a page from the cursor on. */
const consoleOf = (asked: string[]) => (path: string) => {
  asked.push(path);
  const { searchParams } = new URL(path, 'http://court');
  const from = Number(searchParams.get('cursor') ?? 0);
  const to = from + Number(searchParams.get('limit'));
  return Promise.resolve({ items: rows.slice(from, to), next: to < rows.length ? String(to) : null });
};

describe('a list of 5,000 rows', () => {
  test('stands there with its first hundred, and says where more begins', async () => {
    const asked: string[] = [];
    const { items, next } = await readList(consoleOf(asked), '/slips?state=kept', firstRows);
    expect([items.length, next, asked]).toEqual([100, '100', ['/slips?state=kept&limit=100']]);
  });

  test('is longer each time more is asked for, until all of it is there, no row twice', async () => {
    const asked: string[] = [];
    const { items, next } = await readList(consoleOf(asked), '/slips', firstRows + pageRows);
    expect([items.length, next]).toEqual([1000, '1000']);
    const whole = await readList(consoleOf(asked), '/slips', 100_000);
    expect([new Set(whole.items).size, whole.next]).toEqual([5000, null]);
    expect(asked[0]).toBe('/slips?limit=500');
  });
});

const under = (folder: string, ending: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => readFileSync(`${folder}/${name}`, 'utf8'));

/** Every list that the console gives by pages: its route takes a cursor. */
const paged = under('src', '.controller.ts').flatMap((text) => {
  const base = /@Controller\('api\/?([^']*)'\)/.exec(text)?.[1];
  return base === undefined
    ? []
    : [...text.matchAll(/@Get\((?:'([^']*)')?\)([\s\S]*?)\n {2}\}/g)]
        .filter(([, , head = '']) => head.includes('cursor'))
        .map(([, path = '']) => `/${[base, path].filter((part) => part !== '').join('/')}`);
});

describe('every list that the console gives by pages', () => {
  test('is found by its cursor', () => {
    for (const known of ['/incidents', '/interference', '/screening/slips', '/recordings', '/own/calls'])
      expect(paged).toContain(known);
  });

  test('is read on by its page, not only its first rows', () => {
    const readOnce = under('web', '.tsx').flatMap((text) =>
      [...text.matchAll(/useFetched<[^(]*\(\s*(?:[^'`]*\? )?['`]([^'`?$]*)(\?[^'`]*)?/g)]
        .filter(([, path = '', query = '']) => paged.includes(path) && !query.includes('limit='))
        .map(([, path]) => path),
    );
    expect(readOnce).toEqual([]);
  });

  test('is paged in that one way: no table cuts it into pages of its own', () => {
    const pages = under('web', '.tsx').filter((text) => text.includes('useList<'));
    expect(pages.length).toBeGreaterThan(5);
    expect(pages.flatMap((text) => text.match(/pagination=\{(?!false).*/g) ?? [])).toEqual([]);
  });
});
