/** SM2 and SM3 beside a second library for them, of other people: each side's signatures hold on the other, spoiled ones on neither. */
import { createPublicKey, createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { signSm2, sm2Point } from '../../../src/ledger/sm2.adapter.js';
import { newSm2Key } from '../../support/packet-court.js';
import { opensslFits } from '../../support/packet-sm2.js';
import { verifier } from '../../support/packet-verdict.js';

interface Options {
  readonly der: true;
  readonly hash: true;
  readonly userId: string;
}

/** As much of sm-crypto as is used here; keys and signatures are hex, messages bytes. */
interface SmCrypto {
  readonly sm2: {
    generateKeyPairHex(): { publicKey: string; privateKey: string };
    doSignature(message: number[], privateKey: string, options: Options): string;
    doVerifySignature(message: number[], signature: string, publicKey: string, options: Options): boolean;
  };
  readonly sm3: (message: number[]) => string;
}

const { sm2, sm3 } = createRequire(import.meta.url)('sm-crypto') as SmCrypto;
const usual: Options = { der: true, hash: true, userId: '1234567812345678' };
const another: Options = { ...usual, userId: '8765432187654321' };
/** SubjectPublicKeyInfo of SM2 before its point. */
const spki = Buffer.from('3059301306072a8648ce3d020106082a811ccf5501822d034200', 'hex');

/** Ours: what verifies within packets, and openssl. @returns what each says, which must be one */
function oursSay(point: Buffer, message: Buffer, signature: Buffer): boolean {
  const key = createPublicKey({ key: Buffer.concat([spki, point]), format: 'der', type: 'spki' });
  const fits = verifier.sm2Fits(point, message, signature);
  expect(opensslFits(String(key.export({ format: 'pem', type: 'spki' })), message, signature)).toBe(fits);
  return fits;
}

const theirsSay = (point: Buffer, message: Buffer, signature: Buffer, options = usual): boolean =>
  sm2.doVerifySignature([...message], signature.toString('hex'), point.toString('hex'), options);

const messages = [Buffer.of(0), Buffer.from('庭审秩序'), Buffer.alloc(55, 1), Buffer.alloc(1_000, 0xff)];

const flipped = (bytes: Buffer, at: number): Buffer => {
  const other = Buffer.from(bytes);
  other[at]! ^= 1;
  return other;
};

describe('sm-crypto', () => {
  it('has the same SM3 of any bytes as the console and the verifier', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const theirs = sm3([...bytes]);
        expect(createHash('sm3').update(bytes).digest('hex')).toBe(theirs);
        expect(new verifier.Sm3().update(bytes).digest()).toBe(theirs);
      }),
    );
  });

  it('takes our SM2 signatures with the usual signer id, and no spoiled one', () => {
    const key = newSm2Key();
    const point = Buffer.from(sm2Point(key.sm2Pem));
    for (const message of messages) {
      const signature = Buffer.from(signSm2(key.path, message));
      expect(theirsSay(point, message, signature)).toBe(true);
      expect(theirsSay(point, message, signature, another)).toBe(false);
      for (const [text, signed] of [
        [flipped(message, 0), signature],
        [message, flipped(signature, signature.length - 1)],
      ] as const) {
        expect(theirsSay(point, text, signed)).toBe(false);
        expect(oursSay(point, text, signed)).toBe(false);
      }
    }
  });

  it('makes SM2 signatures that we take, and no spoiled one', () => {
    const { publicKey, privateKey } = sm2.generateKeyPairHex();
    const point = Buffer.from(publicKey, 'hex');
    for (const message of messages) {
      const sign = (options: Options): Buffer =>
        Buffer.from(sm2.doSignature([...message], privateKey, options), 'hex');
      const signature = sign(usual);
      expect(oursSay(point, message, signature)).toBe(true);
      expect(oursSay(point, message, sign(another))).toBe(false);
      expect(oursSay(point, flipped(message, 0), signature)).toBe(false);
      expect(oursSay(point, message, flipped(signature, signature.length - 1))).toBe(false);
    }
  });
});
