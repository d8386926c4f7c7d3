/** The witness as the program that runs at a police station: what it fetches, refuses, remembers and hands in. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import { person } from '../../src/kernel/actor.js';
import { DomainError } from '../../src/kernel/errors.js';
import type { Checkpoints } from '../../src/ledger/checkpoints.service.js';
import { parseNote, toBase64 } from '../../src/ledger/note.js';
import { Standing } from '../../src/ledger/standing.service.js';
import { consistencyProof } from '../../src/ledger/tree.js';
import { sha256 } from '../../src/ledger/ledger.service.js';
import { localSealer } from '../../src/packets/seal.adapter.js';
import { CourtLedger, newCourt } from '../support/packet-court.js';
import { temporaryFile } from '../support/packet-verdict.js';
import { withSigningCourt } from '../support/signer-court.js';
import { withRestoredCourt } from '../support/signer-restored.js';
import { known, newWitness, witnessPath, witnessProgram } from '../support/signer-witness.js';

// Processes are started here; a machine that does much else at the time is no failure.
jest.setTimeout(60_000);

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'witness-'));

async function run(folder: string, keyPath: string, ...more: string[]) {
  const child = spawn(process.execPath, [
    witnessPath,
    ...['--name', 'witness/station', '--origin', 'courthouse/demo', '--folder', folder, '--key', keyPath],
    ...more,
  ]);
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.out += String(chunk)));
  child.stderr.on('data', (chunk: Buffer) => (said.err += String(chunk)));
  const [status] = (await once(child, 'close')) as [number];
  return { status, ...said };
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
};

/** The routes of a court that a witness uses, without the rest of the console. */
async function serving(checkpoints: Checkpoints, test: (url: string) => Promise<void>): Promise<void> {
  const answer = async (request: IncomingMessage): Promise<string> => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://court');
    if (pathname === '/api/ledger/checkpoint') return checkpoints.newest()?.note ?? '';
    if (pathname === '/api/ledger/beginning') return checkpoints.beginning ?? '';
    if (pathname === '/api/ledger/cosignatures')
      return JSON.stringify(await checkpoints.addCosignature(await bodyOf(request)));
    const [from, to] = ['from', 'to'].map((name) => Number(searchParams.get(name)));
    return JSON.stringify(await checkpoints.consistency(from!, to!));
  };
  const server = createServer((request, response) => {
    answer(request).then(
      (text) => response.end(text),
      (error: unknown) => {
        response.statusCode = error instanceof DomainError && error.kind === 'conflict' ? 409 : 400;
        response.end();
      },
    );
  }).listen(0, '127.0.0.1');
  await listening(server, test);
}

async function listening(server: Server, test: (url: string) => Promise<void>): Promise<void> {
  await once(server, 'listening');
  try {
    await test(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('the witness program', () => {
  it('fetches, cosigns what only grew and hands it in, over restarts', async () => {
    const folder = newFolder();
    const first = await run(folder, temporaryFile('none.pem', ''));
    const verifierKey = /verifier key: (\S+)/.exec(first.err)![1]!;
    await withSigningCourt(async (court) => {
      const key = temporaryFile('court.pem', court.checkpoints.pem);
      await serving(court.checkpoints, async (url) => {
        for (const count of [0, 3, 0, 90]) {
          await court.grow(count);
          await court.checkpoints.make();
          expect((await run(folder, key, '--court', url, '--once')).status).toBe(0);
          const { note, size } = court.checkpoints.newest()!;
          expect(parseNote(note).signatures.at(-1)!.name).toBe('witness/station');
          expect(JSON.parse(readFileSync(join(folder, 'cosigned-last.json'), 'utf8'))).toMatchObject({
            size,
          });
        }
      });
    }, known({ verifierKey }));
    rmSync(folder, { recursive: true });
  });

  it('that saw a longer ledger refuses the shorter one and lets the court know', async () => {
    const folder = newFolder();
    let pem = '';
    const witness = newWitness(() => pem, 'witness/station', folder);
    await withSigningCourt(async (court) => {
      pem = court.checkpoints.pem;
      const key = temporaryFile('court.pem', pem);
      await court.grow(5);
      // The court's own key has signed more than this machine has: here is an old backup.
      const here = court.ledger.treeHead();
      const longer = new CourtLedger('demo');
      for (let at = 0; at < here.size + 4; at += 1) longer.record('session.opened', { at });
      witness.cosign(await signedByThief(court.folder, longer), []);
      await serving(court.checkpoints, async (url) => {
        await court.checkpoints.make();
        const { status, err } = await run(folder, key, '--court', url, '--once');
        expect([status, err]).toEqual([1, expect.stringContaining('台账变短')]);
        expect(court.checkpoints.standing.contradictions[0]).toMatchObject({
          found: 'shorter',
          by: 'witness/station',
        });
        const { status: none } = await run(folder, key, '--court', 'http://127.0.0.1:9', '--once');
        expect(none).toBe(2);
      });
    }, known(witness));
  });

  it('goes on after a loss only under another name, with the statement of two people and both keys', () =>
    withRestoredCourt(async (court, witness, last) => {
      const { checkpoints, signer } = court;
      const [old, seen] = [temporaryFile('old.pem', checkpoints.pem), witness.size];
      const kept = checkpoints.newest()!.size;
      const [asks, approves] = [person('admin'), person('president')];
      await serving(checkpoints, async (url) => {
        const visited = (key: string, ...more: string[]) =>
          run(witness.folder, key, '--court', url, '--once', ...more);
        expect((await visited(old)).status).toBe(1);
        const hidden = { size: kept, root: checkpoints.newest()!.note.split('\n')[2]! };
        const loss = { number: 2, kept: hidden, known: hidden, asked: 'admin', approved: 'president' };
        await expect(signer.ask({ asks: 'begin-anew', loss, at: court.ledger.now() })).rejects.toMatchObject({
          code: 'SIGNER_HIDES_A_LOSS',
        });
        await checkpoints.beginAnew(asks, approves, '磁盘损坏，恢复了昨日备份');
        const told = { origin: 'courthouse/demo/2', after: 'courthouse/demo', kept, known: seen };
        expect(checkpoints.standing).toMatchObject({ contradictions: [], losses: [told] });
        expect(checkpoints.newest()!.note).toMatch(/^courthouse\/demo\/2\n/);
        // The old name is not cosigned, and the new one only where the new key and the statement are taken.
        expect(await visited(old)).toMatchObject({
          status: 1,
          err: expect.stringContaining('courthouse/demo/2'),
        });
        const anew = ['--origin', 'courthouse/demo/2'];
        expect((await visited(old, ...anew)).status).toBe(2);
        const next = temporaryFile('next.pem', checkpoints.pem);
        const accepted = await visited(next, ...anew);
        expect([accepted.status, accepted.err]).toEqual([
          0,
          expect.stringContaining(`courthouse/demo 第 ${kept + 1}–${seen} 条已丢失`),
        ]);
        expect(readFileSync(join(witness.folder, 'cosigned-courthouse-demo.json'), 'utf8')).toContain(
          JSON.stringify(last).slice(1, -1),
        );
        expect(parseNote(checkpoints.newest()!.note).signatures.at(-1)!.name).toBe('witness/station');
        await court.grow(3);
        await checkpoints.make();
        expect((await visited(next, ...anew)).status).toBe(0);
      });
      // What was acknowledged is no news, and a restart forgets nothing of it.
      await expect(checkpoints.addCosignature(last)).rejects.toMatchObject({ code: 'LEDGER_BEGUN_ANEW' });
      expect(checkpoints.standing.contradictions).toEqual([]);
      const again = new Standing(court.ledger, court.reader, court.writer);
      await again.open();
      expect([again.origin, again.now.losses]).toEqual(['courthouse/demo/2', checkpoints.standing.losses]);
      await expect(checkpoints.beginAnew(asks, approves, 'again')).rejects.toMatchObject({
        code: 'LEDGER_NOT_CONTRADICTED',
      });
    }, true));

  it('cosigns a checkpoint that was brought on a stick', async () => {
    const own = newCourt();
    const [folder, key] = [newFolder(), temporaryFile('court.pem', own.trust)];
    const brought = async (older: number) => {
      const { checkpoint } = await own.ledger.extract([1], own.sealer);
      const size = own.ledger.entries.length;
      const hashes = (await consistencyProof(older, size, own.ledger.nodeAt, sha256)).map(toBase64);
      return run(
        folder,
        key,
        '--checkpoint',
        temporaryFile('c', checkpoint),
        '--proof',
        temporaryFile('p', JSON.stringify({ hashes })),
      );
    };
    expect((await brought(8)).out).toMatch(/\n\n— courthouse\/demo .*\n— witness\/station .*\n$/u);
    own.ledger.record('session.opened', {});
    expect((await brought(7)).status).toBe(1);
    expect((await brought(8)).status).toBe(0);
    expect(
      (
        await run(
          folder,
          temporaryFile('other.pem', newCourt().trust),
          '--checkpoint',
          temporaryFile('c', (await own.ledger.extract([1], own.sealer)).checkpoint),
        )
      ).status,
    ).toBe(2);
  });
});

describe('a witness that takes checkpoints (tlog-witness)', () => {
  it('answers 200 with its line, 409 with its size, and 403, 404, 422, 400 for what is wrong', async () => {
    const own = newCourt();
    const witness = newWitness(() => own.trust);
    const note = async (of = own): Promise<string> => (await of.ledger.extract([1], of.sealer)).checkpoint;
    await listening(witnessProgram.witnessServer(witness).listen(0, '127.0.0.1'), async (url) => {
      const add = async (body: string) => {
        const response = await fetch(`${url}/add-checkpoint`, { method: 'POST', body });
        return [response.status, await response.text()] as const;
      };
      expect((await add(`old 0\n\n${await note(newCourt())}`))[0]).toBe(403);
      expect((await add(`old 0\n\n${await note(newCourt('other'))}`))[0]).toBe(404);
      expect((await add('old 0\n'))[0]).toBe(400);
      expect((await fetch(`${url}/checkpoint`)).status).toBe(404);
      const [status, line] = await add(`old 0\n\n${await note()}`);
      expect([status, line.startsWith('— witness/station ')]).toEqual([200, true]);
      expect(await add(`old 0\n\n${await note()}`)).toEqual([409, '8\n']);
      own.ledger.record('session.opened', {});
      expect((await add(`old 8\n${toBase64(sha256(Uint8Array.of(1)))}\n\n${await note()}`))[0]).toBe(422);
      expect((await add(`old 10\n\n${await note()}`))[0]).toBe(400);
      const proof = (await consistencyProof(8, 9, own.ledger.nodeAt, sha256)).map(
        (hash) => `${toBase64(hash)}\n`,
      );
      expect((await add(`old 8\n${proof.join('')}\n${await note()}`))[0]).toBe(200);
      const newest = await fetch(`${url}/checkpoint?origin=courthouse/demo`);
      expect(await newest.text()).toContain('courthouse/demo\n9\n');
    });
  });

  it('cosigns nothing that a withdrawn key signed', async () => {
    const own = newCourt();
    const withdrawn = own.trust.replace('Z, \n', 'Z, 2026-02-01T00:00:00.000Z\n');
    const witness = newWitness(() => withdrawn);
    const { checkpoint } = await own.ledger.extract([1], own.sealer);
    expect(() => witness.cosign(checkpoint, [])).toThrow('not signed by a key of the court that is in use');
  });
});

/** A checkpoint of another ledger by the very key of a court's signer: what a thief with the key could make. */
async function signedByThief(folder: string, ledger: CourtLedger): Promise<string> {
  const ledgerPrivatePem = readFileSync(join(folder, 'ledger-1-ed25519.pem'), 'utf8');
  const sealer = localSealer({ ...newCourt().keys, ledgerPrivatePem });
  return (await ledger.extract([1], sealer)).checkpoint;
}
