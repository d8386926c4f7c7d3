/** The signer is a process of its own: it signs what continues what it signed last, and nothing else. */
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import { checkpointText, parseNote, toBase64, verifyNote } from '../../src/ledger/note.js';
import { sha256 } from '../../src/ledger/ledger.service.js';
import { Signer } from '../../src/ledger/signer.adapter.js';
import { sm2NoteKey } from '../../src/ledger/sm2.adapter.js';
import { append, consistencyProof, emptyFrontier, rootOfFrontier } from '../../src/ledger/tree.js';
import { verifyEd25519 } from '../../src/ledger/ed25519.adapter.js';
import { temporaryFile, tool } from '../support/packet-verdict.js';
import { newSignerFolder, serveSigner } from '../support/signer-court.js';

// Processes are started here; a machine that does much else at the time is no failure.
jest.setTimeout(60_000);

/** A tree of that many leaves; other seeds, other trees. */
function tree(size: number, seed = 0) {
  const nodes = new Map<string, Uint8Array>();
  let frontier = emptyFrontier;
  for (let at = 0; at < size; at += 1)
    frontier = append(frontier, sha256(Uint8Array.of(at, seed)), sha256, (level, index, hash) =>
      nodes.set(`${level}/${index}`, hash),
    );
  const root = rootOfFrontier(frontier, sha256);
  return {
    text: checkpointText({ origin: 'courthouse/demo', size, root }),
    from: async (older: number) =>
      (
        await consistencyProof(older, size, async (level, index) => nodes.get(`${level}/${index}`)!, sha256)
      ).map(toBase64),
  };
}

const ask = async (signer: Signer, size: number, older: number, seed = 0): Promise<string> => {
  const { text, from } = tree(size, seed);
  return signer.ask({ asks: 'checkpoint', text, proof: await from(older) });
};

async function withSigner(
  test: (signer: Signer, folder: string) => Promise<void>,
  folder = newSignerFolder(),
) {
  const signer = new Signer({ court: 'demo', folder });
  try {
    await test(signer, folder);
  } finally {
    await signer.close();
  }
}

describe('the signer', () => {
  it('signs a checkpoint with Ed25519 first, then SM2, and openssl agrees with both', async () => {
    await withSigner(async (signer) => {
      const note = parseNote(await ask(signer, 3, 0));
      const { keys } = await signer.ready();
      const [first, second] = note.signatures;
      const text = temporaryFile('text', note.text);
      const pem = temporaryFile('key.pem', keys.pem);
      tool('openssl', [
        ...['pkeyutl', '-verify', '-rawin', '-pubin', '-inkey', pem],
        ...['-in', text, '-sigfile', temporaryFile('sig', first!.signature)],
      ]);
      tool('openssl', [
        ...['pkeyutl', '-verify', '-rawin', '-digest', 'sm3', '-pkeyopt', 'distid:1234567812345678'],
        ...['-pubin', '-inkey', temporaryFile('sm2.pem', keys.sm2Pem!)],
        ...['-in', text, '-sigfile', temporaryFile('sm2.sig', second!.signature)],
      ]);
      const publicKey = sm2NoteKey('courthouse/demo', keys.sm2Pem!);
      expect(second!.name).toBe(publicKey.name);
      expect(note.signatures).toHaveLength(2);
    });
  });

  it('refuses a shorter tree, another tree, a proof that is wrong, and signs the same one again', async () => {
    await withSigner(async (signer) => {
      await ask(signer, 5, 0);
      await expect(ask(signer, 4, 4)).rejects.toMatchObject({ code: 'LEDGER_SHORTER' });
      await expect(ask(signer, 5, 5, 1)).rejects.toMatchObject({ code: 'LEDGER_FORKED' });
      await expect(ask(signer, 9, 5, 1)).rejects.toMatchObject({ code: 'LEDGER_FORKED' });
      await expect(ask(signer, 9, 4)).rejects.toMatchObject({ code: 'LEDGER_FORKED' });
      await expect(ask(signer, 9, 9)).rejects.toMatchObject({ code: 'LEDGER_FORKED' });
      expect((await signer.ready()).last.size).toBe(5);
      expect(await ask(signer, 5, 5)).toContain('courthouse/demo\n5\n');
      expect(await ask(signer, 9, 5)).toContain('courthouse/demo\n9\n');
    });
  });

  it('remembers over a kill what it signed, and a signer that is gone is started anew', async () => {
    const folder = newSignerFolder();
    await withSigner(async (signer) => {
      await ask(signer, 5, 0);
    }, folder);
    await withSigner(async (signer) => {
      await expect(ask(signer, 4, 0)).rejects.toMatchObject({ code: 'LEDGER_SHORTER' });
      await signer.close();
      expect(await ask(signer, 6, 5)).toContain('courthouse/demo\n6\n');
    }, folder);
  });

  it('refuses texts that are neither a checkpoint of its court nor a seal', async () => {
    await withSigner(async (signer) => {
      const root = toBase64(sha256(Uint8Array.of(1)));
      for (const text of [
        `courthouse/other\n3\n${root}\n`,
        `courthouse/demo\n3\n${root}\nmore\n`,
        `courthouse/demo\n03\n${root}\n`,
        'I owe Zhang San ten thousand yuan\n',
        '',
      ])
        await expect(signer.ask({ asks: 'checkpoint', text, proof: [] })).rejects.toMatchObject({
          code: 'SIGNER_NOT_A_CHECKPOINT',
        });
      const hash = 'a'.repeat(64);
      const both = `${hash}  tagmanifest-sha256.txt\n${hash}  tagmanifest-sm3.txt\n`;
      expect(await signer.ask({ asks: 'seal', text: `${hash}  signature/x.pem\n${both}` })).toContain(both);
      for (const text of [
        tree(3).text,
        `${hash}  tagmanifest-sha256.txt\n`,
        `${both}${hash}  data/packet.json\n`,
        `${both}I owe Zhang San\n`,
        both + both,
        both.trimEnd(),
      ])
        await expect(signer.ask({ asks: 'seal', text })).rejects.toMatchObject({ code: 'SIGNER_NOT_A_SEAL' });
      for (const text of [tree(3).text, both, `${hash}  ledger/x\n`])
        for (const asks of ['sm2', 'cms'] as const)
          await expect(signer.ask({ asks, text, at: '2026-11-22T00:00:00.000Z' })).rejects.toMatchObject({
            code: 'SIGNER_NOT_A_MANIFEST',
          });
    });
  });

  it('signs the tagmanifest of a packet by the P-256 key that it alone holds, and openssl agrees', async () => {
    await withSigner(async (signer) => {
      const text = `${'a'.repeat(64)}  bagit.txt\n`;
      const signed = await signer.ask({ asks: 'cms', text, at: new Date().toISOString() });
      const { keys } = await signer.ready();
      const certificate = temporaryFile('certificate.pem', keys.packetCertificatePem);
      tool('openssl', [
        ...['cms', '-verify', '-binary', '-inform', 'DER', '-CAfile', certificate, '-out', '/dev/null'],
        ...['-in', temporaryFile('p7s', Buffer.from(signed, 'base64')), '-content', temporaryFile('m', text)],
      ]);
    });
  });

  it('does not start with a key that others may read, nor with keys whose state is gone, nor for another court', async () => {
    const folder = newSignerFolder();
    await withSigner(async (signer) => {
      await ask(signer, 5, 0);
    }, folder);
    const key = join(folder, 'ledger-1-ed25519.pem');
    chmodSync(key, 0o640);
    await withSigner(
      (signer) => expect(signer.ready()).rejects.toMatchObject({ code: 'KEY_FILE_OPEN' }),
      folder,
    );
    chmodSync(key, 0o600);
    const other = new Signer({ court: 'other', folder });
    await expect(other.ready()).rejects.toMatchObject({ code: 'SIGNER_OF_ANOTHER_COURT' });
    await other.close();
    rmSync(join(folder, 'signed-last.json'));
    await withSigner(
      (signer) => expect(signer.ready()).rejects.toMatchObject({ code: 'SIGNER_STATE_LOST' }),
      folder,
    );
  });

  it('has the old key sign for the new one', async () => {
    await withSigner(async (signer) => {
      const old = (await signer.ready()).keys.pem;
      const before = parseNote(await ask(signer, 3, 0));
      const statement = parseNote(await signer.ask({ asks: 'successor', at: '2026-11-22T00:00:00.000Z' }));
      const next = (await signer.ready()).keys.pem;
      expect(next).not.toBe(old);
      for (const pem of [old, next])
        expect(verifyNote(statement, keyOf(pem), verifyEd25519, sha256)).toBe(true);
      const after = parseNote(await ask(signer, 4, 3));
      expect(verifyNote(before, keyOf(old), verifyEd25519, sha256)).toBe(true);
      expect(verifyNote(after, keyOf(old), verifyEd25519, sha256)).toBe(false);
      expect(verifyNote(after, keyOf(next), verifyEd25519, sha256)).toBe(true);
    });
  });
});

const keyOf = (pem: string) => ({
  name: 'courthouse/demo',
  publicKey: Buffer.from(pem.replaceAll(/-----[A-Z ]+-----|\s/g, ''), 'base64').subarray(-32),
});

const isRoot = process.getuid?.() === 0;

// Where the tests are not root's, everything is of one user: then it is tried that the console may ask at the socket.
describe('a signer of another user', () => {
  const [signersId, consolesId] = isRoot ? [61_001, 61_002] : [process.getuid?.(), process.getuid?.()];

  it('answers the console, which can read neither its keys nor its state', async () => {
    const home = newSignerFolder();
    chmodSync(home, 0o755);
    const [folder, socketFolder] = [join(home, 'keys'), join(home, 'run')];
    for (const path of [folder, socketFolder]) {
      mkdirSync(path, { mode: 0o755 });
      if (isRoot) chownSync(path, 61_001, 61_001);
    }
    chmodSync(folder, 0o700);
    const socket = join(socketFolder, 'signer.sock');
    const child = await serveSigner(folder, socket, isRoot ? 61_001 : undefined);
    const gone = once(child, 'exit');
    try {
      const signer = new Signer({ court: 'demo', folder, socket });
      expect(await ask(signer, 3, 0)).toContain('courthouse/demo\n3\n');
      expect(signer.state?.uid).toBe(signersId);
      expect(signer.isOfSameUser).toBe(!isRoot);
      await signer.close();
      const files = readdirSync(folder);
      expect(files).toHaveLength(5);
      for (const file of files) {
        const reads = `require('node:fs').readFileSync(${JSON.stringify(join(folder, file))})`;
        if (isRoot) expect(asUser(consolesId, reads)).toMatch(/EACCES/);
        expect(asUser(signersId, reads)).toBe('');
      }
      const talk = `const l=require('node:net').connect(${JSON.stringify(socket)});l.once('data',()=>l.destroy())`;
      expect(asUser(consolesId, talk)).toBe('');
      if (isRoot) expect(asUser(consolesId, `process.kill(${child.pid})`)).toMatch(/EPERM/);
    } finally {
      child.kill();
      await gone;
      rmSync(home, { recursive: true, force: true });
    }
  });

  /** What node says against it, nothing where it succeeds. */
  const asUser = (id: number | undefined, code: string): string =>
    spawnSync(process.execPath, ['-e', code], {
      ...(isRoot && { uid: id, gid: id }),
      encoding: 'utf8',
      cwd: '/',
    }).stderr;
});
