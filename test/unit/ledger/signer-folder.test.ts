/** The folder of the signer: what lies in it, who may read it, and what a cut in the middle leaves. */
import { createHash, createPublicKey, verify, X509Certificate } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SignerFolder } from '../../../src/ledger/keys.adapter.js';
import { makePacketKey, signedContents } from '../../../src/ledger/packet-key.adapter.js';
import { nothingSigned } from '../../../src/ledger/signer.js';
import { tool } from '../../support/packet-verdict.js';

const now = '2026-11-21T02:00:00.000Z';
const later = '2027-01-01T00:00:00.000Z';
const state = 'signed-last.json';
const names = (key: number): string[] => [
  ...[`ledger-${key}-ed25519.pem`, `ledger-${key}-sm2.pem`],
  ...[`packet-${key}-certificate.pem`, `packet-${key}-p256.pem`],
];
let home: string;
let folder: string;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'signer-'));
  folder = join(home, 'keys', 'demo');
});
afterEach(() => rmSync(home, { recursive: true }));

const opened = (court = 'demo', at = now): SignerFolder => new SignerFolder(folder, court, at);
const fails = (code: string, court?: string) =>
  expect(() => opened(court)).toThrow(expect.objectContaining({ code, kind: 'unavailable' }));
const stated = (): Record<string, unknown> =>
  JSON.parse(readFileSync(join(folder, state), 'utf8')) as Record<string, unknown>;

describe('the folder of the signer', () => {
  it('is made with the first key, for its own user alone, and is the same when it is opened again', () => {
    const first = opened();
    expect(readdirSync(folder).toSorted()).toEqual([...names(1), state]);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    expect(stated()).toEqual({ court: 'demo', key: 1, since: now, last: nothingSigned });
    const { origin, ledger, last, succession, beginning, keys } = first;
    expect({ origin, ledger, last, succession, beginning }).toEqual({
      ...{ origin: 'courthouse/demo', ledger: 1, last: nothingSigned },
      ...{ succession: undefined, beginning: undefined },
    });
    expect(keys).toMatchObject({ since: now, pem: expect.stringContaining('BEGIN PUBLIC KEY') });
    expect(opened('demo', later).keys).toEqual(keys);
    const { key } = first;
    const message = Buffer.from('a checkpoint');
    expect(verify(null, message, createPublicKey(keys.pem), key.sign(message))).toBe(true);
    expect(key.noteKey.name).toBe('courthouse/demo');
    expect(Buffer.from(key.noteKey.publicKey).toString('base64')).toBe(
      createPublicKey(keys.pem).export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64'),
    );
    expect(keys.sm2Pem).toContain('BEGIN PUBLIC KEY');
    expect(key.signSm2(message).length).toBeGreaterThan(60);
  });

  it('opens for its own court, with files that are all there and nobody else’s', () => {
    opened();
    fails('SIGNER_OF_ANOTHER_COURT', 'other');
    for (const name of [...names(1), state])
      for (const mode of [0o640, 0o604, 0o601]) {
        chmodSync(join(folder, name), mode);
        fails('KEY_FILE_OPEN');
        chmodSync(join(folder, name), 0o600);
      }
    const lost = (name: string, code: string): void => {
      const text = readFileSync(join(folder, name), 'utf8');
      rmSync(join(folder, name));
      fails(code);
      writeFileSync(join(folder, name), text, { mode: 0o600 });
    };
    lost(state, 'SIGNER_STATE_LOST');
    for (const name of names(1).filter((one) => !one.includes('sm2'))) lost(name, 'KEY_FILE_LOST');
    expect(opened().ledger).toBe(1);
  });

  it('has no SM2 key where none could be made, and says so when it is asked to sign with it', () => {
    const none = expect.objectContaining({ code: 'STATE_CRYPTO_UNAVAILABLE', kind: 'unavailable' });
    const { key: whole } = opened();
    rmSync(join(folder, 'ledger-1-sm2.pem'));
    expect(() => whole.signSm2(Buffer.from('x'))).toThrow(none);
    const { key, keys } = opened();
    expect([key.sm2Pem, key.sm2NoteKey, 'sm2Pem' in keys]).toEqual([undefined, undefined, false]);
    expect(() => key.signSm2(Buffer.from('x'))).toThrow(none);
  });

  it('makes the first key anew where a cut left its state before it was whole', () => {
    const { pem } = opened().keys;
    writeFileSync(join(folder, state), JSON.stringify({ ...stated(), key: 0 }), { mode: 0o600 });
    const again = opened();
    expect([again.keys.pem === pem, stated()['key']]).toEqual([false, 1]);
    expect(opened().keys).toEqual(again.keys);
  });

  it('keeps what was signed last, over a succession of keys', () => {
    const first = opened();
    const { key: before, keys } = first;
    first.keepLast({ size: 5, root: 'five' });
    let introduced: unknown[] = [];
    first.succeed(later, (...pair) => {
      introduced = pair;
      return 'statement';
    });
    expect(introduced).toEqual([before, first.key]);
    for (const one of [first, opened()]) {
      expect(one.keys).toMatchObject({
        since: later,
        pem: expect.not.stringMatching(keys.pem.slice(30, 80)),
      });
      expect([one.succession, one.beginning, one.last, one.ledger]).toEqual([
        ...['statement', undefined],
        ...[{ size: 5, root: 'five' }, 1],
      ]);
    }
    expect(readdirSync(folder).toSorted()).toEqual([...names(1), ...names(2), state].toSorted());
  });

  it('begins the next ledger under a key and a name of its own, with what was kept', () => {
    const first = opened();
    first.succeed(now, () => 'statement');
    const before = first.key;
    let introduced: unknown[] = [];
    first.beginAnew(later, { number: 2, kept: { size: 3, root: 'three' } }, (...pair) => {
      introduced = pair;
      return 'beginning';
    });
    expect(introduced).toEqual([before, first.key]);
    for (const one of [first, opened()]) {
      const { origin, ledger, last, succession, beginning, key } = one;
      expect({ origin, ledger, last, succession, beginning, name: key.noteKey.name }).toEqual({
        ...{ origin: 'courthouse/demo/2', ledger: 2, last: { size: 3, root: 'three' } },
        ...{ succession: undefined, beginning: 'beginning', name: 'courthouse/demo/2' },
      });
    }
    expect(stated()).toMatchObject({ key: 3, since: later });
  });
});

describe('the key of packets', () => {
  it('has a certificate of its own for thirty years that signs nothing but messages', () => {
    const made = makePacketKey('courthouse/demo', now);
    const whole = new X509Certificate(made.certificatePem);
    expect(whole.subject).toBe('CN=courthouse/demo packets');
    expect([whole.issuer, whole.ca, whole.verify(whole.publicKey)]).toEqual([whole.subject, false, true]);
    expect([Date.parse(whole.validFrom), Date.parse(whole.validTo)]).toEqual(
      [now, '2056-11-20T14:00:00.000Z'].map((time) => Date.parse(time)),
    );
    expect(whole.keyUsage).toEqual(['1.3.6.1.5.5.7.3.4']);
    expect(whole.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
    const publicKey = whole.publicKey.export({ format: 'der', type: 'spki' });
    expect(whole.raw.includes(createHash('sha1').update(publicKey).digest())).toBe(true);
    const year = new X509Certificate(makePacketKey('x', now, 1).certificatePem);
    expect(Date.parse(year.validTo)).toBe(Date.parse('2027-11-21T08:00:00.000Z'));
  });

  it('has a serial number of sixteen bytes that is positive, and never the same', () => {
    const serials = Array.from(
      { length: 24 },
      () => new X509Certificate(makePacketKey('x', now).certificatePem).serialNumber,
    );
    expect(new Set(serials).size).toBe(24);
    const firsts = serials.map((serial) => Number.parseInt(serial.slice(0, 2), 16));
    for (const [at, first] of firsts.entries()) {
      expect(serials[at]).toHaveLength(32);
      expect([first >= 0x40, first < 0x80]).toEqual([true, true]);
    }
    expect(new Set(firsts).size).toBeGreaterThan(5);
  });

  it('signs contents that stay outside, with their time', () => {
    const made = makePacketKey('courthouse/demo', now);
    const kept = (name: string, bytes: string | Uint8Array): string => {
      writeFileSync(join(home, name), bytes);
      return join(home, name);
    };
    const signature = kept('p7s', signedContents(made, Buffer.from('contents'), now));
    const openssl = (contents: string): string =>
      tool('openssl', [
        ...['cms', '-verify', '-binary', '-inform', 'DER', '-in', signature, '-out', '/dev/null'],
        ...['-CAfile', kept('ca.pem', made.certificatePem), '-content', kept('contents', contents)],
      ]);
    expect(openssl('contents')).toMatch(/successful/i);
    expect(() => openssl('content5')).toThrow();
    const printed = tool('openssl', [
      'cms',
      '-cmsout',
      '-print',
      '-noout',
      '-inform',
      'DER',
      '-in',
      signature,
    ]);
    expect(printed).toContain('Nov 21 02:00:00 2026 GMT');
    // RFC 5652 5.1 and 5.3: version 1, of the whole and of its signer.
    expect(printed.match(/^\s*version: 1$/gm)).toHaveLength(2);
  });
});
