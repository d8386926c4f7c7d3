import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { errorsChinese } from '../../../src/console/errors-chinese.js';
import { statuses } from '../../../src/console/problem.js';
import { settingsShape } from '../../../src/config.js';
import { errorCodes } from '../../support/error-codes.js';
import { errorsFile, settingsFile } from '../../support/generated.js';

function codesOf(source: string): ReturnType<typeof errorCodes> {
  const folder = mkdtempSync(join(tmpdir(), 'court-codes-'));
  try {
    writeFileSync(join(folder, 'planted.ts'), source);
    return errorCodes(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the pages made from the sources', () => {
  it('tell the settings as config.ts has them (node scripts/generate.mjs)', () => {
    expect(readFileSync('docs/settings.md', 'utf8')).toBe(settingsFile());
  });

  it('tell the errors as the sources throw them (node scripts/generate.mjs)', () => {
    expect(readFileSync('docs/errors.md', 'utf8')).toBe(errorsFile());
  });

  it('say in both languages what each setting is', () => {
    for (const [name, { description }] of Object.entries(settingsShape.shape))
      expect(`${name} ${description}`).toMatch(/\p{Script=Han}.* \/ .*[a-z]/u);
  });
});

describe('the codes of errors', () => {
  it('are upper snake case with one kind each, and of a kind that has an HTTP number', () => {
    const all = errorCodes();
    expect(all.length).toBeGreaterThan(50);
    const kinds = new Map<string, Set<string>>();
    for (const { code, kind } of all) {
      expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
      expect(Object.keys(statuses)).toContain(kind);
      kinds.set(code, (kinds.get(code) ?? new Set<string>()).add(kind));
    }
    expect([...kinds].filter(([, given]) => given.size > 1).map(([code]) => code)).toEqual([]);
  });

  it('each have a Chinese sentence, and no sentence stands for a code that is not there', () => {
    const listed = [...readFileSync('docs/errors.md', 'utf8').matchAll(/^\| `([A-Z_]+)` \|/gm)];
    expect(new Set(Object.keys(errorsChinese))).toEqual(new Set(listed.map(([, code]) => code)));
  });

  it('are explained in Chinese alone, but for the names of formats and units', () => {
    const names = new Set('CSV ICS JPEG JSON MiB P PNG RSA SM SVG WAV'.split(' '));
    for (const [code, sentence] of Object.entries(errorsChinese)) {
      expect(`${code}: ${sentence}`).toMatch(/\p{Script=Han}.*。$/u);
      const latin = sentence.match(/[A-Za-z]+/g) ?? [];
      expect([code, latin.filter((word) => !names.has(word))]).toEqual([code, []]);
    }
  });

  it('are found in calls, in constructions, in templates and behind the nearest constant', () => {
    const found = codesOf(
      [
        "const one = () => { throw conflict('LATE', `the ${1} is late`); };",
        "const two = () => { const code = 'A_ONE'; return refused(code, 'a'); };",
        "const three = () => { const code = 'A_TWO'; return new DomainError(code, 'unauthenticated', 'b'); };",
      ].join('\n'),
    );
    expect(found.map(({ code, kind, sentence }) => [code, kind, sentence])).toEqual([
      ['A_ONE', 'refused', 'a'],
      ['A_TWO', 'unauthenticated', 'b'],
      ['LATE', 'conflict', 'the … is late'],
    ]);
  });

  it('must be plain text: one that is made up as it runs is refused', () => {
    expect(() => codesOf("throw invalid('A' + kind, 'x');")).toThrow('cannot be listed');
  });
});
