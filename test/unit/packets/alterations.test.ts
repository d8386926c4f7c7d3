/** Whatever is done to a packet, the verifier says so and names the file (contracts.md 4). */
import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { buildPacket } from '../../../src/packets/builder.adapter.js';
import { centralHeader, endRecords, localHeader } from '../../../src/packets/container.js';
import { newCourt, newFolder, newInput, newItem, type Court } from '../../support/packet-court.js';
import { flipped } from '../../support/packet-edits.js';
import { zipped } from '../../support/packet-forger.js';
import { copyOf, filesIn, temporaryFile, tool, unpacked, verdict } from '../../support/packet-verdict.js';

// A machine that does much else at the time is no failure of a packet.
jest.setTimeout(60_000);

let court: Court;
let trust: string;
let zip: string;
let bag: string;
let names: string[];

beforeAll(async () => {
  court = newCourt();
  trust = temporaryFile('trust.pem', court.trust);
  const folder = newFolder();
  zip = (await buildPacket(await newInput(court, folder), court.sealer, join(folder, 'packet.zip'))).path;
  bag = unpacked(zip);
  names = filesIn(bag);
});

function emptyZip(name: string): Uint8Array {
  const member = { name, bytes: 0, crc32: 0, offset: 0 };
  const [local, central] = [localHeader(member), centralHeader(member)];
  return Buffer.concat([local, central, endRecords(1, central.length, local.length)]);
}

describe('one byte changed', () => {
  it('in any file, at its beginning, middle or end, is named, in the folder', async () => {
    const folder = copyOf(bag);
    for (const name of names) {
      const bytes = readFileSync(join(folder, name));
      for (const at of [0, bytes.length >> 1, bytes.length - 1]) {
        writeFileSync(join(folder, name), flipped(bytes, at, 1));
        expect(await verdict(folder, trust)).toBe(`1 altered: ${name}`);
      }
      expect(await verdict(folder)).toBe(`1 altered: ${name}`);
      writeFileSync(join(folder, name), bytes);
    }
  });

  it('anywhere in the ZIP is never called whole, and inside a file names it', async () => {
    const whole = readFileSync(zip);
    const spot = temporaryFile('packet.zip', whole);
    for (const name of names) {
      const content = readFileSync(join(bag, name));
      const other = Buffer.from(whole);
      other[whole.indexOf(content) + (content.length >> 1)]! ^= 4;
      writeFileSync(spot, other);
      expect(await verdict(spot, trust)).toBe(`1 altered: ${name}`);
    }
    const directoryAt = whole.readUInt32LE(whole.length - 6);
    for (let at = directoryAt; at < whole.length; at += 61) {
      const other = Buffer.from(whole);
      other[at]! ^= 1 << (at % 8);
      writeFileSync(spot, other);
      expect(await verdict(spot, trust)).toMatch(/^(1 altered: .|0 re-packed)/);
    }
  });
});

describe('a file', () => {
  it('that is absent makes the packet incomplete and is named, unless something else is wrong', async () => {
    for (const name of names) {
      const folder = copyOf(bag);
      rmSync(join(folder, name));
      expect(await verdict(folder, trust)).toBe(`2 incomplete: ${name}`);
      expect(await verdict(await zipped(folder), trust)).toBe(`2 incomplete: ${name}`);
      const hurt = name === 'bagit.txt' ? 'bag-info.txt' : 'bagit.txt';
      appendFileSync(join(folder, hurt), 'x');
      expect(await verdict(folder, trust)).toMatch(/^1 altered: /);
    }
  });

  it('that no list names is altered', async () => {
    for (const name of [
      'extra.txt',
      'data/extra.txt',
      'data/media/original/002-x.wav',
      'ledger/more.jsonl',
      'signature/more.pem',
      'verify/x',
      'fetch.txt',
      '.hidden',
    ]) {
      const folder = copyOf(bag);
      writeFileSync(join(folder, name), 'x');
      expect(await verdict(folder, trust)).toBe(`1 altered: ${name}`);
      expect(await verdict(await zipped(folder), trust)).toBe(`1 altered: ${name}`);
    }
    const folder = copyOf(bag);
    mkdirSync(join(folder, 'data/empty'));
    expect(await verdict(folder, trust)).toBe('1 altered: data/empty/');
  });

  it('with another name is altered, and so is a link in its place', async () => {
    const folder = copyOf(bag);
    renameSync(join(folder, 'bagit.txt'), join(folder, 'BagIt.txt'));
    expect(await verdict(folder, trust)).toBe('1 altered: BagIt.txt');
    const linked = copyOf(bag);
    rmSync(join(linked, 'bagit.txt'));
    symlinkSync(join(bag, 'bagit.txt'), join(linked, 'bagit.txt'));
    expect(await verdict(linked, trust)).toBe('1 altered: bagit.txt');
  });
});

describe('a ZIP', () => {
  it('cut short anywhere is incomplete, never altered and never whole', async () => {
    const whole = readFileSync(zip);
    const spot = temporaryFile('packet.zip', '');
    const directoryAt = whole.readUInt32LE(whole.length - 6);
    const cuts = [
      0,
      1,
      4,
      29,
      30,
      100,
      directoryAt - 1,
      directoryAt,
      directoryAt + 3,
      directoryAt + 60,
      whole.length - 22,
      whole.length - 1,
    ];
    for (let at = 997; at < whole.length; at += 29_989) cuts.push(at);
    for (const at of cuts) {
      writeFileSync(spot, whole.subarray(0, at));
      expect([at, await verdict(spot, trust)]).toEqual([at, expect.stringMatching(/^2 incomplete: ./)]);
    }
  });

  it('cut within a file names that file', async () => {
    const whole = readFileSync(zip);
    const wav = whole.indexOf('RIFF');
    const spot = temporaryFile('packet.zip', whole.subarray(0, wav + 10));
    expect(await verdict(spot, trust)).toBe('2 incomplete: data/media/original/001-第三法庭_录音.wav');
  });

  it('cut short and changed is altered', async () => {
    const whole = Buffer.from(readFileSync(zip));
    whole[whole.indexOf('RIFF') + 1000]! ^= 1;
    const spot = temporaryFile('packet.zip', whole.subarray(0, whole.length - 10));
    expect(await verdict(spot, trust)).toBe('1 altered: data/media/original/001-第三法庭_录音.wav');
  });

  it('packed anew by Python or by zip is re-packed', async () => {
    const out = newFolder();
    const python = `import os,sys,zipfile
z=zipfile.ZipFile(sys.argv[1],'w',int(sys.argv[3]))
for top,_,files in os.walk('.'):
    for f in files: z.write(os.path.join(top,f))`;
    for (const method of ['0', '8']) {
      tool('python3', ['-c', python, join(out, `${method}.zip`), '-', method], dirname(bag));
      expect(await verdict(join(out, `${method}.zip`), trust)).toBe('0 re-packed');
    }
  });

  it('with bytes that belong to no file, or one file twice, is altered', async () => {
    const whole = readFileSync(zip);
    const spot = temporaryFile('packet.zip', Buffer.concat([whole, Buffer.from('x')]));
    expect(await verdict(spot, trust)).toBe('1 altered: packet.zip');
    writeFileSync(spot, Buffer.concat([Buffer.from('x'), whole]));
    expect(await verdict(spot, trust)).toBe('1 altered: packet.zip');
    const python = `import sys,zipfile
z=zipfile.ZipFile(sys.argv[1],'a')
n=[i for i in z.namelist() if i.endswith('bagit.txt')][0]
z.writestr(n, z.read(n))`;
    writeFileSync(spot, whole);
    tool('python3', ['-W', 'ignore', '-c', python, spot]);
    expect(await verdict(spot, trust)).toBe('1 altered: bagit.txt');
  });

  it('whose first header was made to reach beyond the end is altered, not cut', async () => {
    const whole = Buffer.from(readFileSync(zip));
    whole.writeUInt32LE(0x7fffffff, 18);
    whole.writeUInt32LE(0x7fffffff, 22);
    const spot = temporaryFile(
      'packet.zip',
      Buffer.concat([whole.subarray(0, 60), Buffer.from('x'), whole.subarray(60)]),
    );
    expect(await verdict(spot, trust)).toBe('1 altered: packet.zip');
  });

  it('whose last exhibit is a ZIP itself is still only cut where it ends with that one', async () => {
    const folder = newFolder();
    const inner = newItem(
      folder,
      'inner',
      'inner.zip',
      readFileSync(temporaryFile('i.zip', emptyZip('other/x'))),
    );
    const path = join(folder, 'packet.zip');
    await buildPacket(await newInput(court, folder, { items: [inner] }), court.sealer, path);
    const whole = readFileSync(path);
    const at = whole.indexOf(readFileSync(inner.file)) + inner.bytes;
    writeFileSync(path, whole.subarray(0, at));
    expect(await verdict(path, trust)).toBe('2 incomplete: signature/seal.note');
  });

  it('whose names lead out of the packet is altered', async () => {
    const names = [
      '../evil',
      '/etc/evil',
      'p/../../evil',
      'C:/evil',
      'other/evil',
      'p\\\\evil',
      'p//evil',
      'p/./evil',
    ].map((name) => name.replace(/^p\b/, bag.split('/').at(-1)!));
    const evil = `import shutil,sys,zipfile
for n,name in enumerate(sys.argv[2:]):
    shutil.copy(sys.argv[1], f'{sys.argv[1]}.{n}')
    zipfile.ZipFile(f'{sys.argv[1]}.{n}','a').writestr(name, 'x')`;
    const spot = temporaryFile('packet.zip', readFileSync(zip));
    tool('python3', ['-c', evil, spot, ...names]);
    for (const nth of names.keys()) expect(await verdict(`${spot}.${nth}`, trust)).toMatch(/^1 altered: /);
  });

  it('that is none is altered, and one that is not there is incomplete', async () => {
    expect(await verdict(temporaryFile('packet.zip', 'plain text, no ZIP at all'), trust)).toBe(
      '1 altered: packet.zip',
    );
    expect(await verdict('/nowhere/packet.zip', trust)).toBe('2 incomplete: packet.zip');
  });
});
