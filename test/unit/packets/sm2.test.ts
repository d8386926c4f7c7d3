/** SM2 beside Ed25519: openssl and the verifier agree on every signature, right or wrong (contracts.md 4). */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { otherType, signatureLine } from '../../../src/ledger/note.js';
import { signSm2, sm2NoteKey, sm2Point } from '../../../src/ledger/sm2.adapter.js';
import { buildPacket } from '../../../src/packets/builder.adapter.js';
import { sha256Of } from '../../../src/packets/digests.adapter.js';
import { newCourt, newFolder, newInput, newSm2Key, type Court } from '../../support/packet-court.js';
import { changed, sealedAnew } from '../../support/packet-forger.js';
import { opensslFits } from '../../support/packet-sm2.js';
import { temporaryFile, unpacked, verdict, verifier } from '../../support/packet-verdict.js';

// A machine that does much else at the time is no failure of a packet.
jest.setTimeout(60_000);

let court: Court;
let trust: string;
let bag: string;

beforeAll(async () => {
  court = newCourt();
  trust = temporaryFile('trust.pem', court.trust);
  const folder = newFolder();
  const input = await newInput(court, folder);
  bag = unpacked((await buildPacket(input, court.sealer, join(folder, 'packet.zip'))).path);
});

describe('SM2', () => {
  it('in a packet is what openssl verifies with the usual signer id', async () => {
    const of = (name: string): Buffer => readFileSync(join(bag, name));
    const [message, signature] = [of('tagmanifest-sm3.txt'), of('signature/tagmanifest.sm2.sig')];
    expect(opensslFits(String(of('signature/sm2-key.pem')), message, signature)).toBe(true);
    expect(await verdict(bag, trust)).toBe('0 whole');
    const { notes } = await verifier.examine({ packet: bag, trust });
    expect(notes.join('\n')).toContain('SM2 signatures fit');
  });

  it('verified by our own arithmetic agrees with openssl on right and wrong keys, messages and signatures', () => {
    const [one, two] = [newSm2Key(), newSm2Key()];
    for (let at = 0; at < 8; at += 1) {
      const message = Buffer.from(`message ${at}`.repeat(at * 9));
      const good = Buffer.from(signSm2(one.path, message));
      const bent = Buffer.from(good);
      bent[10 + at]! ^= 1 << at;
      for (const [key, text, signature] of [
        [one, message, good],
        [two, message, good],
        [one, Buffer.concat([message, Buffer.of(at)]), good],
        [one, message, bent],
      ] as const)
        expect(verifier.sm2Fits(Buffer.from(sm2Point(key.sm2Pem)), text, signature)).toBe(
          opensslFits(key.sm2Pem, text, signature),
        );
    }
  });

  it('refuses numbers out of range, points off the curve and what is no DER', () => {
    const key = newSm2Key();
    const point = Buffer.from(sm2Point(key.sm2Pem));
    const good = Buffer.from(signSm2(key.path, Buffer.from('m')));
    expect(verifier.sm2Fits(point, Buffer.from('m'), good)).toBe(true);
    const off = Buffer.from(point);
    off[64]! ^= 1;
    expect(verifier.sm2Fits(off, Buffer.from('m'), good)).toBe(false);
    for (const bad of [
      '',
      '3000',
      '3006020100020100',
      '30060201010201ff',
      '0500',
      `${good.toString('hex')}00`,
    ])
      expect(verifier.sm2Fits(point, Buffer.from('m'), Buffer.from(bad, 'hex'))).toBe(false);
  });
});

describe('a packet sealed with the court’s Ed25519 key', () => {
  const spoiled = async (spoil: (folder: string) => void): Promise<string> =>
    verdict(
      await sealedAnew(
        changed(bag, 'bag-info.txt', (text) => text),
        court,
        spoil,
      ),
      trust,
    );

  it('but with an SM2 signature by nobody, or with none of its key, is altered', async () => {
    const stranger = newSm2Key();
    expect(
      await spoiled((folder) => {
        const text = readFileSync(join(folder, 'tagmanifest-sm3.txt'));
        writeFileSync(join(folder, 'signature/tagmanifest.sm2.sig'), signSm2(stranger.path, text));
      }),
    ).toBe('1 altered: signature/tagmanifest.sm2.sig');
    expect(
      await spoiled((folder) => writeFileSync(join(folder, 'signature/sm2-key.pem'), stranger.sm2Pem)),
    ).toBe('1 altered: signature/tagmanifest.sm2.sig');
  });

  it('carries a checkpoint whose SM2 line must fit as well', async () => {
    const { path, sm2Pem } = court.keys.sm2;
    const lined = (signs: string) =>
      changed(bag, 'ledger/checkpoint.txt', (note) => {
        const text = note.slice(0, note.indexOf('\n\n') + 1);
        const key = sm2NoteKey('courthouse/demo', sm2Pem);
        const sign = (): Uint8Array => signSm2(path, Buffer.from(signs === '' ? text : signs));
        return note + signatureLine(text, key, sign, sha256Of, otherType);
      });
    expect(await verdict(await sealedAnew(lined(''), court), trust)).toBe('0 whole');
    expect(await verdict(await sealedAnew(lined('another text\n'), court), trust)).toBe(
      '1 altered: ledger/checkpoint.txt',
    );
  });
});
