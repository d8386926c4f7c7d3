/** The canonical ZIP beyond 4 GiB and 65,535 files, the hashes the verifier brings, and names in a bag. */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bagInfo, byBytes, manifest, mediaName } from '../../../src/packets/bag.js';
import { centralHeader, endRecords, localHeader } from '../../../src/packets/container.js';
import { temporaryFile, tool, verifier } from '../../support/packet-verdict.js';

describe('the container', () => {
  it('has a ZIP64 end where there are more than 65,534 files, and Python reads it', () => {
    const members = Array.from({ length: 70_000 }, (_, at) => ({
      name: `p/${String(at).padStart(6, '0')}`,
      bytes: 0,
      crc32: 0,
    }));
    const locals = members.map(localHeader);
    let offset = 0;
    const central = members.map((member, at) => {
      const placed = centralHeader({ ...member, offset });
      offset += locals[at]!.length;
      return placed;
    });
    const directory = Buffer.concat(central);
    const zip = Buffer.concat([...locals, directory, endRecords(members.length, directory.length, offset)]);
    const python =
      'import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); print(len(z.namelist()), z.namelist()[69999])';
    expect(tool('python3', ['-c', python, temporaryFile('many.zip', zip)])).toBe('70000 p/069999\n');
  });

  it('writes sizes and offsets of 4 GiB and more in 64 bits, and only those', () => {
    const large = { name: 'p/large', bytes: 2 ** 32, crc32: 1, offset: 2 ** 33 };
    const extraOf = (header: Uint8Array, at: number): string =>
      Buffer.from(header.subarray(at)).toString('hex');
    expect(extraOf(localHeader(large), 30 + 7)).toBe('01001000' + '0000000001000000'.repeat(2));
    expect(extraOf(centralHeader(large), 46 + 7)).toBe(
      '01001800' + '0000000001000000'.repeat(2) + '0000000002000000',
    );
    expect(extraOf(centralHeader({ ...large, bytes: 5 }), 46 + 7)).toBe('010008000000000002000000');
    const small = { ...large, bytes: 2 ** 32 - 2, offset: 2 ** 32 - 2 };
    expect(localHeader(small)).toHaveLength(37);
    expect(centralHeader(small)).toHaveLength(53);
    expect(endRecords(65_534, 1, 1)).toHaveLength(22);
    expect(endRecords(65_535, 1, 1)).toHaveLength(98);
    expect(endRecords(1, 1, 2 ** 32)).toHaveLength(98);
  });
});

describe('the verifier’s own hashes', () => {
  it('are SM3 and CRC-32 as OpenSSL and zlib have them, however the bytes are cut', () => {
    expect(new verifier.Sm3().update(Buffer.from('abc')).digest()).toBe(
      '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(400), (bytes, cut) => {
        const own = new verifier.Sm3();
        own.update(bytes.subarray(0, cut));
        expect(own.update(bytes.subarray(cut)).digest()).toBe(createHash('sm3').update(bytes).digest('hex'));
        expect(
          verifier.crc32ByTable(bytes.subarray(cut), verifier.crc32ByTable(bytes.subarray(0, cut))),
        ).toBe(crc32(bytes));
      }),
    );
  });
});

describe('a bag', () => {
  it('lists files in the order of their bytes, as sort does in the C locale', () => {
    const file = (path: string) => ({ path, sha256: 'a', sm3: 'b' });
    const paths = ['data/\u{20000}', 'data/\uff5e', 'data/b', 'data/a/z', 'data/a-', 'data/第'];
    expect(manifest(paths.map(file), 'sm3')).toBe(
      ['data/a-', 'data/a/z', 'data/b', 'data/第', 'data/\uff5e', 'data/\u{20000}']
        .map((path) => `b  ${path}\n`)
        .join(''),
    );
    expect(byBytes('a', 'a')).toBe(0);
  });

  it('gives every exhibit a name that stays within its folder and is no device of Windows', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.integer({ min: 1, max: 2000 }),
        (name, place) => {
          const safe = mediaName(place, name);
          expect(safe).toMatch(/^\d{3,}-[\p{L}\p{N}._-]*$/u);
          expect(safe).not.toMatch(/[. ]$/);
          expect(Buffer.byteLength(safe)).toBeLessThan(180);
        },
      ),
    );
    expect(mediaName(7, '..\\..\\Con.WAV')).toBe('007-Con.WAV');
    expect(mediaName(1, '第三法庭 录音.wav')).toBe('001-第三法庭_录音.wav');
  });

  it('names itself in one line each', () => {
    const about = {
      id: 'p',
      courtName: '青河县\n人民法院',
      builtAt: '2026-11-21T08:00:00.000Z',
      builtWith: 'console 1',
      payloadBytes: 5,
      payloadFiles: 2,
    };
    expect(bagInfo(about)).toBe(
      'Source-Organization: 青河县 人民法院\nExternal-Identifier: p\nBagging-Date: 2026-11-21\nBag-Software-Agent: console 1\nPayload-Oxum: 5.2\n',
    );
  });
});
