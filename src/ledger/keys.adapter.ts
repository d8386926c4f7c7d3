/** The folder of the signer: its keys and what it signed last, in files that only its own user may read. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Instant } from '../kernel/clock.js';
import { unavailable } from '../kernel/errors.js';
import type { Loss } from './beginning.js';
import { originOf, type NoteKey, type SignedTree } from './note.js';
import { makePacketKey, type PacketKey } from './packet-key.adapter.js';
import { nothingSigned, type SignerKeys } from './signer.js';
import { makeSm2Key, signSm2, sm2NoteKey } from './sm2.adapter.js';

/** What the state file holds; replaced whole, so that it is always of one moment. */
interface Kept {
  readonly court: string;
  /** number of the key in use: its files are named by it; 0 until the first is whole on disk */
  readonly key: number;
  readonly since: Instant;
  readonly succession?: string;
  /** number of the ledger that it signs; absent for a court's first */
  readonly ledger?: number;
  readonly beginning?: string;
  readonly last: SignedTree;
}

const stateFile = 'signed-last.json';

export class SigningKey {
  readonly #private: KeyObject;
  readonly #sm2Path: string | undefined;
  readonly noteKey: NoteKey;
  readonly sm2NoteKey: NoteKey | undefined;
  readonly pem: string;
  readonly sm2Pem: string | undefined;
  readonly packet: PacketKey;

  /** @throws KEY_FILE_OPEN when others may read the key, KEY_FILE_LOST when it is not there */
  constructor(folder: string, name: string, number: number) {
    const { path, sm2Path, packetPath, certificatePath } = pathsOf(folder, number);
    this.#private = createPrivateKey(ownText(path));
    const publicKey = createPublicKey(this.#private);
    this.pem = pemOf(publicKey);
    this.noteKey = { name, publicKey: publicKey.export({ type: 'spki', format: 'der' }).subarray(-32) };
    this.packet = { privatePem: ownText(packetPath), certificatePem: ownText(certificatePath) };
    if (!existsSync(sm2Path)) return;
    const sm2 = ownText(sm2Path);
    this.#sm2Path = sm2Path;
    this.sm2Pem = pemOf(createPublicKey(sm2));
    this.sm2NoteKey = sm2NoteKey(name, sm2);
  }

  sign = (message: Uint8Array): Uint8Array => sign(null, message, this.#private);

  signSm2(message: Uint8Array): Uint8Array {
    if (this.#sm2Path === undefined)
      throw unavailable(
        'STATE_CRYPTO_UNAVAILABLE',
        'this court has no SM2 key: openssl was not there when it was made',
      );
    return signSm2(this.#sm2Path, message);
  }
}

export class SignerFolder {
  #kept: Kept;
  #key: SigningKey;

  /**
   * Opens the folder; in an empty one the first key is made.
   * @throws KEY_FILE_OPEN, KEY_FILE_LOST, SIGNER_STATE_LOST, SIGNER_OF_ANOTHER_COURT
   */
  constructor(
    private readonly folder: string,
    court: string,
    now: Instant,
  ) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const kept = keptIn(folder);
    if (kept === undefined && existsSync(pathsOf(folder, 1).path))
      throw unavailable(
        'SIGNER_STATE_LOST',
        `${join(folder, stateFile)} is gone: put it back, or move the whole folder away to begin with a new key that nobody knows yet`,
      );
    if (kept !== undefined && kept.court !== court)
      throw unavailable('SIGNER_OF_ANOTHER_COURT', `the keys in ${folder} are those of ${kept.court}`);
    this.#kept = kept ?? { court, key: 0, since: now, last: nothingSigned };
    if (this.#kept.key === 0) {
      // The state comes first, so that a key without one is never taken for a new one that signed nothing yet.
      this.#keep(this.#kept);
      makeKeys(folder, 1, originOf(court), now);
      this.#keep({ ...this.#kept, key: 1 });
    }
    this.#key = new SigningKey(folder, this.origin, this.#kept.key);
  }

  get key(): SigningKey {
    return this.#key;
  }

  get ledger(): number {
    return this.#kept.ledger ?? 1;
  }

  /** The one name that checkpoints are signed under. */
  get origin(): string {
    return originOf(this.#kept.court, this.ledger);
  }

  get beginning(): string | undefined {
    return this.#kept.beginning;
  }

  get last(): SignedTree {
    return this.#kept.last;
  }

  get succession(): string | undefined {
    return this.#kept.succession;
  }

  get keys(): SignerKeys {
    const { pem, sm2Pem, packet } = this.#key;
    return {
      pem,
      ...(sm2Pem === undefined ? {} : { sm2Pem }),
      packetCertificatePem: packet.certificatePem,
      since: this.#kept.since,
    };
  }

  /** Returns only when it is on disk. */
  keepLast(last: SignedTree): void {
    this.#keep({ ...this.#kept, last });
  }

  /** Makes the next key and puts it in use once `introduce` has both keys sign for it. */
  succeed(since: Instant, introduce: (old: SigningKey, next: SigningKey) => string): void {
    const [number, next] = this.#nextKey(this.origin, since);
    this.#keep({ ...this.#kept, key: number, since, succession: introduce(this.#key, next) });
    this.#key = next;
  }

  /** Ends the ledger's name for ever and begins the next one with what was kept, under a key of its own. */
  beginAnew(
    since: Instant,
    { number: ledger, kept }: Pick<Loss, 'number' | 'kept'>,
    introduce: (old: SigningKey, next: SigningKey) => string,
  ): void {
    const { court } = this.#kept;
    const [key, next] = this.#nextKey(originOf(court, ledger), since);
    this.#keep({
      court,
      key,
      since,
      ledger,
      beginning: introduce(this.#key, next),
      last: { size: kept.size, root: kept.root },
    });
    this.#key = next;
  }

  #nextKey(name: string, since: Instant): [number: number, key: SigningKey] {
    const number = this.#kept.key + 1;
    makeKeys(this.folder, number, name, since);
    return [number, new SigningKey(this.folder, name, number)];
  }

  #keep(kept: Kept): void {
    replace(this.folder, stateFile, `${JSON.stringify(kept)}\n`);
    this.#kept = kept;
  }
}

const pathsOf = (folder: string, number: number) => ({
  path: join(folder, `ledger-${number}-ed25519.pem`),
  sm2Path: join(folder, `ledger-${number}-sm2.pem`),
  packetPath: join(folder, `packet-${number}-p256.pem`),
  certificatePath: join(folder, `packet-${number}-certificate.pem`),
});

function keptIn(folder: string): Kept | undefined {
  const path = join(folder, stateFile);
  return existsSync(path) ? (JSON.parse(ownText(path)) as Kept) : undefined;
}

/** Keys that were made but never put in use (a cut in between) are made anew. */
function makeKeys(folder: string, number: number, name: string, since: Instant): void {
  const { path, sm2Path, packetPath, certificatePath } = pathsOf(folder, number);
  rmSync(sm2Path, { force: true });
  const sm2 = makeSm2Key();
  if (sm2 !== undefined) replace(folder, sm2Path.slice(folder.length + 1), sm2);
  const packet = makePacketKey(name, since);
  replace(folder, packetPath.slice(folder.length + 1), packet.privatePem);
  replace(folder, certificatePath.slice(folder.length + 1), packet.certificatePem);
  const { privateKey } = generateKeyPairSync('ed25519');
  replace(folder, path.slice(folder.length + 1), String(privateKey.export({ type: 'pkcs8', format: 'pem' })));
}

/** Reads a file that must be nobody else's. */
function ownText(path: string): string {
  if (!existsSync(path)) throw unavailable('KEY_FILE_LOST', `${path} is not there`);
  if ((statSync(path).mode & 0o077) !== 0)
    throw unavailable(
      'KEY_FILE_OPEN',
      `others may read ${path}: chmod 600 it, and think of whether it was copied`,
    );
  return readFileSync(path, 'utf8');
}

/** Temp, fsync, rename, fsync of the folder: after it the new text is on disk, before it the old. */
function replace(folder: string, name: string, text: string): void {
  const path = join(folder, name);
  const file = openSync(`${path}.new`, 'w', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(`${path}.new`, path);
  const directory = openSync(folder, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}

const pemOf = (key: KeyObject): string => String(key.export({ type: 'spki', format: 'pem' }));
