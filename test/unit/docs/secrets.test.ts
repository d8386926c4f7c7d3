import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const folders = ['src', 'web', 'devices', 'deploy', 'docs', 'scripts'];
const shapes = {
  'private key': /-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/]{20}/,
  'secret in the source': /(?:password|secret|token|api_?key)\w*['"]?\s*[:=]\s*['"`][\w+/-]{20,}['"`]/i,
};
const found = (text: string): readonly string[] =>
  Object.entries(shapes).flatMap(([what, shape]) => (shape.test(text) ? [what] : []));

describe('what is shipped', () => {
  it('holds no private key and no secret: the demo’s public words are made from names', () => {
    const files = folders.flatMap((folder) =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name)),
    );
    expect(files.length).toBeGreaterThan(500);
    const told = files.flatMap((path) => found(readFileSync(path, 'utf8')).map((what) => `${what}: ${path}`));
    expect(told).toEqual([]);
  });

  it.each([
    ["const apiKey = 'AbCdEfGhIjKlMnOpQrStUvWx'", ['secret in the source']],
    [`-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIObtRo8tkUqoMjeHhsOh2ouPpXCgBcP+`, ['private key']],
    ["const word = 'courthouse-demo'", []],
  ])('%j is told apart', (text, what) => {
    expect(found(text)).toEqual(what);
  });
});
