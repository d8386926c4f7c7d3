/** The Merkle tree over a ledger's entries (RFC 9162 2.1): roots, proofs, and what checks them. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** The hash over a complete subtree: leaves [index·2^level, (index+1)·2^level). Level 0 are the leaves. */
export type NodeAt = (level: number, index: number) => Promise<Uint8Array>;

const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export function hexOf(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += hexOfByte[byte];
  return hex;
}

/** @throws TypeError for what is not lower-case hex */
export function bytesOfHex(hex: string): Uint8Array {
  if (!/^([0-9a-f]{2})*$/.test(hex)) throw new TypeError('not lower-case hex');
  const bytes = new Uint8Array(hex.length / 2);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16);
  return bytes;
}

/** RFC 9162 2.1.1: the hash of a leaf's bytes. */
export function leafHash(bytes: Uint8Array, sha256: Sha256): Uint8Array {
  const input = new Uint8Array(1 + bytes.length);
  input.set(bytes, 1);
  return sha256(input);
}

/** RFC 9162 2.1.1: the hash over two subtrees. */
export function nodeHash(left: Uint8Array, right: Uint8Array, sha256: Sha256): Uint8Array {
  const input = new Uint8Array(1 + left.length + right.length);
  input[0] = 1;
  input.set(left, 1);
  input.set(right, 1 + left.length);
  return sha256(input);
}

/**
 * All that is needed to go on appending: the roots of the complete subtrees, largest first.
 * @invariant `nodes.length` is the number of ones in the binary form of `size`
 */
export interface Frontier {
  readonly size: number;
  readonly nodes: readonly Uint8Array[];
}

export const emptyFrontier: Frontier = { size: 0, nodes: [] };

/**
 * The frontier with one leaf (its hash) more; `keep` is told of every complete subtree this makes, the leaf first,
 * which are exactly the nodes that a `NodeAt` must later be able to give.
 */
export function append(
  frontier: Frontier,
  leaf: Uint8Array,
  sha256: Sha256,
  keep: (level: number, index: number, hash: Uint8Array) => void = () => {},
): Frontier {
  const nodes = [...frontier.nodes];
  let hash = leaf;
  let level = 0;
  let index = frontier.size;
  keep(level, index, hash);
  while (index % 2 === 1) {
    const left = nodes.pop();
    if (left === undefined) throw new TypeError('a frontier with too few nodes');
    hash = nodeHash(left, hash, sha256);
    level += 1;
    index = (index - 1) / 2;
    keep(level, index, hash);
  }
  nodes.push(hash);
  return { size: frontier.size + 1, nodes };
}

export function rootOfFrontier(frontier: Frontier, sha256: Sha256): Uint8Array {
  return joined(frontier.nodes, sha256);
}

/** @param leaves leaf hashes, in order */
export function rootOf(leaves: readonly Uint8Array[], sha256: Sha256): Uint8Array {
  let frontier = emptyFrontier;
  for (const leaf of leaves) frontier = append(frontier, leaf, sha256);
  return rootOfFrontier(frontier, sha256);
}

/**
 * RFC 9162 2.1.3.1: the hashes from the leaf up to the root.
 * @param index of the leaf, from 0
 * @throws RangeError where the tree of that size has no such leaf
 */
export async function inclusionProof(
  index: number,
  size: number,
  nodeAt: NodeAt,
  sha256: Sha256,
): Promise<Uint8Array[]> {
  if (!isCount(index) || !isCount(size) || index >= size) throw new RangeError('no such leaf');
  const path: Uint8Array[] = [];
  let from = 0;
  let to = size;
  while (to - from > 1) {
    const middle = from + splitOf(to - from);
    if (index < middle) {
      path.unshift(await rangeRoot(middle, to, nodeAt, sha256));
      to = middle;
    } else {
      path.unshift(await rangeRoot(from, middle, nodeAt, sha256));
      from = middle;
    }
  }
  return path;
}

/**
 * RFC 9162 2.1.4.1: the hashes that show the tree of `older` leaves as a beginning of the tree of `newer`.
 * Empty where `older` is 0 or equals `newer`.
 * @throws RangeError where `older` is more than `newer`
 */
export async function consistencyProof(
  older: number,
  newer: number,
  nodeAt: NodeAt,
  sha256: Sha256,
): Promise<Uint8Array[]> {
  if (!isCount(older) || !isCount(newer) || older > newer) throw new RangeError('no such trees');
  if (older === 0 || older === newer) return [];
  const path: Uint8Array[] = [];
  let from = 0;
  let to = newer;
  while (older !== to) {
    const middle = from + splitOf(to - from);
    if (older <= middle) {
      path.unshift(await rangeRoot(middle, to, nodeAt, sha256));
      to = middle;
    } else {
      path.unshift(await rangeRoot(from, middle, nodeAt, sha256));
      from = middle;
    }
  }
  // The older tree's own root is known to the reader when it is one complete subtree of the newer (2.1.4.1, flag b).
  if (from !== 0) path.unshift(await rangeRoot(from, to, nodeAt, sha256));
  return path;
}

/** RFC 9162 2.1.3.2. */
export function verifyInclusion(
  claim: { index: number; size: number; leaf: Uint8Array; root: Uint8Array },
  proof: readonly Uint8Array[],
  sha256: Sha256,
): boolean {
  if (!isCount(claim.index) || !isCount(claim.size) || claim.index >= claim.size) return false;
  const sides = sidesOf(claim.index, claim.size - 1, proof.length);
  if (sides === undefined) return false;
  return same(climbed(claim.leaf, proof, sides, sha256), claim.root);
}

/** RFC 9162 2.1.4.2, and for equal sizes that the roots are equal; the empty tree begins every tree. */
export function verifyConsistency(
  older: { size: number; root: Uint8Array },
  newer: { size: number; root: Uint8Array },
  proof: readonly Uint8Array[],
  sha256: Sha256,
): boolean {
  if (!isCount(older.size) || !isCount(newer.size) || older.size > newer.size) return false;
  const empty = sha256(new Uint8Array());
  if (older.size === newer.size) return proof.length === 0 && same(older.root, newer.root);
  return older.size === 0
    ? proof.length === 0 && same(older.root, empty)
    : isBeginning(older, newer, proof, sha256);
}

/** RFC 9162 2.1.4.2 for 0 < older < newer. */
function isBeginning(
  older: { size: number; root: Uint8Array },
  newer: { size: number; root: Uint8Array },
  proof: readonly Uint8Array[],
  sha256: Sha256,
): boolean {
  const [first, ...rest] = isPowerOfTwo(older.size) ? [older.root, ...proof] : proof;
  // The last complete subtree that both trees share is where the two ways up begin.
  let [place, last] = [older.size - 1, newer.size - 1];
  while (place % 2 === 1) [place, last] = [half(place), half(last)];
  const sides = sidesOf(place, last, rest.length);
  if (first === undefined || sides === undefined) return false;
  const inOlder = rest.filter((_, at) => sides[at] === 'left');
  return (
    same(
      inOlder.reduce((hash, step) => nodeHash(step, hash, sha256), first),
      older.root,
    ) && same(climbed(first, rest, sides, sha256), newer.root)
  );
}

function climbed(
  start: Uint8Array,
  steps: readonly Uint8Array[],
  sides: readonly ('left' | 'right')[],
  sha256: Sha256,
): Uint8Array {
  return steps.reduce(
    (hash, step, at) => (sides[at] === 'left' ? nodeHash(step, hash, sha256) : nodeHash(hash, step, sha256)),
    start,
  );
}

/**
 * On which side each step of a proof stands, from a node up to the root (RFC 9162 2.1.3.2 and 2.1.4.2, step 4).
 * @returns undefined where a proof of that length does not end at the root
 */
function sidesOf(start: number, end: number, steps: number): ('left' | 'right')[] | undefined {
  const sides: ('left' | 'right')[] = [];
  let [place, last] = [start, end];
  while (sides.length < steps) {
    if (last === 0) return undefined;
    if (place % 2 === 1 || place === last) {
      sides.push('left');
      while (place % 2 === 0 && place !== 0) [place, last] = [half(place), half(last)];
    } else {
      sides.push('right');
    }
    [place, last] = [half(place), half(last)];
  }
  return last === 0 ? sides : undefined;
}

/** The root over leaves [from, to), where `from` is a multiple of the largest power of two within the range. */
async function rangeRoot(from: number, to: number, nodeAt: NodeAt, sha256: Sha256): Promise<Uint8Array> {
  const complete: Uint8Array[] = [];
  let at = from;
  while (at < to) {
    let level = 0;
    let width = 1;
    while (at + 2 * width <= to && at % (2 * width) === 0) {
      width *= 2;
      level += 1;
    }
    complete.push(await nodeAt(level, at / width));
    at += width;
  }
  return joined(complete, sha256);
}

/** One root over complete subtrees that stand side by side, largest first. */
function joined(nodes: readonly Uint8Array[], sha256: Sha256): Uint8Array {
  let root: Uint8Array | undefined;
  for (const node of nodes.toReversed()) root = root === undefined ? node : nodeHash(node, root, sha256);
  return root ?? sha256(new Uint8Array());
}

/** The largest power of two below `size` (RFC 9162 2.1.1, k). Sizes may pass 2^31, so no bit operations here. */
function splitOf(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

const half = (value: number): number => Math.floor(value / 2);
const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
const isPowerOfTwo = (value: number): boolean => splitOf(value + 1) === value;

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
