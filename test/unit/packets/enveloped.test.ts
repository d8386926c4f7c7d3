/** A packet encrypted to the police's certificate: openssl opens it, byte for byte, with the station's key alone. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, jest } from '@jest/globals';
import { encryptFor } from '../../../src/packets/enveloped.adapter.js';
import { envelopeHead } from '../../../src/packets/enveloped.js';
import { derValues } from '../../../src/ledger/der.js';
import { newFolder } from '../../support/packet-court.js';
import { sumsOf } from '../../../src/packets/digests.adapter.js';
import { tool } from '../../support/packet-verdict.js';

jest.setTimeout(60_000);

const kinds = {
  'RSA 3072': ['-newkey', 'rsa:3072'],
  'P-256': ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  Ed25519: ['-newkey', 'ed25519'],
};

function station(kind: keyof typeof kinds): { folder: string; pem: string } {
  const folder = newFolder();
  const names = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')];
  tool('openssl', ['req', '-x509', ...kinds[kind], '-nodes', '-subj', '/CN=station/O=派出所', ...names]);
  return { folder, pem: readFileSync(join(folder, 'cert.pem'), 'utf8') };
}

function opened(folder: string, path: string, key = join(folder, 'key.pem')): Buffer {
  const out = join(folder, 'opened');
  const by = ['-inkey', key, '-recip', join(folder, 'cert.pem')];
  tool('openssl', ['cms', '-decrypt', '-binary', '-inform', 'DER', '-in', path, ...by, '-out', out]);
  return readFileSync(out);
}

/** Nothing where it cannot be opened. */
const readWith = (open: () => Buffer): Buffer | undefined => {
  try {
    return open();
  } catch {
    return undefined;
  }
};

describe('an encrypted packet', () => {
  for (const kind of ['RSA 3072', 'P-256'] as const)
    it(`is opened by openssl cms with the station’s ${kind} key, whatever its length, and by no other`, async () => {
      const { folder, pem } = station(kind);
      for (const length of [0, 1, 15, 16, 17, 100_000, 3 * 1024 * 1024 + 5]) {
        const [path, out] = [join(folder, 'packet.zip'), join(folder, 'packet.zip.p7m')];
        const bytes = Buffer.alloc(length, 'packet');
        writeFileSync(path, bytes);
        const told = await encryptFor(pem, path, out);
        const found = readFileSync(out);
        expect(told).toEqual({ bytes: found.length, sha256: sumsOf(found).sha256 });
        expect(opened(folder, out).equals(bytes)).toBe(true);
        if (length > 0) expect(found.includes(bytes.subarray(0, 12).toString()) && length > 12).toBe(false);
      }
      const other = station(kind);
      const last = readFileSync(join(folder, 'packet.zip'));
      // A wrong RSA key opens to a key of chance, under which one padding in 256 looks right: never to what was sealed.
      expect(
        readWith(() => opened(folder, join(folder, 'packet.zip.p7m'), join(other.folder, 'key.pem'))),
      ).not.toEqual(last);
    });

  it('cannot be made for a key that encrypts nothing', async () => {
    const { folder, pem } = station('Ed25519');
    writeFileSync(join(folder, 'packet.zip'), 'x');
    await expect(encryptFor(pem, join(folder, 'packet.zip'), join(folder, 'out'))).rejects.toMatchObject({
      code: 'STATION_KEY_UNKNOWN',
    });
  });

  it('tells its length beforehand, also where it takes more than 32 bits', () => {
    const bytes = 20 * 1024 ** 3;
    const head = Buffer.from(envelopeHead(Uint8Array.of(0x30, 0), Buffer.alloc(16), bytes));
    expect(head[1]).toBe(0x85);
    expect(head.readUIntBE(2, 5)).toBe(head.length - 7 + bytes);
    // The same head over few bytes is whole DER.
    const small = Buffer.concat([
      envelopeHead(Uint8Array.of(0x30, 0), Buffer.alloc(16), 32),
      Buffer.alloc(32),
    ]);
    expect(derValues(small)).toHaveLength(1);
  });
});
