/** What openssl says of SM2 signatures with the usual signer id. */
import { temporaryFile, tool } from './packet-verdict.js';

const asUsual = ['-rawin', '-digest', 'sm3', '-pkeyopt', 'distid:1234567812345678'];

/** @param pem the public key */
export function opensslFits(pem: string, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    tool('openssl', [
      ...['pkeyutl', '-verify', ...asUsual, '-pubin', '-inkey', temporaryFile('key.pem', pem)],
      ...['-in', temporaryFile('message', message), '-sigfile', temporaryFile('sig', signature)],
    ]);
    return true;
  } catch {
    return false;
  }
}
