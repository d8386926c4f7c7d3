/** Hashes and checks device secrets in the shape that Mosquitto's dynamic-security plugin reads. */
import { pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { SecretHash } from './device.js';

const keyBytes = 64;
// The secrets are random, 128 bits and more, so the rounds need not make up for a weak one.
const rounds = 1000;

/** Off the thread that alarms pass through. */
const derive = (secret: string, salt: Uint8Array, iterations: number): Promise<Buffer> =>
  promisify(pbkdf2)(secret, salt, iterations, keyBytes, 'sha512');

export const newSecret = (): string => randomBytes(18).toString('base64url');

export async function hashSecret(secret: string): Promise<SecretHash> {
  const salt = randomBytes(12);
  const derived = await derive(secret, salt, rounds);
  return { password: derived.toString('base64'), salt: salt.toString('base64'), iterations: rounds };
}

export async function isSecret(secret: string, hash: SecretHash): Promise<boolean> {
  const derived = await derive(secret, Buffer.from(hash.salt, 'base64'), hash.iterations);
  const kept = Buffer.from(hash.password, 'base64');
  return kept.length === derived.length && timingSafeEqual(kept, derived);
}
