/** Checks a ledger's bytes by the rules of RFC 9162 and C2SP alone, with nothing of the console's code. */
import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto';
import type { CourtFile } from './court-file.js';
import type { Complaint, Invariant } from './complaint.js';

const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const leafMark = Buffer.from([0]);
const nodeMark = Buffer.from([1]);

/** The roots of all beginnings of the list, and of every complete subtree by `level/index`. */
class Tree {
  readonly #subtrees = new Map<string, Buffer>();
  #peaks: Buffer[] = [];
  #size = 0;

  add(leaf: Buffer): void {
    let [hash, level, index] = [leaf, 0, this.#size];
    for (; index % 2 === 1; index = (index - 1) / 2, level += 1) {
      hash = sha256(nodeMark, this.#peaks.pop() ?? Buffer.alloc(0), hash);
      this.#subtrees.set(`${level + 1}/${(index - 1) / 2}`, hash);
    }
    this.#peaks.push(hash);
    this.#size += 1;
  }

  get root(): Buffer {
    return this.#peaks.reduceRight((right, left) => sha256(nodeMark, left, right));
  }

  subtree(level: number, index: number): Buffer | undefined {
    return this.#subtrees.get(`${level}/${index}`);
  }
}

export function ledgerComplaints({ entries, subtrees, checkpoints, keys }: CourtFile): Complaint[] {
  const complaints: Complaint[] = [];
  const say = (invariant: Invariant, about: string): void => void complaints.push({ invariant, about });
  const tree = new Tree();
  const roots = new Map<number, string>();
  const sizes = new Set(checkpoints.map(({ size }) => size));
  let prev = '0'.repeat(64);
  for (const [place, { seq, leaf, bytes }] of entries.entries()) {
    if (seq !== place + 1) say('ledger-has-a-gap', `entry ${seq} stands at place ${place + 1}`);
    const fact = JSON.parse(bytes.toString('utf8')) as { seq: number; prev: string };
    const hash = sha256(leafMark, bytes);
    if (fact.seq !== seq) say('ledger-chain-is-broken', `entry ${seq} calls itself ${fact.seq}`);
    if (fact.prev !== prev) say('ledger-chain-is-broken', `entry ${seq} follows another than it says`);
    if (hash.toString('hex') !== leaf)
      say('ledger-chain-is-broken', `entry ${seq} has not the hash that is kept`);
    prev = leaf;
    tree.add(hash);
    if (sizes.has(place + 1)) roots.set(place + 1, tree.root.toString('base64'));
  }
  for (const { level, index, hash } of subtrees)
    if (tree.subtree(level, index)?.toString('hex') !== hash)
      say('ledger-tree-is-another', `the kept subtree ${level}/${index} is not that of the entries`);
  const publicKeys = keys.map(({ name, pem }) => ({ name, key: createPublicKey(pem) }));
  for (const { size, note } of checkpoints) {
    const why = faultOfCheckpoint(note, size, roots.get(size), publicKeys);
    if (size > entries.length)
      say('ledger-tail-is-cut', `entry ${size} was signed and there are only ${entries.length}`);
    else if (why !== undefined) say('checkpoint-is-false', `the checkpoint of ${size}: ${why}`);
  }
  return complaints;
}

/** c2sp.org/tlog-checkpoint and c2sp.org/signed-note. */
function faultOfCheckpoint(
  note: string,
  size: number,
  root: string | undefined,
  keys: readonly { readonly name: string; readonly key: KeyObject }[],
): string | undefined {
  const [text = '', signatures = ''] = note.split('\n\n');
  const [, saidSize, saidRoot] = text.split('\n');
  if (Number(saidSize) !== size) return `it says ${saidSize}`;
  if (saidRoot !== root) return 'its root is not that of the entries';
  const signed = signatures.split('\n').some((line) => {
    const [, name, signature = ''] = line.split(' ');
    const bytes = Buffer.from(signature, 'base64').subarray(4);
    return keys.some((one) => one.name === name && verify(null, Buffer.from(`${text}\n`), one.key, bytes));
  });
  return signed ? undefined : 'no key of the court signed it';
}
