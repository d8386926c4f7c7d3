import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Blobs } from '../../src/storage/blobs.js';
import { hashOf } from '../support/exhibit-court.js';

const bytes = Buffer.from('当庭辱骂');
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'court-blobs-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const temp = (): string => {
  const path = join(folder, 'temp');
  writeFileSync(path, bytes);
  return path;
};

describe('the store of files', () => {
  it('keeps a file under its hash, read-only, and takes the temporary one away', async () => {
    const blobs = new Blobs(folder);
    const path = await blobs.keep(temp(), hashOf(bytes));
    const hash = hashOf(bytes);
    expect(path).toBe(join(folder, 'blobs', hash.slice(0, 2), hash.slice(2, 4), hash));
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect(statSync(path).mode & 0o777).toBe(0o400);
    expect(existsSync(join(folder, 'temp'))).toBe(false);
    expect(await buffer(blobs.open(hash))).toEqual(bytes);
    expect(await buffer(blobs.open(hash, { start: 3, end: 5 }))).toEqual(Buffer.from('庭'));
  });

  it('mends a file that rotted when the same bytes come again, and may be asked twice', async () => {
    const blobs = new Blobs(folder);
    const path = await blobs.place(temp(), hashOf(bytes));
    await blobs.place(join(folder, 'temp'), hashOf(bytes));
    rmSync(path);
    writeFileSync(path, 'rotten');
    await blobs.place(join(folder, 'temp'), hashOf(bytes));
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect(readdirSync(join(path, '..'))).toEqual([hashOf(bytes)]);
    expect(existsSync(join(folder, 'temp'))).toBe(true);
  });

  it('has no path for what is no hash', () => {
    const blobs = new Blobs(folder);
    for (const name of ['', '..', `../${'a'.repeat(61)}`, 'A'.repeat(64), `${'a'.repeat(64)}\n`])
      expect(() => blobs.path(name)).toThrow('64 lower-case hex digits');
  });

  it('knows how much may still be written', async () => {
    const { freeBytes, totalBytes } = await new Blobs(join(folder, 'not', 'there', 'yet')).disk();
    expect(freeBytes).toBeGreaterThan(0);
    expect(totalBytes).toBeGreaterThanOrEqual(freeBytes);
  });
});
