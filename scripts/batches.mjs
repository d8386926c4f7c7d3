// Jest gives every file a world of its own and imports the console anew into each. A batch imports it once for many files.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const isTest = /\.test\.ts$/;

/** The tests of a suite, as paths without their ending. Those whose source is gone are not there, whatever `dist` holds. */
const testsOf = (suite) => [
  ...readdirSync(`test/${suite}`, { recursive: true })
    .filter((name) => isTest.test(name))
    .sort((one, other) => one.localeCompare(other))
    .map((name) => join('test', suite, name).replace(isTest, '')),
  ...(suite === 'unit' ? ['test/architecture'] : []),
];

/**
 * Turns what follows a test's imports into the body of a `describe`, so that its hooks are its own. Lines stay where
 * the source map has them. @returns the lines that take it in; as it stands if it waits before its tests, as no body may
 */
function scope(test, name) {
  const text = readFileSync(`dist/${test}.test.js`, 'utf8');
  if (/^(const|let) .*= await /m.test(text)) return [`import '../../../${test}.test.js';`];
  const lines = text.split('\n');
  const last = lines.findLastIndex((line) => /^(import |\} from )/.test(line));
  lines[last] += ' export default () => {';
  const map = lines.findLastIndex((line) => line.startsWith('//# sourceMappingURL='));
  lines[map] = `}\n${lines[map]}`;
  writeFileSync(`dist/${test}.scope.js`, lines.join('\n'));
  return [`import ${name} from '../../../${test}.scope.js';`, `describe('${test}', ${name});`];
}

/**
 * Writes a suite's tests as batches.
 * @param without names of tests that are left out
 * @returns what finds them among the files of Jest's project `batches`
 */
export function batches(suite, count = 4, without = []) {
  const folder = `dist/test/batches/${suite}`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const texts = Array.from({ length: count }, () => ["import { describe } from '@jest/globals';"]);
  const left = new Set(without.map((name) => join('test', suite, name)));
  const tests = testsOf(suite).filter((test) => !left.has(test));
  tests.forEach((test, at) => texts[at % count].push(...scope(test, `scope${at}`)));
  texts.forEach((lines, at) => writeFileSync(join(folder, `${at + 1}.test.js`), lines.join('\n')));
  return `dist/test/batches/${suite}/`;
}
