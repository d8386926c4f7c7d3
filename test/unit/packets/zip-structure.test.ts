/** The ZIP around a packet, as other programs write it and as nobody should: what is read, what is refused, and why. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Insider } from '../../support/packet-insider.js';
import { filesIn, temporaryFile } from '../../support/packet-verdict.js';
import { deflated, fields, zipOf, type ZipEnd, type ZipMember } from '../../support/packet-zip.js';

// A machine that does much else at the time is no failure of a packet.
jest.setTimeout(60_000);

let insider: Insider;
let spot: string;
let id: string;
/** the packet's files in the order of their names' bytes */
let members: readonly (Omit<ZipMember, 'name'> & { name: string; content: Buffer })[];

beforeAll(async () => {
  insider = await new Insider().open();
  spot = temporaryFile('packet.zip', '');
  id = insider.bag.split('/').at(-1)!;
  members = filesIn(insider.bag)
    .map((path) => ({ name: `${id}/${path}`, content: readFileSync(join(insider.bag, path)) }))
    .toSorted((one, other) => Buffer.compare(Buffer.from(one.name), Buffer.from(other.name)));
});

const saidOf = async (zip: Uint8Array): Promise<string> => {
  writeFileSync(spot, zip);
  return (await insider.said(spot)).replace('altered: ', '');
};
/** What is said of the packet with other words about its second file, bagit.txt. */
const member = async (changes: Partial<ZipMember>, more: readonly ZipMember[] = []): Promise<string> => {
  const named = `${id}/bagit.txt`;
  const list = members.map((one) => (one.name === named ? { ...one, ...changes } : one));
  return (await saidOf(zipOf([...list, ...more]))).replaceAll(`${id}/`, '');
};
const ended = async (end: ZipEnd, without = 0): Promise<string> =>
  saidOf(zipOf(members.slice(0, members.length - without), end));
const folder = (name: string, changes: Partial<ZipMember> = {}): ZipMember => ({
  name: `${id}/${name}`,
  mode: 0o040755,
  ...changes,
});
const bagit = (): Buffer => members.find(({ name }) => name === `${id}/bagit.txt`)!.content;
const large = (...values: readonly number[]): Buffer =>
  fields([2, 1], [2, 8 * values.length], ...values.map((value): [number, number] => [8, value]));
const most32 = 0xffffffff;
const differ = 'bagit.txt: its two headers differ';

describe('a member', () => {
  it('may be compressed, commented, made under another system, or have its folders beside it', async () => {
    const anew = '0 re-packed';
    expect(await member({})).toBe('0 whole');
    expect(await member(deflated(bagit()))).toBe(anew);
    expect(await member({ comment: 'a comment' })).toBe(anew);
    expect(await member({ extra: fields([2, 0x7875], [2, 1], [1, 1]) })).toBe(anew);
    expect(await member({ local: { extra: fields([2, 0x7875], [2, 1], [1, 1]) } })).toBe(anew);
    expect(await member({ madeUnder: 0, mode: 0o120777 })).toBe(anew);
    expect(await member({ mode: 0 })).toBe(anew);
    expect(await member({}, [folder(''), folder('data/')])).toBe(anew);
    expect(await saidOf(zipOf(members.toReversed()))).toBe(anew);
  });

  it('that is a link, encrypted, packed in an unknown way or of two sizes is refused', async () => {
    const isLink = 'bagit.txt: is a link or no plain file';
    const unknown = 'bagit.txt: is encrypted or packed in an unknown way';
    for (const madeUnder of [3, 19]) {
      expect(await member({ madeUnder, mode: 0o120777 })).toBe(isLink);
      expect(await member({ madeUnder, mode: 0o020644 })).toBe(isLink);
    }
    for (const flags of [0x0801, 0x0840, 0x2800]) expect(await member({ flags })).toBe(unknown);
    for (const method of [1, 9, 99]) expect(await member({ method })).toBe(unknown);
    expect(await member({ size: 1 })).toBe('bagit.txt: has two sizes');
    expect(await member({}, [folder('data/', { content: Buffer.from('x') })])).toBe(
      'data/: is a folder with content',
    );
  });

  it('says the same in both of its headers', async () => {
    for (const local of [
      { name: `${id}/bagit.tXt` },
      { flags: 0 },
      { method: 8 },
      { crc: 5 },
      { size: 1 },
      { packedSize: 1 },
      { size: 0, packedSize: 0, crc: 0 },
      { signature: 0x04034b51 },
    ])
      expect(await member({ local })).toBe(differ);
    expect(await member({ crc: 5 })).toBe('bagit.txt: its CRC-32 differs');
    expect(await member({ ...deflated(bagit()), crc: 5 })).toBe('bagit.txt: its CRC-32 differs');
  });

  it('unpacks to what it says', async () => {
    const packed = deflated(bagit());
    expect(await member({ ...packed, size: bagit().length - 1 })).toBe(
      'bagit.txt: unpacks to more than it says',
    );
    expect(await member({ ...packed, size: bagit().length + 1 })).toBe(
      'bagit.txt: is not as long as it says',
    );
    expect(await member({ ...packed, stored: Buffer.alloc(20, 0xff) })).toBe('bagit.txt: cannot be unpacked');
    expect(await member({ ...packed, stored: packed.stored.subarray(0, 9) })).toBe(
      'bagit.txt: cannot be unpacked',
    );
  });

  it('may tell its sizes after its data, in each of the four ways, and then truly', async () => {
    const [crc, size] = [0x5eed, bagit().length];
    const true32 = crc32(bagit());
    const flags = 0x0808;
    const signature = Buffer.from('504b0708', 'hex');
    for (const local of [{}, { crc: 0, size: 0, packedSize: 0 }])
      for (const width of [4, 8])
        for (const begin of [signature, Buffer.alloc(0)]) {
          const told = (told32: number, packed: number, unpacked: number): Buffer =>
            Buffer.concat([begin, fields([4, told32], [width, packed], [width, unpacked])]);
          expect(await member({ flags, local, descriptor: told(true32, size, size) })).toBe('0 re-packed');
          expect(await member({ flags, local, descriptor: told(crc, size, size) })).toBe(differ);
          expect(await member({ flags, local, descriptor: told(true32, size + 1, size) })).toBe(differ);
          expect(await member({ flags, local, descriptor: told(true32, size, size + 1) })).toBe(differ);
        }
    expect(await member({ flags, local: { size: 1 }, descriptor: Buffer.alloc(12) })).toBe(differ);
  });

  it('may say its sizes in 64 bits', async () => {
    const size = bagit().length;
    const [both, full] = [large(size, size), { size: most32, packedSize: most32 }];
    const broken = 'bagit.txt: its size is broken';
    expect(await member({ ...full, extra: both, local: { extra: both } })).toBe('0 re-packed');
    expect(await member({ size: most32, extra: large(size), local: { extra: large(size) } })).toBe(
      '0 re-packed',
    );
    const after = Buffer.concat([fields([2, 9], [2, 3], [3, 7]), both]);
    expect(await member({ ...full, extra: after, local: { extra: after } })).toBe('0 re-packed');
    expect(await member({ ...full, extra: large(size), local: { extra: both } })).toBe(broken);
    expect(await member({ ...full, extra: both.subarray(0, 19), local: { extra: both } })).toBe(broken);
    expect(await member({ ...full, extra: both, local: { extra: large(size) } })).toBe(broken);
    expect(await member({ ...full, extra: both, local: { extra: large(size, size + 1) } })).toBe(differ);
    expect(await member({ ...full, extra: large(size, size + 1), local: { extra: both } })).toBe(
      'bagit.txt: has two sizes',
    );
  });

  it('stands where the one before ends, and in the folder of the packet', async () => {
    const apart = 'bagit.txt: does not stand where the one before ends';
    expect(await member({ gapBefore: Buffer.from('x') })).toBe(apart);
    expect(await member({ offset: 1 })).toMatch(/: does not stand where the one before ends$/);
    expect(await member({}, [{ name: 'other/x' }])).toMatch(/: lies outside the folder of the packet$/);
    expect(await saidOf(zipOf([{ name: 'x', content: Buffer.from('x') }]))).toBe(
      'x: lies outside the folder of the packet',
    );
    expect(await member({}, [{ name: Buffer.from(`${id}/\xff`, 'latin1') }])).toBe(
      'packet.zip: is not UTF-8 text',
    );
    for (const name of ['/x', '../x', `${id}//x`, `${id}/../x`, `${id}/a\\b`, `${id}//`])
      expect(await saidOf(zipOf([...members, { name }]))).toBe(`${name}: is no acceptable name`);
    expect(await member({}, [{ name: `${id}/bagit.txt` }])).toBe('bagit.txt: is there twice');
  });
});

describe('the directory', () => {
  const anew = '0 re-packed';
  const noZip = 'packet.zip: is no ZIP, or its structure was changed';
  const broken = 'packet.zip: its directory is broken';

  it('may be followed by a comment, and by nothing else', async () => {
    expect(await ended({ comment: 'a comment' })).toBe(anew);
    expect(await ended({ comment: 'x'.repeat(65_535) })).toBe(anew);
    expect(await ended({ gapBefore: Buffer.from('x') })).toBe('packet.zip: has bytes that belong to no file');
    expect(await ended({ large: () => Buffer.from('x') })).toBe(noZip);
    expect(await saidOf(zipOf([]))).toBe('packet.zip: is empty');
    expect(await saidOf(zipOf([folder('')]))).toBe('packet.zip: is empty');
  });

  it('has as many members as it says, each whole', async () => {
    const count = members.length;
    expect(await ended({ count: count - 1 })).toBe('packet.zip: its directory is not as long as it says');
    expect(await ended({ count: count + 1 })).toBe(broken);
    expect(await ended({ countHere: count - 1 })).toBe(noZip);
    for (const disks of [1, 0x10000]) expect(await ended({ disks })).toBe(noZip);
    expect(await ended({ bytes: 5 })).toBe(noZip);
    expect(await ended({ at: 5 })).toBe(noZip);
    for (const cut of [1, 60])
      expect(await ended({ directory: (bytes) => bytes.subarray(0, bytes.length - cut) })).toBe(broken);
    const other = (bytes: Buffer): Buffer => {
      bytes.writeUInt32LE(0x02014b51, 0);
      return bytes;
    };
    expect(await ended({ directory: other })).toBe(broken);
  });

  type LargeField =
    'length' | 'disk' | 'start' | 'here' | 'count' | 'bytes' | 'at' | 'end' | 'mark' | 'locator';
  const largeEnd =
    (edit: Partial<Record<LargeField, number>> = {}) =>
    (count: number, bytes: number, at: number): Buffer => {
      const said = { length: 44, disk: 0, start: 0, here: count, count, bytes, at, end: at + bytes, ...edit };
      const [mark, locator] = [edit.mark ?? 0x06064b50, edit.locator ?? 0x07064b50];
      return Buffer.concat([
        fields([4, mark], [8, said.length], [2, 0x032d], [2, 45], [4, said.disk], [4, said.start]),
        fields([8, said.here], [8, said.count], [8, said.bytes], [8, said.at]),
        fields([4, locator], [4, 0], [8, said.end], [4, 1]),
      ]);
    };

  it('may have its end in 64 bits as well, where both say the same', async () => {
    const full = { count: 0xffff, bytes: most32, at: most32 };
    expect(await ended({ large: largeEnd() })).toBe(anew);
    expect(await ended({ ...full, large: largeEnd() })).toBe(anew);
    for (const edit of [
      { length: 45 },
      { disk: 1 },
      { start: 1 },
      { here: 1 },
      { count: 1, here: 1 },
      { bytes: 1 },
      { at: 1 },
      { end: 1 },
      { mark: 1 },
    ])
      expect([edit, await ended({ large: largeEnd(edit) })]).toEqual([edit, noZip]);
    expect(await ended({ large: largeEnd({ locator: 1 }) })).toBe(noZip);
    for (const one of [{ count: 0xffff }, { bytes: most32 }, { at: most32 }])
      expect([one, await ended(one)]).toEqual([one, noZip]);
  });
});

describe('a ZIP without its end', () => {
  const whole = (): Buffer => zipOf(members);
  const dataEnd = (): number => zipOf(members).readUInt32LE(whole().length - 6);

  it('is cut, wherever the cut is', async () => {
    const [zip, end] = [whole(), dataEnd()];
    for (const at of [0, 2, 4, 29, 30, 40, end, end + 2, end + 4, end + 45, zip.length - 23, zip.length - 1])
      expect([at, await saidOf(zip.subarray(0, at))]).toEqual([at, expect.stringMatching(/^2 incomplete: /)]);
  });

  it('was changed where what is left could not stand in a whole one', async () => {
    const [zip, end] = [whole(), dataEnd()];
    const noZip = 'packet.zip: is no ZIP, or its structure was changed';
    const left = (...parts: readonly Uint8Array[]): Promise<string> => saidOf(Buffer.concat(parts));
    expect(await left(zip.subarray(0, end), Buffer.from('PK\x07'))).toBe(noZip);
    expect(await left(zip.subarray(0, end), Buffer.from('PK\x01\x02'), Buffer.alloc(9))).toBe(noZip);
    expect(await left(zip.subarray(0, zip.length - 1), Buffer.from('xx'))).toBe(noZip);
    expect(await left(zip.subarray(1))).toBe(noZip);
  });

  it('names the file it is cut within, also where sizes follow the data', async () => {
    const packed = members.map((one) => ({ ...one, ...deflated(one.content) }));
    const zip = zipOf(packed);
    const inside = zip.indexOf(packed[3]!.stored) + 5;
    const [first, fourth] = [members[0]!, members[3]!].map((one) => one.name.slice(id.length + 1));
    expect(await saidOf(zip.subarray(0, inside))).toBe(`2 incomplete: ${fourth}`);
    const streamed = zipOf(
      packed.map((one) => ({ ...one, flags: 0x0808, local: { size: 0, packedSize: 0, crc: 0 } })),
    );
    expect(await saidOf(streamed.subarray(0, 5000))).toBe(`2 incomplete: ${first}`);
    const missingEnd = zip.subarray(0, zip.length - 22);
    expect(await saidOf(missingEnd)).toMatch(/^2 incomplete: /);
  });
});
