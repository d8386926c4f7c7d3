import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { newIn } from '../../../src/evidence/keeping/audit-log.adapter.js';
import { refusedIn } from '../../../src/evidence/keeping/audit-log.js';

/** Written by auditd 3.0.9 (kernel 6.1) while a user tried each of these against one kept file. */
const log = readFileSync('test/golden/audit.txt', 'latin1');
const kept = `/var/lib/courthouse-kept/blobs/aa/aa/${'a'.repeat(64)}`;

describe('what auditd wrote', () => {
  it('is told as calls, each with its path, program and number', () => {
    const { refused, read } = refusedIn(log);
    expect(read).toBe(log.length);
    const folder = '/var/lib/courthouse-kept/blobs';
    expect(refused.map(({ call, path, times }) => [call, path, times])).toEqual([
      ['openat', kept, 2],
      ['unlink', kept, 1],
      ['rename', kept, 1],
      ['chmod', kept, 1],
      ['link', kept, 1],
      ['openat', folder, 1],
      ['openat', `${folder}/aa/aa/`, 1],
      ['chown', kept, 1],
      ['utimensat', kept, 1],
    ]);
    expect(refused[0]).toMatchObject({ at: '2026-11-22T23:25:56.329Z', program: '/usr/bin/node' });
  });

  it('waits with an event that is still being written, wherever the log ends', () => {
    const whole = refusedIn(log).refused.reduce((sum, { times }) => sum + times, 0);
    for (let end = 0; end <= log.length; end += 7) {
      const { refused, read } = refusedIn(log.slice(0, end));
      const rest = refusedIn(log.slice(read)).refused;
      const sum = [...refused, ...rest].reduce((total, { times }) => total + times, 0);
      expect([end, sum]).toEqual([end, whole]);
    }
  });

  it('is read where numbers stand for calls, and hexadecimal for names that are no plain words', () => {
    const name = `${kept} 新`;
    const plain = log
      .split('\n')
      .map((line) => line.split('\u001d')[0])
      .join('\n')
      .replaceAll(`name="${kept}"`, `name=${Buffer.from(name).toString('hex').toUpperCase()}`);
    const { refused } = refusedIn(plain);
    expect(refused[1]).toMatchObject({ call: '87', path: name });
  });

  it('is not told where it succeeded, or has another key, and at most a hundred different ones', () => {
    expect(refusedIn(log.replaceAll(' success=no ', ' success=yes ')).refused).toEqual([]);
    expect(refusedIn(log.replaceAll('courthouse-evidence', 'another')).refused).toEqual([]);
    const many = Array.from({ length: 150 }, (_, at) =>
      log
        .replaceAll(kept, `${kept}.${at}`)
        .replaceAll(/(\d{3}):(\d+)\)/g, (_all, ms, serial) => `${ms}:${at}0${serial})`),
    ).join('');
    expect(refusedIn(many).refused).toHaveLength(100);
  });
});

describe('the log file', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'audit-'));
    path = join(folder, 'audit.log');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is read on from where it was left, also after auditd began a new one', () => {
    writeFileSync(path, 'one\n');
    const [first] = newIn(path, undefined);
    const cursor = first!.after(4);
    writeFileSync(path, 'one\ntwo\n');
    expect(newIn(path, cursor).map(({ text }) => text)).toEqual(['two\n']);
    renameSync(path, `${path}.1`);
    writeFileSync(path, 'three\n');
    const parts = newIn(path, cursor);
    expect(parts.map(({ text }) => text)).toEqual(['two\n', 'three\n']);
    expect(newIn(path, parts.at(-1)!.after(6)).map(({ text }) => text)).toEqual(['']);
    rmSync(`${path}.1`);
    expect(newIn(path, cursor).map(({ text }) => text)).toEqual(['three\n']);
  });

  it('is read from its beginning where it became shorter, and missed where it is not there', () => {
    writeFileSync(path, 'one\ntwo\n');
    const cursor = newIn(path, undefined)[0]!.after(8);
    writeFileSync(path, 'new\n');
    expect(newIn(path, cursor).map(({ text }) => text)).toEqual(['new\n']);
    rmSync(path);
    expect(() => newIn(path, cursor)).toThrow('ENOENT');
  });
});
