/** Consistency of pairs of trees taken at random, against RFC 9162's definitions written anew and a reader in Python. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import {
  append,
  consistencyProof,
  emptyFrontier,
  hexOf,
  leafHash,
  verifyConsistency,
  type NodeAt,
} from '../../src/ledger/tree.js';
import { flipped, seeded } from './packet-edits.js';

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
const hashOf = (left: Uint8Array, right: Uint8Array): Uint8Array =>
  sha256(Buffer.concat([Buffer.of(1), left, right]));
const split = (size: number): number => 2 ** (Math.ceil(Math.log2(size)) - 1);

/** RFC 9162 2.1.1 and 2.1.4.1 word for word over leaves [from, to); whole subtrees are looked up, which the definition makes the same. */
export class Definition {
  /** by level, then by place: each level pairs the one below */
  readonly #levels: readonly (readonly Uint8Array[])[];

  constructor(leaves: readonly Uint8Array[]) {
    const levels = [leaves];
    for (let below = leaves; below.length > 1; levels.push(below)) {
      const pairs = Math.floor(below.length / 2);
      below = Array.from({ length: pairs }, (_, at) => hashOf(below[2 * at]!, below[2 * at + 1]!));
    }
    this.#levels = levels;
  }

  root(from: number, to: number): Uint8Array {
    const level = Math.log2(to - from);
    if (Number.isInteger(level)) return this.#levels[level]![from / (to - from)]!;
    const middle = from + split(to - from);
    return hashOf(this.root(from, middle), this.root(middle, to));
  }

  proof(m: number, from: number, to: number, isWhole = true): Uint8Array[] {
    if (m === to - from) return isWhole ? [] : [this.root(from, to)];
    const k = split(to - from);
    return m <= k
      ? [...this.proof(m, from, from + k, isWhole), this.root(from + k, to)]
      : [...this.proof(m - k, from + k, to, false), this.root(from, from + k)];
  }
}

/** The subtrees that a ledger of that many leaves keeps while it grows. */
function grown(leaves: readonly Uint8Array[]): NodeAt {
  const levels: Uint8Array[][] = [];
  let frontier = emptyFrontier;
  for (const leaf of leaves)
    frontier = append(frontier, leaf, sha256, (level, index, hash) => {
      (levels[level] ??= [])[index] = hash;
    });
  return async (level, index) => levels[level]![index]!;
}

const second = join(import.meta.dirname, '../../../test/support/second-reader.py');

/**
 * @param most leaves of the larger tree
 * @returns each pair in which somebody was of another opinion, and how many proofs were looked at
 */
export async function pairsOfTrees(
  most: number,
  count: number,
  isOver = (): boolean => false,
): Promise<{ done: number; slipped: string[] }> {
  const random = seeded(most);
  const leaves = Array.from({ length: most }, (_, at) => leafHash(Buffer.from(`${at}`), sha256));
  const [definition, nodeAt] = [new Definition(leaves), grown(leaves)];
  const slipped: string[] = [];
  const questions: string[] = [];
  let done = 0;
  for (; done < count && !isOver(); done += 1) {
    const newer = 2 + Math.floor(random() * (most - 1));
    const older = 1 + Math.floor(random() * newer);
    const [before, after] = [definition.root(0, older), definition.root(0, newer)];
    const proof = await consistencyProof(older, newer, nodeAt, sha256);
    const name = `${older} of ${newer}`;
    if (hexes(proof) !== hexes(definition.proof(older, 0, newer)))
      slipped.push(`${name}: another proof than the definition's`);
    // Every other one is shown with one bit of one hash changed.
    const isTrue = done % 2 === 0;
    const shown = isTrue ? [before, after, ...proof] : oneBitOff([before, after, ...proof], random);
    const [old, new_, ...links] = shown as [Uint8Array, Uint8Array, ...Uint8Array[]];
    if (verifyConsistency({ size: older, root: old }, { size: newer, root: new_ }, links, sha256) !== isTrue)
      slipped.push(`${name}: ${isTrue ? 'not ' : ''}believed`);
    questions.push(`${older} ${newer} ${hexes(shown)}`);
  }
  const answers = spawnSync('python3', [second, '--consistency'], {
    input: questions.join('\n'),
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  }).stdout.split('\n');
  for (const [at, question] of questions.entries())
    if (answers[at] !== (at % 2 === 0 ? 'yes' : 'no'))
      slipped.push(`the second reader says ${answers[at]} to ${question}`);
  return { done, slipped };
}

const hexes = (list: readonly Uint8Array[]): string => list.map(hexOf).join(' ');

function oneBitOff(list: readonly Uint8Array[], random: () => number): Uint8Array[] {
  const which = Math.floor(random() * list.length);
  return list.map((hash, at) =>
    at === which
      ? flipped(Buffer.from(hash), Math.floor(random() * 32), 1 << Math.floor(random() * 8))
      : hash,
  );
}
