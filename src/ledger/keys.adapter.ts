/** The court's Ed25519 ledger key: made at the first start, kept in a file that only the console's user may read. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { unavailable } from '../kernel/errors.js';

export class LedgerKey {
  readonly #private: KeyObject;
  readonly #public: KeyObject;

  /** @throws KEY_FILE_OPEN when others may read the key */
  constructor(folder: string) {
    const path = join(folder, 'ledger-ed25519.pem');
    if (!existsSync(path)) makeKey(folder, path);
    if ((statSync(path).mode & 0o077) !== 0) {
      throw unavailable(
        'KEY_FILE_OPEN',
        `others may read the ledger key ${path}: chmod 600 it, and think of whether it was copied`,
      );
    }
    this.#private = createPrivateKey(readFileSync(path));
    this.#public = createPublicKey(this.#private);
  }

  /** SubjectPublicKeyInfo, PEM */
  get pem(): string {
    return this.#public.export({ type: 'spki', format: 'pem' }).toString();
  }

  /** the 32 bytes of the public key */
  get bytes(): Uint8Array {
    return this.#public.export({ type: 'spki', format: 'der' }).subarray(-32);
  }

  sign(message: Uint8Array): Uint8Array {
    return sign(null, message, this.#private);
  }
}

function makeKey(folder: string, path: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { privateKey } = generateKeyPairSync('ed25519');
  const file = openSync(path, 'wx', 0o600);
  writeSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  fsyncSync(file);
  closeSync(file);
  chmodSync(path, 0o600);
}
