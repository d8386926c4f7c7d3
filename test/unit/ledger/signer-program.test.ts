/** The signer as the program it is: how it greets, what it answers to each line, and how it ends. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FromSigner } from '../../../src/ledger/signer.js';
import { parseNote, verifyNote } from '../../../src/ledger/note.js';
import { beginningText } from '../../../src/ledger/beginning.js';
import { checks, Tree } from '../../support/ledger-signed.js';

const program = join(import.meta.dirname, '../../../src/ledger/signer.program.js');
const origin = 'courthouse/demo';
let home: string;
let child: ChildProcess;

beforeEach(() => void (home = mkdtempSync(join(tmpdir(), 'signer-'))));
afterEach(async () => {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  rmSync(home, { recursive: true });
});

const starts = (court: string, ...more: string[]): ChildProcess => {
  const words = [program, '--folder', join(home, 'keys'), '--court', court, ...more];
  child = spawn(process.execPath, words, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  return child;
};

/** A line to the signer, and its words in their order. */
class Link {
  readonly #heard: FromSigner[] = [];
  #wake: () => void = () => undefined;
  constructor(readonly socket: Socket) {
    createInterface({ input: socket })
      .on('line', (line) => {
        this.#heard.push(JSON.parse(line) as FromSigner);
        this.#wake();
      })
      .on('error', () => undefined);
    socket.on('error', () => undefined);
  }

  async next(): Promise<FromSigner> {
    while (this.#heard.length === 0) await new Promise<void>((wake) => (this.#wake = wake));
    return this.#heard.shift()!;
  }

  asks(question: unknown): Promise<FromSigner> {
    this.socket.write(`${typeof question === 'string' ? question : JSON.stringify(question)}\n`);
    return this.next();
  }
}

const rawOf = (pem: string): Uint8Array => Buffer.from(pem.split('\n')[1]!, 'base64').subarray(-32);

describe('the signer at its socket', () => {
  const path = (): string => join(home, 'signer.sock');
  const listens = async (): Promise<void> => {
    writeFileSync(path(), 'left by one that was killed');
    starts('demo', '--socket', path());
    while (!existsSync(path()) || !statSync(path()).isSocket() || (statSync(path()).mode & 0o777) !== 0o666)
      await new Promise((go) => setTimeout(go, 5));
  };

  it('greets each with what it is, and answers by the number of the question, or why not', async () => {
    await listens();
    const [link, other] = [new Link(connect(path())), new Link(connect(path()))];
    const greeting = await link.next();
    expect(greeting).toEqual({ id: 0, state: expect.objectContaining({ court: 'demo', ledger: 1 }) });
    expect(greeting.state).toMatchObject({ uid: process.getuid?.(), last: { size: 0 } });
    expect(Object.keys(greeting.state!)).not.toEqual(expect.arrayContaining(['succession', 'beginning']));
    expect(await other.next()).toEqual(greeting);
    expect(await link.asks({ id: 7, asks: 'state' })).toEqual({ ...greeting, id: 7, signed: '' });
    const failed = { code: 'SIGNER_FAILED', kind: 'unavailable', message: expect.stringContaining('JSON') };
    expect(await link.asks('no JSON')).toEqual({ ...greeting, refused: failed });
    const text = new Tree(5).text(origin);
    const checkpoint = await link.asks({ id: 8, asks: 'checkpoint', text, proof: [] });
    const { name } = parseNote(checkpoint.signed!).signatures[0]!;
    expect([checkpoint.id, name, checkpoint.state!.last.size]).toEqual([8, origin, 5]);
    const shorter = await other.asks({
      id: 9,
      asks: 'checkpoint',
      text: new Tree(4).text(origin),
      proof: [],
    });
    const code = { code: 'LEDGER_SHORTER', kind: 'conflict', message: expect.stringContaining('') };
    expect([shorter.id, shorter.signed, shorter.refused]).toEqual([9, undefined, code]);
    const owed = { number: 2, asked: 'admin', approved: 'president' };
    const loss = { ...owed, kept: { size: 3, root: 'three' }, known: { size: 6, root: 'six' } };
    const at = '2026-11-21T02:00:00.000Z';
    const succession = await link.asks({ id: 10, asks: 'successor', at });
    expect([succession.signed, succession.state!.keys.since]).toEqual([succession.state!.succession, at]);
    expect(parseNote(succession.signed!).text).toMatch(
      /^courthouse\/demo\/keys\ned25519 \S+\nsm2 \S+\nfrom /,
    );
    const begun = await link.asks({ id: 11, asks: 'begin-anew', loss, at });
    const key = rawOf(begun.state!.keys.pem);
    const statement = parseNote(begun.signed!);
    expect(statement.text).toBe(beginningText('demo', loss, { key, from: at }));
    expect([begun.state!.beginning, begun.state!.ledger, begun.state!.last]).toEqual([
      ...[begun.signed, 2],
      loss.kept,
    ]);
    const [old, next] = [
      { name: origin, publicKey: rawOf(succession.state!.keys.pem) },
      { name: `${origin}/2`, publicKey: key },
    ];
    for (const one of [old, next])
      expect(verifyNote(statement, one, checks.verify, checks.sha256)).toBe(true);
  });

  it('hangs up on a line without end, listens to others, and ends when it is told to', async () => {
    await listens();
    const [link, other] = [new Link(connect(path())), new Link(connect(path()))];
    await Promise.all([link.next(), other.next()]);
    const mib = 'x'.repeat(1024 * 1024);
    for (let nth = 0; nth < 3; nth += 1) link.socket.write(mib);
    expect(await link.asks(mib.slice(1))).toMatchObject({ refused: { code: 'SIGNER_FAILED' } });
    const gone = new Promise((closed) => link.socket.once('close', closed));
    for (let nth = 0; nth < 5; nth += 1) link.socket.write(mib);
    await gone;
    expect(await other.asks({ id: 2, asks: 'state' })).toMatchObject({ id: 2, signed: '' });
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    other.socket.destroy();
  });

  it('does not start over what is not its own', async () => {
    await listens();
    child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([0, null]);
    let said = '';
    starts('other', '--socket', path()).stderr!.on('data', (chunk: Buffer) => (said += String(chunk)));
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(said).toContain('SIGNER_OF_ANOTHER_COURT');
    starts('other');
    const link = new Link(child.stdio[3] as Socket);
    expect(await link.next()).toEqual({
      id: 0,
      refused: { code: 'SIGNER_OF_ANOTHER_COURT', kind: 'unavailable', message: expect.any(String) },
    });
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});

describe('the signer that the console started', () => {
  it('outlives the signals of the group, and ends when the console hangs up', async () => {
    starts('demo');
    const link = new Link(child.stdio[3] as Socket);
    const greeting = await link.next();
    expect(greeting).toMatchObject({ id: 0, state: { court: 'demo' } });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) child.kill(signal);
    expect(await link.asks({ id: 1, asks: 'state' })).toEqual({ ...greeting, id: 1, signed: '' });
    link.socket.destroy();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});
