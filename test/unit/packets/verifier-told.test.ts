/** The verifier as the program it is: how it is asked, what it tells, and how long a key vouches. */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { buildPacket } from '../../../src/packets/builder.adapter.js';
import { newFolder, newInput, newItem } from '../../support/packet-court.js';
import { changed, sealedAnew } from '../../support/packet-forger.js';
import { Insider, json, set, type Fields } from '../../support/packet-insider.js';
import { smallTemplates } from '../../support/packet-templates.js';
import {
  copyOf,
  filesIn,
  temporaryFile,
  verdict,
  verifier,
  verifierPath,
} from '../../support/packet-verdict.js';

// A machine that does much else at the time is no failure of a packet.
jest.setTimeout(60_000);

let insider: Insider;

beforeAll(async () => {
  insider = await new Insider().open();
});

const run = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [verifierPath, ...args], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
};

describe('the program', () => {
  it('takes one packet, and each option once with its value', () => {
    const { zip, bag, trust } = insider;
    const usage = {
      status: 2,
      stdout: '',
      stderr: 'node verify.mjs PACKET [--trust KEY.pem] [--against OLDER-PACKET]\n',
    };
    for (const args of [
      [],
      ['--trust', trust],
      [zip, '--trust'],
      [zip, '--against'],
      [zip, '--trust', trust, '--trust', trust],
      [zip, '--verbose'],
      [zip, bag],
    ])
      expect(run(...args)).toEqual(usage);
    const whole = run('--against', bag, '--trust', trust, zip);
    expect(whole).toMatchObject({ status: 0, stderr: '', stdout: expect.stringMatching(/^whole\n[^]*\n$/) });
    expect(run(zip)).toMatchObject({ status: 2, stdout: expect.stringMatching(/^self-consistent\n/) });
    expect(run(zip, '--trust', join(bag, 'bagit.txt'))).toMatchObject({
      status: 1,
      stdout: expect.stringMatching(/^altered: signature\/seal\.note\n/),
    });
    expect(run('/nowhere/p.zip')).toMatchObject({
      status: 2,
      stdout: expect.stringMatching(/^incomplete: p\.zip\n/),
    });
    // The packet itself holds its key: it does not vouch for itself.
    expect(run(zip, '--trust', zip)).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('the trusted file holds no Ed25519 key to judge it by'),
    });
    expect(run(zip, '--trust', '/nowhere/k.pem').stdout.split('\n')[0]).toBe('altered: k.pem');
    expect(run(zip, '--trust', trust, '--against', '/nowhere/old.zip').stdout.split('\n')[0]).toBe(
      'altered: old.zip',
    );
  });
});

describe('what is told', () => {
  it('of a whole packet is what it is, of which court, how much, and by which key', async () => {
    const { bag, trust, zip } = insider;
    const { line, exit, notes } = await verifier.examine({ packet: zip, trust, against: bag });
    const fingerprint = /key: SHA-256 ([0-9a-f]{64})$/m.exec(notes.join('\n'))![1];
    expect([line, exit]).toEqual(['whole', 0]);
    expect(notes).toEqual([
      '完整：每个文件均与封存时一致，并由可信公钥签名。',
      'Whole: every file is as it was sealed, signed by the trusted key.',
      '　　包编号 packet: 01kb2v9x4m0000000000000001',
      '　　法院 court: 青河县人民法院 (demo)',
      '　　生成时间（本地时间） built: 2026-11-21T08:00:00.000Z',
      `　　文件 files: ${filesIn(bag).length}`,
      '　　台账 ledger: courthouse/demo, 8; 记录 entries: 4; 披露文字 words: 2',
      `　　签名公钥 key: SHA-256 ${fingerprint}`,
      '　　国密签名 SM2 相符 the SM2 signatures fit',
      '　　时间为本地签名时间，没有时间戳 all times are the court’s own; there is no time stamp',
      '　　与较早的包一致（台账只增不改） consistent with the older packet at 8 -> 8',
    ]);
    const alone = await verifier.examine({ packet: zip });
    expect(alone.notes.slice(2)).toEqual(notes.slice(2, -1));
  });

  it('of an incomplete one is what is absent, or that it is cut', async () => {
    const one = copyOf(insider.bag);
    rmSync(join(one, 'bagit.txt'));
    const said = await verifier.examine({ packet: one, trust: insider.trust });
    expect(said.notes).toEqual([
      '移送包不完整；现有部分未发现改动。The packet is incomplete; nothing that is there was found altered.',
      '　　缺少 missing: bagit.txt',
    ]);
    const cut = temporaryFile('cut.zip', readFileSync(insider.zip).subarray(0, -1));
    const { line, notes } = await verifier.examine({ packet: cut, trust: insider.trust });
    expect([line, notes.slice(1)]).toEqual([
      'incomplete: cut.zip',
      ['　　压缩包被截断', '    the ZIP is cut short'],
    ]);
  });

  it('names twenty of what is absent, and the number of all', async () => {
    const more = json((all) => {
      const files = all['files'] as Fields[];
      for (let at = 10; at < 31; at += 1) files.push({ path: `data/${at}.txt` });
    });
    const packet = await insider.with('data/packet.json', more);
    const { notes } = await verifier.examine({ packet, trust: insider.trust });
    expect(notes.slice(1)).toEqual([
      ...Array.from({ length: 20 }, (_, at) => `　　缺少 missing: data/${at + 10}.txt`),
      '　　…… 共 21 个 in all',
    ]);
  });

  it('has no characters that nobody sees', async () => {
    const court = { id: 'demo', name: '青河\u202e县\u2028\u001b[31m' };
    const packet = await insider.with('data/packet.json', json(set({ court })));
    const { line, notes } = await verifier.examine({ packet, trust: insider.trust });
    expect(line).toBe('whole');
    expect(notes[3]).toBe('　　法院 court: 青河\\u{202e}县\\u{2028}\\u{1b}[31m (demo)');
  });
});

describe('a trusted key', () => {
  const trusted = (comment: string, newline = '\n'): string => {
    const block = /-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/.exec(insider.court.trust)![0];
    return temporaryFile('trust.pem', `${comment}${block.replaceAll('\n', newline)}${newline}`);
  };
  const said = (comment: string, newline?: string) => verdict(insider.bag, trusted(comment, newline));
  const wrong = '1 altered: signature/seal.note';

  it('vouches from an hour before it was in use to the moment it was withdrawn', async () => {
    // The packet was built at eight.
    const between = (from: string, until: string) => said(`# courthouse/demo, ${from}, ${until}\n`);
    expect(await between('2026-11-21T09:00:00.000Z', '')).toBe('0 whole');
    expect(await between('2026-11-21T09:00:00.001Z', '')).toBe(wrong);
    expect(await between('', '2026-11-21T08:00:00.001Z')).toBe('0 whole');
    expect(await between('', '2026-11-21T08:00:00.000Z')).toBe(wrong);
    expect(await between('at first', 'for ever')).toBe('0 whole');
  });

  it('is of whom it says, without a name of anybody, and may end its lines as Windows does', async () => {
    expect(await said('')).toBe('0 whole');
    expect(await said('#\n')).toBe('0 whole');
    expect(await said('# courthouse/demo\r\n', '\r\n')).toBe('0 whole');
    expect(await said('# courthouse/other\n')).toBe(wrong);
    expect(await said('# police/demo\n')).toBe(wrong);
  });

  it('is not the one that the packet brings where that one is none', async () => {
    const none = (folder: string) => writeFileSync(join(folder, 'signature/ledger-key.pem'), 'none');
    const packet = await sealedAnew(copyOf(insider.bag), insider.court, none);
    expect(await verdict(packet)).toBe('1 altered: signature/ledger-key.pem');
    expect(await verdict(packet, insider.trust)).toBe('0 whole');
    rmSync(join(packet, 'signature/ledger-key.pem'));
    expect(await verdict(packet)).toBe('2 incomplete: signature/ledger-key.pem');
  });

  it('is told apart from the enclosed one that was changed, without anybody trusted', async () => {
    const other = new Insider();
    const packet = copyOf(insider.bag);
    const path = join(packet, 'signature/ledger-key.pem');
    writeFileSync(path, other.court.sealer.keyFiles[0]!.bytes);
    expect(await verdict(packet)).toBe('1 altered: signature/ledger-key.pem');
    const note = changed(insider.bag, 'signature/seal.note', (text) =>
      text.replace(/^./, (digit) => (digit === 'f' ? '0' : 'f')),
    );
    expect(await verdict(note)).toBe(wrong);
  });
});

describe('an exhibit of many mebibytes', () => {
  const opened: string[] = [];
  afterAll(() => opened.forEach((folder) => rmSync(folder, { recursive: true })));

  it('is hashed by two threads to the same end', async () => {
    const folder = newFolder();
    const bytes = Buffer.alloc(64 * 1024 * 1024 + 5, 'recording ');
    opened.push(folder);
    const item = newItem(folder, 'ev-1', 'long.wav', bytes);
    const input = await newInput(insider.court, newFolder(), { items: [item] });
    const path = join(folder, 'packet.zip');
    await buildPacket(input, insider.court.sealer, path, { templates: smallTemplates() });
    expect(await verdict(path, insider.trust)).toBe('0 whole');
    const zip = readFileSync(path);
    zip[zip.indexOf('recording ') + bytes.length - 1]! ^= 1;
    writeFileSync(path, zip);
    expect(await verdict(path, insider.trust)).toBe('1 altered: data/media/original/001-long.wav');
  });
});
