/** Checks Ed25519 signatures by their raw public key. */
import { createPublicKey, verify } from 'node:crypto';
import type { VerifyEd25519 } from './note.js';

const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/** @param publicKey 32 bytes */
export const verifyEd25519: VerifyEd25519 = (publicKey, message, signature) =>
  verify(
    null,
    message,
    createPublicKey({ key: Buffer.concat([spkiPrefix, publicKey]), format: 'der', type: 'spki' }),
    signature,
  );
