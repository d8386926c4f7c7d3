/** A packet built for real, read by its own verifier and by tools that are not ours. */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { buildPacket, type BuiltPacket } from '../../../src/packets/builder.adapter.js';
import { buildInThread } from '../../../src/packets/building.adapter.js';
import { packetSchema } from '../../../src/packets/packet.js';
import { newCourt, newFolder, newInput, newItem, tone, type Court } from '../../support/packet-court.js';
import {
  filesIn,
  runVerifier,
  temporaryFile,
  tool,
  unpacked,
  verdict,
  verifierPath,
} from '../../support/packet-verdict.js';

// A machine that does much else at the time is no failure of a packet.
jest.setTimeout(60_000);

let court: Court;
let trust: string;
let built: BuiltPacket;
let bag: string;
const progress: number[] = [];

beforeAll(async () => {
  court = newCourt();
  trust = temporaryFile('trust.pem', court.trust);
  const folder = newFolder();
  built = await buildPacket(await newInput(court, folder), court.sealer, join(folder, 'packet.zip'), {
    onProgress: (done) => progress.push(done),
  });
  bag = unpacked(built.path);
});

describe('a packet', () => {
  it('is whole for who trusts the court’s key, and only self-consistent for who trusts nobody', async () => {
    expect(runVerifier(verifierPath, built.path, '--trust', trust)).toMatchObject({
      status: 0,
      lines: expect.arrayContaining(['whole']),
    });
    expect(await verdict(built.path)).toBe('2 self-consistent');
    expect(await verdict(bag, trust)).toBe('0 whole');
  });

  it('brings a verifier that says the same of it, with nothing else around', () => {
    const { status, lines } = runVerifier(join(bag, 'verify/verify.mjs'), bag, '--trust', trust);
    expect([status, lines[0]]).toEqual([0, 'whole']);
    expect(lines.join('\n')).toContain('青河县人民法院');
  });

  it('has exactly the files of the contract', () => {
    expect(filesIn(bag)).toEqual(
      [
        'bag-info.txt',
        'bagit.txt',
        'data/forms/f1-transfer-letter.pdf',
        'data/forms/f2-material-list.pdf',
        'data/forms/f3-electronic-data-list.pdf',
        'data/forms/f4-extraction-account.pdf',
        'data/forms/f6-scene-account.pdf',
        'data/forms/f9-receipt.pdf',
        'data/forms/f10-custody-register.pdf',
        'data/forms/f11-integrity-method.pdf',
        'data/media/original/001-第三法庭_录音.wav',
        'data/packet.json',
        'ledger/checkpoint.txt',
        'ledger/disclosed.jsonl',
        'ledger/entries.jsonl',
        ...[4, 5, 7, 8].map((seq) => `ledger/proofs/entry-${seq}.json`),
        'manifest-sha256.txt',
        'manifest-sm3.txt',
        'signature/ledger-key.pem',
        'signature/packet-certificate.pem',
        'signature/seal.note',
        'signature/sm2-key.pem',
        'signature/tagmanifest.p7s',
        'signature/tagmanifest.sm2.sig',
        'tagmanifest-sha256.txt',
        'tagmanifest-sm3.txt',
        'verify/README.txt',
        'verify/verify.mjs',
      ].toSorted(),
    );
  });

  it('says of every file in data/ what it is, with both hashes', () => {
    const document = packetSchema.parse(JSON.parse(readFileSync(join(bag, 'data/packet.json'), 'utf8')));
    for (const file of document.files) {
      const bytes = readFileSync(join(bag, file.path));
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(file.sha256);
      expect(createHash('sm3').update(bytes).digest('hex')).toBe(file.sm3);
      expect(bytes.length).toBe(file.bytes);
    }
    expect(document.files.map(({ path }) => path).toSorted()).toEqual(
      filesIn(join(bag, 'data'))
        .map((name) => `data/${name}`)
        .filter((name) => name !== 'data/packet.json'),
    );
    expect(document.files.find(({ role }) => role === 'original')).toMatchObject({
      device: 'recorder-203',
      maker: '系统自动',
      clockOffsetMs: -320,
      startedAt: '2026-11-21T00:59:00.000Z',
      item: 'ev-1',
    });
    expect(JSON.stringify(document)).not.toContain('ev-1.bin');
  });

  it('keeps the exhibit bit for bit', () => {
    expect(readFileSync(join(bag, 'data/media/original/001-第三法庭_录音.wav')).equals(tone())).toBe(true);
  });

  it('agrees with sha256sum, openssl and Python’s zipfile', () => {
    tool('sha256sum', ['-c', '--strict', '--quiet', 'manifest-sha256.txt', 'tagmanifest-sha256.txt'], bag);
    const sm3 = readFileSync(join(bag, 'manifest-sm3.txt'), 'utf8').split('\n')[0]!.split('  ');
    expect(tool('openssl', ['dgst', '-sm3', sm3[1]!], bag)).toContain(sm3[0]);
    tool(
      'openssl',
      [
        'cms',
        '-verify',
        '-binary',
        '-inform',
        'DER',
        '-in',
        'signature/tagmanifest.p7s',
        '-content',
        'tagmanifest-sha256.txt',
        '-CAfile',
        'signature/packet-certificate.pem',
        '-out',
        '/dev/null',
      ],
      bag,
    );
    expect(tool('python3', ['-c', `import zipfile; print(zipfile.ZipFile('${built.path}').testzip())`])).toBe(
      'None\n',
    );
    expect(tool('unzip', ['-tq', built.path])).toContain('No errors');
  });

  it('is not signed for who changes what openssl checks', () => {
    const changed = temporaryFile(
      'changed.txt',
      `${readFileSync(join(bag, 'tagmanifest-sha256.txt'), 'utf8')} `,
    );
    expect(() =>
      tool('openssl', [
        'cms',
        '-verify',
        '-binary',
        '-inform',
        'DER',
        '-in',
        join(bag, 'signature/tagmanifest.p7s'),
        '-content',
        changed,
        '-CAfile',
        join(bag, 'signature/packet-certificate.pem'),
      ]),
    ).toThrow(/verif/i);
  });

  it('tells its own hashes and those of its lists for the cover sheet', () => {
    const zip = readFileSync(built.path);
    expect(built).toMatchObject({
      bytes: zip.length,
      sha256: createHash('sha256').update(zip).digest('hex'),
      sm3: createHash('sm3').update(zip).digest('hex'),
    });
    const sealed = readFileSync(join(bag, 'tagmanifest-sha256.txt'));
    expect(built.manifests['tagmanifest-sha256.txt']).toBe(createHash('sha256').update(sealed).digest('hex'));
  });

  it('tells how far it is, never going back, and 1 only at the end', () => {
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    expect(progress.at(-1)).toBe(1);
    expect(progress.filter((done) => done === 1)).toHaveLength(1);
  });
});

describe('building', () => {
  it('on a thread gives the same packet but for the two signatures that hold chance', async () => {
    const folder = newFolder();
    const input = await newInput(court, folder);
    const told: number[] = [];
    const other = await buildInThread(input, court.sealer, join(folder, 'a.zip'), {
      onProgress: (done) => told.push(done),
    });
    expect(await verdict(other.path, trust)).toBe('0 whole');
    expect(told.at(-1)).toBe(1);
    const same = ['manifest-sha256.txt', 'tagmanifest-sha256.txt'].map((name) =>
      readFileSync(join(unpacked(other.path), name), 'utf8'),
    );
    const again = await buildPacket(input, court.sealer, join(folder, 'b.zip'));
    expect(same).toEqual(
      ['manifest-sha256.txt', 'tagmanifest-sha256.txt'].map((name) =>
        readFileSync(join(unpacked(again.path), name), 'utf8'),
      ),
    );
  });

  it('stops, names the exhibit and leaves nothing behind where it is no longer what was received', async () => {
    const folder = newFolder();
    const input = await newInput(court, folder);
    writeFileSync(input.items[0]!.file, tone().fill(1, 100, 101));
    for (const build of [buildPacket, buildInThread])
      await expect(build(input, court.sealer, join(folder, 'out.zip'))).rejects.toMatchObject({
        code: 'PACKET_ITEM_CHANGED',
        kind: 'conflict',
        details: { path: 'data/media/original/001-第三法庭_录音.wav' },
      });
    expect(filesIn(folder)).toEqual(['ev-1.bin']);
  });

  it('refuses an input that is not in shape, naming the field', async () => {
    const folder = newFolder();
    const input = await newInput(court, folder, { id: '../escape' });
    await expect(buildPacket(input, court.sealer, join(folder, 'out.zip'))).rejects.toMatchObject({
      code: 'PACKET_INPUT_INVALID',
      details: { path: ['id'] },
    });
  });

  it('says so where a signature cannot be had or the thread is stopped', async () => {
    const folder = newFolder();
    const input = await newInput(court, folder);
    const locked = { ...court.sealer, sealNote: () => Promise.reject(new Error('the signer is away')) };
    await expect(buildInThread(input, locked, join(folder, 'out.zip'))).rejects.toThrow('the signer is away');
    const stop = new AbortController();
    const never = { ...court.sealer, sealNote: () => new Promise<string>(() => stop.abort()) };
    await expect(
      buildInThread(input, never, join(folder, 'out.zip'), { stop: stop.signal }),
    ).rejects.toMatchObject({
      code: 'PACKET_BUILD_STOPPED',
    });
  });

  it('takes exhibits of any name, and two of one name', async () => {
    const folder = newFolder();
    const names = [
      '../../etc/passwd',
      'CON',
      'a b%0A.wav',
      '',
      'x'.repeat(300),
      '录音\u202e.wav',
      'same.wav',
      'same.wav',
    ];
    const items = names.map((name, at) => newItem(folder, `many-${at}`, name, tone(0.01 * (at + 1))));
    items.push(newItem(folder, 'many-empty', 'empty.log', new Uint8Array()));
    const many = await buildPacket(
      await newInput(court, folder, { items }),
      court.sealer,
      join(folder, 'out.zip'),
    );
    expect(await verdict(many.path, trust)).toBe('0 whole');
    expect(await verdict(unpacked(many.path), trust)).toBe('0 whole');
  });

  it('appears under its name only when it is whole', async () => {
    const folder = newFolder();
    const path = join(folder, 'out.zip');
    const input = await newInput(court, folder);
    const seen = new Set<string>();
    await buildPacket(input, court.sealer, path, {
      onProgress: (done) => done < 1 && seen.add(filesIn(folder).join()),
    });
    expect([...seen]).toEqual(['ev-1.bin,out.zip.part']);
    expect(filesIn(folder)).toEqual(['ev-1.bin', 'out.zip']);
  });
});

describe('the golden packet of version 1', () => {
  it('is whole to the verifier of today and to the one it brought along', async () => {
    const [zip, key] = ['test/golden/packet-v1.zip', 'test/golden/packet-v1-trust.pem'];
    expect(await verdict(zip, key)).toBe('0 whole');
    const { status, lines } = runVerifier(join(unpacked(zip), 'verify/verify.mjs'), zip, '--trust', key);
    expect([status, lines[0]]).toEqual([0, 'whole']);
  });
});
