/** A made-up key pair that signs notes, and a tree of made-up leaves to sign. */
import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { verifyEd25519 } from '../../src/ledger/ed25519.adapter.js';
import {
  checkpointText,
  keyIdOf,
  noteText,
  signatureLine,
  toBase64,
  type NoteKey,
} from '../../src/ledger/note.js';
import {
  append,
  consistencyProof,
  emptyFrontier,
  inclusionProof,
  leafHash,
  rootOfFrontier,
  type Frontier,
} from '../../src/ledger/tree.js';
import type { Checks } from '../../src/ledger/witness.js';

export const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
export const checks: Checks = { verify: verifyEd25519, sha256 };
const rawPublic = (key: KeyObject): Uint8Array => key.export({ format: 'der', type: 'spki' }).subarray(12);

export class Signing {
  readonly #pair = generateKeyPairSync('ed25519');
  readonly key: NoteKey;

  constructor(name: string) {
    this.key = { name, publicKey: rawPublic(this.#pair.publicKey) };
  }

  get pem(): string {
    return String(this.#pair.publicKey.export({ format: 'pem', type: 'spki' }));
  }

  readonly sign = (message: Uint8Array): Uint8Array => sign(null, message, this.#pair.privateKey);

  line(text: string, key = this.key): string {
    return signatureLine(text, key, this.sign, sha256);
  }

  /** A line of c2sp.org/tlog-cosignature. */
  cosignature(text: string, seconds: number): string {
    const time = Buffer.alloc(8);
    time.writeBigUInt64BE(BigInt(seconds));
    const signature = this.sign(Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`));
    const bytes = Buffer.concat([keyIdOf(this.key, sha256, 4), time, signature]);
    return `— ${this.key.name} ${bytes.toString('base64')}\n`;
  }
}

export const noteBy = (text: string, ...signers: readonly Signing[]): string =>
  noteText(
    text,
    signers.map((one) => one.line(text)),
  );

/** A tree of `leaf 0`, `leaf 1` and so on. */
export class Tree {
  #frontier: Frontier = emptyFrontier;
  readonly #nodes = new Map<string, Uint8Array>();

  constructor(readonly size: number) {
    for (let at = 0; at < size; at += 1)
      this.#frontier = append(this.#frontier, leafHash(this.leaf(at), sha256), sha256, (level, index, hash) =>
        this.#nodes.set(`${level}/${index}`, hash),
      );
  }

  readonly leaf = (at: number): Uint8Array => Buffer.from(`leaf ${at}`);
  readonly #nodeAt = async (level: number, index: number): Promise<Uint8Array> =>
    this.#nodes.get(`${level}/${index}`)!;

  get root(): Uint8Array {
    return rootOfFrontier(this.#frontier, sha256);
  }

  text(origin: string): string {
    return checkpointText({ origin, size: this.size, root: this.root });
  }

  async proofFrom(size: number): Promise<string[]> {
    return (await consistencyProof(size, this.size, this.#nodeAt, sha256)).map(toBase64);
  }

  async proofOf(index: number): Promise<string[]> {
    return (await inclusionProof(index, this.size, this.#nodeAt, sha256)).map(toBase64);
  }
}
