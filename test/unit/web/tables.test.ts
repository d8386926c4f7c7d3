// A table is read aloud by its name: none of the pages has one without.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const tables = readdirSync('web', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.tsx'))
  .flatMap((name) =>
    [...readFileSync(`web/${name}`, 'utf8').matchAll(/<(?:table|Table|PlainTable)\b[\s\S]{0,240}/g)].map(
      ([text]) => ({ name, text }),
    ),
  );

test('every table of the pages has a caption or a name', () => {
  expect(tables.length).toBeGreaterThan(20);
  expect(tables.filter(({ text }) => !/<caption|caption=|aria-label=/.test(text))).toEqual([]);
});
