/** Seals who somebody is (AES-256-GCM) and makes keyed hashes to find him by exact match; the key lies in a file of its own. */
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import {
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
import { spelledName, spelledNumber, type Identity } from './involved.js';

const keyBytes = 32;
const ivBytes = 12;
const tagBytes = 16;

export class IdentitySeal {
  readonly #sealing: Buffer;
  readonly #finding: Buffer;

  /** @throws IDENTITY_KEY_OPEN, IDENTITY_KEY_BROKEN */
  constructor(folder: string) {
    const secret = keyIn(folder);
    const derived = (purpose: string): Buffer =>
      Buffer.from(hkdfSync('sha256', secret, '', `courthouse involved ${purpose}`, keyBytes));
    this.#sealing = derived('sealing');
    this.#finding = derived('finding');
  }

  /** @param id bound in: a sealed identity that is moved to another row does not open */
  seal(id: string, identity: Identity): string {
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv('aes-256-gcm', this.#sealing, iv).setAAD(Buffer.from(id));
    const sealed = Buffer.concat([cipher.update(JSON.stringify(identity), 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64');
  }

  /** @throws IDENTITY_UNREADABLE */
  open(id: string, text: string): Identity {
    const bytes = Buffer.from(text, 'base64');
    const decipher = createDecipheriv('aes-256-gcm', this.#sealing, bytes.subarray(0, ivBytes))
      .setAAD(Buffer.from(id))
      .setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
    try {
      const opened = Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]);
      return JSON.parse(opened.toString('utf8')) as Identity;
    } catch {
      throw unavailable('IDENTITY_UNREADABLE', 'this identity was sealed with another key or was changed');
    }
  }

  hashOfNumber = (number: string): string => this.#hash(`number ${spelledNumber(number)}`);
  hashOfName = (name: string): string => this.#hash(`name ${spelledName(name)}`);

  #hash(text: string): string {
    return createHmac('sha256', this.#finding).update(text, 'utf8').digest('hex');
  }
}

/** Made once; a backup without it keeps who people are to itself. */
function keyIn(folder: string): Buffer {
  const path = join(folder, 'identity.key');
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const file = openSync(path, 'wx', 0o600);
    writeSync(file, `${randomBytes(keyBytes).toString('base64')}\n`);
    fsyncSync(file);
    closeSync(file);
  }
  if ((statSync(path).mode & 0o077) !== 0)
    throw unavailable('IDENTITY_KEY_OPEN', `${path} can be read by others: chmod 600`);
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64');
  if (key.length !== keyBytes) throw unavailable('IDENTITY_KEY_BROKEN', `${path} holds no key`);
  return key;
}
