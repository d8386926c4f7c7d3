/** SM2 signatures with SM3 (GB/T 32918.2), made by the machine's openssl: Node's own have no signer id and verify nowhere else. */
import { spawnSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { unavailable } from '../kernel/errors.js';
import { sm2IdPrefix, type NoteKey } from './note.js';

/** The usual signer id (GM/T 0009-2012 10). */
const asUsual = ['-rawin', '-digest', 'sm3', '-pkeyopt', 'distid:1234567812345678'];

const openssl = (args: readonly string[], input?: Uint8Array): Buffer | undefined => {
  const { status, stdout } = spawnSync('openssl', args, {
    ...(input === undefined ? {} : { input }),
    timeout: 10_000,
    windowsHide: true,
  });
  return status === 0 ? stdout : undefined;
};

/** @returns a private key, PKCS #8, PEM; undefined where this machine cannot sign with one */
export function makeSm2Key(): string | undefined {
  if (openssl(['list', '-public-key-algorithms'])?.includes('SM2') !== true) return undefined;
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'SM2' });
  return String(privateKey.export({ format: 'pem', type: 'pkcs8' }));
}

/**
 * @param keyPath the private key, PEM; openssl reads it itself, so it is never on a command line
 * @returns ECDSA-Sig-Value, DER
 */
export function signSm2(keyPath: string, message: Uint8Array): Uint8Array {
  const signature = openssl(['pkeyutl', '-sign', ...asUsual, '-inkey', keyPath], message);
  if (signature === undefined || signature.length === 0)
    throw unavailable('STATE_CRYPTO_UNAVAILABLE', 'openssl is not there or cannot sign with SM2');
  return signature;
}

/** The key as a signed note names it. @param pem public or private */
export const sm2NoteKey = (name: string, pem: string): NoteKey => ({
  name,
  publicKey: Buffer.concat([Buffer.from(sm2IdPrefix), sm2Point(pem)]),
});

/** The public point, 04 ‖ x ‖ y. */
export const sm2Point = (pem: string): Uint8Array =>
  createPublicKey(pem).export({ format: 'der', type: 'spki' }).subarray(-65);
