/** A witness that takes checkpoints over HTTP (c2sp.org/tlog-witness), and the witness as the program of a police station. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { beginningText } from '../../../src/ledger/beginning.js';
import { toBase64 } from '../../../src/ledger/note.js';
import { noteBy, Signing, Tree } from '../../support/ledger-signed.js';
import { witnessPath, witnessProgram, type Witness } from '../../support/signer-witness.js';
import { listening, WitnessedCourt } from '../../support/witnessed-court.js';
import { freePorts } from '../../support/free-ports.js';

const origin = 'courthouse/demo';
const key = new Signing(origin);
const [five, eight] = [new Tree(5), new Tree(8)];
const note = (tree: Tree, by = key): string => noteBy(tree.text(by.key.name), by);
let folder: string;
const kept = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'witness-'))));
afterEach(() => rmSync(folder, { recursive: true }));

describe('a witness that takes checkpoints', () => {
  let witness: Witness;
  let server: Server;
  let url: string;
  let told: jest.SpiedFunction<typeof process.stderr.write>;
  beforeEach(async () => {
    told = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const how = { name: 'witness/station', folder, origin, courtPem: () => key.pem };
    witness = new witnessProgram.Witness(how);
    server = witnessProgram.witnessServer(witness);
    url = await listening(server);
  });
  afterEach(async () => {
    told.mockRestore();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  const add = async (body: string) => {
    const answer = await fetch(`${url}/add-checkpoint`, { method: 'POST', body });
    return [answer.status, await answer.text(), answer.headers.get('content-type')] as const;
  };
  const plain = 'text/plain; charset=utf-8';
  const sized = 'text/x.tlog.size';

  it('gives what it cosigned, of its own ledger', async () => {
    const newest = async (question = '') => {
      const answer = await fetch(`${url}/checkpoint${question}`);
      return [answer.status, await answer.text()];
    };
    expect(await newest()).toEqual([404, '']);
    const { note: cosigned } = witness.cosign(note(five), []);
    expect(await newest()).toEqual([200, cosigned]);
    expect(await newest(`?origin=${origin}`)).toEqual([200, cosigned]);
    expect(await newest('?origin=courthouse/other')).toEqual([404, '']);
    for (const [method, path] of [
      ['GET', '/'],
      ['GET', '/add-checkpoint'],
      ['POST', '/checkpoint'],
      ['PUT', '/add-checkpoint'],
    ] as const)
      expect((await fetch(url + path, { method })).status).toBe(404);
  });

  it('cosigns what continues what it has, told from where', async () => {
    const [status, line, type] = await add(`old 0\n\n${note(five)}`);
    expect([status, type]).toEqual([200, plain]);
    expect(line).toBe(witness.newest.slice(-line.length));
    const proof = (await eight.proofFrom(5)).map((hash) => `${hash}\n`).join('');
    expect((await add(`old 5\n${proof}\n${note(eight)}`))[0]).toBe(200);
    expect(witness.size).toBe(8);
  });

  it('says where it stands to who does not know it, and refuses the rest by its number', async () => {
    await add(`old 0\n\n${note(five)}`);
    expect(await add(`old 0\n\n${note(five)}`)).toEqual([409, '5\n', sized]);
    expect(await add(`old 4\n\n${note(eight)}`)).toEqual([409, '5\n', sized]);
    const other = noteBy(five.text(origin).replace(toBase64(five.root), toBase64(eight.root)), key);
    expect(await add(`old 5\n\n${other}`)).toEqual([409, '5\n', sized]);
    const refused = async (body: string, status: number, why: string) =>
      expect(await add(body)).toEqual([status, expect.stringContaining(why), plain]);
    await refused(`old 5\n\n${note(eight)}`, 422, 'is not shown to continue the ledger of 5 entries\n');
    await refused(`old 6\n\n${note(five)}`, 400, 'claims an older size that is larger\n');
    await refused(`old 0\n\n${note(five, new Signing('courthouse/other'))}`, 404, 'not courthouse/demo\n');
    await refused(`old 5\n\n${note(five, new Signing(origin))}`, 403, 'is not signed by a key of the court');
    const hash = `${toBase64(five.root)}\n`;
    await refused(`old 5\n${hash.repeat(63)}\n${note(eight)}`, 422, 'is not shown');
    for (const body of [
      '',
      'old 5\n',
      'old 5\n\n',
      `old 05\n\n${note(five)}`,
      `old -1\n\n${note(five)}`,
      `old ${'1'.repeat(16)}\n\n${note(five)}`,
      `new 5\n\n${note(five)}`,
      `old 5\n?\n\n${note(five)}`,
      `old 5\n${hash.repeat(64)}\n${note(eight)}`,
    ])
      await refused(body, 400, 'is no add-checkpoint request\n');
    await refused('old 5\n\nnothing signed', 400, 'this is no signed checkpoint\n');
    expect(witness.size).toBe(5);
    // Its people hear of each contradiction, and of nothing else.
    expect(told.mock.calls.map(([line]) => line)).toEqual([
      expect.stringContaining('！同样条数，内容不同  another ledger of the same 5 entries\n'),
      ...Array.from({ length: 2 }, () => expect.stringContaining('！一致性证明不成立')),
    ]);
  });

  it('hangs up on what has no end, and owns to a fault of its own', async () => {
    const most = 1024 * 1024;
    await expect(add('x'.repeat(2 * most))).rejects.toThrow();
    expect((await add('x'.repeat(most)))[0]).toBe(400);
    rmSync(folder, { recursive: true });
    expect(await add(`old 0\n\n${note(five)}`)).toEqual([500, '', plain]);
    mkdirSync(folder);
  });
});

describe('the program', () => {
  const begins = (...more: string[]) => {
    const words = ['--name', 'witness/station', '--origin', origin, '--folder', join(folder, 'state')];
    const child = spawn(process.execPath, [
      witnessPath,
      ...words,
      '--key',
      kept('court.pem', key.pem),
      ...more,
    ]);
    const said = { out: '', err: '' };
    child.stdout.on('data', (chunk: Buffer) => (said.out += String(chunk)));
    child.stderr.on('data', (chunk: Buffer) => (said.err += String(chunk)));
    return { child, said };
  };
  const run = async (...more: string[]) => {
    const { child, said } = begins(...more);
    const [status] = (await once(child, 'close')) as [number];
    return { status, ...said };
  };

  it('cosigns once, on standard output what was brought, and says how it ended', async () => {
    const court = await WitnessedCourt.open();
    court.routes['checkpoint'] = { text: note(five) };
    const cosigned = kept('cosigned', note(eight));
    const proof = kept('proof', JSON.stringify({ hashes: await eight.proofFrom(5) }));
    const first = await run('--court', court.url, '--once');
    expect(first).toMatchObject({ status: 0, out: '' });
    expect(first.err).toMatch(/verifier key: witness\/station\+[0-9a-f]{8}\+\S{44}\n.* cosigned: 5\n$/s);
    const [again, brought, usage, idle] = [
      await run('--court', court.url, '--once'),
      await run('--checkpoint', cosigned, '--proof', proof),
      await run('--court', court.url, '--every', '0'),
      await run(),
    ];
    expect([again.status, again.err]).toEqual([0, expect.not.stringContaining('cosigned: ')]);
    expect(brought).toMatchObject({ status: 0, out: expect.stringContaining(`${origin}\n8\n`) });
    expect(usage).toMatchObject({ status: 2, err: expect.stringContaining('node witness.mjs --name NAME') });
    expect(idle.status).toBe(2);
    const shorter = await run('--checkpoint', kept('five', note(five)));
    expect(shorter).toMatchObject({ status: 1, out: '', err: expect.stringMatching(/！.*became shorter/) });
    await court.close();
    const away = await run('--court', court.url, '--once');
    expect(away).toMatchObject({ status: 2, err: expect.stringContaining('could not judge: ') });
  });

  it('comes again and again, and takes checkpoints meanwhile, until it is ended', async () => {
    const court = await WitnessedCourt.open();
    court.routes['checkpoint'] = { status: 500, text: '' };
    const [port = 0] = await freePorts(1);
    const { child } = begins('--court', court.url, '--every', '0.02', '--listen', `127.0.0.1:${port}`);
    try {
      while (court.asked.length < 3) await new Promise((go) => setTimeout(go, 5));
      const body = `old 0\n\n${note(five)}`;
      const answer = await fetch(`http://127.0.0.1:${port}/add-checkpoint`, { method: 'POST', body });
      expect([answer.status, child.exitCode]).toEqual([200, null]);
    } finally {
      child.kill();
      await once(child, 'close');
      await court.close();
    }
  });

  it('goes on under another name with the statement that was brought', async () => {
    await run('--checkpoint', kept('eight', note(eight)));
    const next = new Signing('courthouse/demo/2');
    const tree = ({ size, root }: Tree) => ({ size, root: toBase64(root) });
    const loss = { number: 2, kept: tree(five), known: tree(eight), asked: 'admin', approved: 'president' };
    const text = beginningText('demo', loss, { key: next.key.publicKey, from: '2026-11-21T02:00:00.000Z' });
    const anew = ['--origin', 'courthouse/demo/2', '--key', kept('next.pem', next.pem)];
    const refused = await run(...anew, '--beginning', kept('bad', noteBy(text, key)));
    expect([refused.status, refused.err]).toEqual([2, expect.stringContaining('！')]);
    const taken = [
      '--beginning',
      kept('good', noteBy(text, next)),
      '--checkpoint',
      kept('c', note(five, next)),
    ];
    for (const said of ['第 6–8 条已丢失', 'verifier key']) {
      const { status, err } = await run(...anew, ...taken);
      expect([status, err]).toEqual([0, expect.stringContaining(said)]);
    }
  });
});
