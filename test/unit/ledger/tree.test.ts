/** The Merkle tree against the vectors of RFC 6962 implementations and against the definition itself. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  append,
  bytesOfHex,
  consistencyProof,
  emptyFrontier,
  hexOf,
  inclusionProof,
  leafHash,
  nodeHash,
  rootOf,
  rootOfFrontier,
  verifyConsistency,
  verifyInclusion,
  type NodeAt,
} from '../../../src/ledger/tree.js';
import { Definition, pairsOfTrees } from '../../support/tree-pairs.js';

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

/** The eight leaves that every RFC 6962 implementation is tried with, and the roots of their first n. */
const wellKnown = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const wellKnownRoots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

/** Hashes of subtrees of theirs, by level and place, of which the published proofs consist. */
const [a1, a6, b1, b2, b3, c0, c1] = [
  '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
  'b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f',
  '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
  '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
  'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
];
const a4 = 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b';
/** index, size, proof */
const wellKnownPaths: [number, number, string[]][] = [
  [0, 1, []],
  [0, 8, [a1, b1, c1]],
  [5, 8, [a4, b3, c0]],
  [2, 3, [wellKnownRoots[2]!]],
  [1, 5, [wellKnownRoots[1]!, b1, a4]],
];
/** older, newer, proof */
const wellKnownLinks: [number, number, string[]][] = [
  [1, 1, []],
  [1, 8, [a1, b1, c1]],
  [6, 8, [b2, b3, c0]],
  [2, 5, [b1, a4]],
  [6, 7, [b2, a6, c0]],
];

const leaves = (count: number): Uint8Array[] =>
  Array.from({ length: count }, (_, at) => leafHash(Buffer.from(`leaf ${at}`), sha256));

/** RFC 9162 2.1.1 and 2.1.3.1 word for word: slow, and plainly right. */
const split = (size: number): number => 2 ** Math.floor(Math.log2(size - 1));
function naiveRoot(list: readonly Uint8Array[]): Uint8Array {
  if (list.length === 0) return sha256(Buffer.alloc(0));
  if (list.length === 1) return list[0]!;
  const k = split(list.length);
  return nodeHash(naiveRoot(list.slice(0, k)), naiveRoot(list.slice(k)), sha256);
}
function naivePath(m: number, list: readonly Uint8Array[]): Uint8Array[] {
  if (list.length === 1) return [];
  const k = split(list.length);
  return m < k
    ? [...naivePath(m, list.slice(0, k)), naiveRoot(list.slice(k))]
    : [...naivePath(m - k, list.slice(k)), naiveRoot(list.slice(0, k))];
}

/** A store of the complete subtrees that appending makes, and of nothing else. */
function grown(list: readonly Uint8Array[]): { nodeAt: NodeAt; roots: string[] } {
  const kept = new Map<string, Uint8Array>();
  let frontier = emptyFrontier;
  const roots = [hexOf(rootOfFrontier(frontier, sha256))];
  for (const leaf of list) {
    frontier = append(frontier, leaf, sha256, (level, index, hash) => kept.set(`${level}/${index}`, hash));
    roots.push(hexOf(rootOfFrontier(frontier, sha256)));
  }
  const nodeAt: NodeAt = async (level, index) => {
    const hash = kept.get(`${level}/${index}`);
    if (hash === undefined) throw new RangeError(`no complete subtree ${level}/${index}`);
    return hash;
  };
  return { nodeAt, roots };
}

const hexes = (list: readonly Uint8Array[]): string[] => list.map(hexOf);

describe('the tree', () => {
  it('has the roots that every RFC 6962 implementation has for the eight well-known leaves', () => {
    const list = wellKnown.map((hex) => leafHash(bytesOfHex(hex), sha256));
    expect(wellKnownRoots.map((_, count) => hexOf(rootOf(list.slice(0, count), sha256)))).toEqual(
      wellKnownRoots,
    );
  });

  it('proves what every RFC 6962 implementation proves of them', async () => {
    const { nodeAt } = grown(wellKnown.map((hex) => leafHash(bytesOfHex(hex), sha256)));
    for (const [index, size, proof] of wellKnownPaths)
      expect(hexes(await inclusionProof(index, size, nodeAt, sha256))).toEqual(proof);
    for (const [older, newer, proof] of wellKnownLinks)
      expect(hexes(await consistencyProof(older, newer, nodeAt, sha256))).toEqual(proof);
  });

  it('grows leaf by leaf to the root of the definition, for every size to 70', () => {
    const list = leaves(70);
    const { roots } = grown(list);
    expect(roots).toEqual(Array.from({ length: 71 }, (_, size) => hexOf(naiveRoot(list.slice(0, size)))));
  });

  it('proves each leaf in each size to 70 as the definition does, and its reader agrees', async () => {
    const list = leaves(70);
    const { nodeAt } = grown(list);
    for (let size = 1; size <= 70; size += 1) {
      const root = naiveRoot(list.slice(0, size));
      for (let index = 0; index < size; index += 1) {
        const proof = await inclusionProof(index, size, nodeAt, sha256);
        if (index % 5 === size % 5)
          expect(hexes(proof)).toEqual(hexes(naivePath(index, list.slice(0, size))));
        expect(verifyInclusion({ index, size, leaf: list[index]!, root }, proof, sha256)).toBe(true);
      }
    }
  });

  it('proves each size to 130 consistent with each before it, and its reader agrees', async () => {
    const list = leaves(130);
    const definition = new Definition(list);
    const { nodeAt, roots } = grown(list);
    const head = (size: number) => ({ size, root: bytesOfHex(roots[size]!) });
    for (let newer = 0; newer <= 130; newer += 1) {
      for (let older = 0; older <= newer; older += 1) {
        const proof = await consistencyProof(older, newer, nodeAt, sha256);
        if (older > 0) expect(hexes(proof)).toEqual(hexes(definition.proof(older, 0, newer)));
        expect(verifyConsistency(head(older), head(newer), proof, sha256)).toBe(true);
      }
    }
  });

  it('proves pairs at random to 3,000 as the definition does, and a reader in Python agrees, right or wrong', async () => {
    expect(await pairsOfTrees(3_000, 200)).toEqual({ done: 200, slipped: [] });
  });

  it('believes no proof that was changed, cut, lengthened or moved', async () => {
    const list = leaves(61);
    const { nodeAt, roots } = grown(list);
    const size = fc.integer({ min: 2, max: 61 });
    await fc.assert(
      fc.asyncProperty(
        size,
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (newer, pick, step, flip) => {
          const index = pick % newer;
          const root = bytesOfHex(roots[newer]!);
          const claim = { index, size: newer, leaf: list[index]!, root };
          const proof = await inclusionProof(index, newer, nodeAt, sha256);
          const bent = proof.map((hash, at) => (at === step % proof.length ? flipped(hash, flip) : hash));
          expect(verifyInclusion(claim, bent, sha256)).toBe(false);
          expect(verifyInclusion(claim, proof.slice(1), sha256)).toBe(false);
          expect(verifyInclusion(claim, [...proof, root], sha256)).toBe(false);
          expect(verifyInclusion({ ...claim, index: (index + 1) % newer }, proof, sha256)).toBe(false);
          expect(verifyInclusion({ ...claim, leaf: flipped(claim.leaf, flip) }, proof, sha256)).toBe(false);

          const older = {
            size: 1 + (pick % (newer - 1)),
            root: bytesOfHex(roots[1 + (pick % (newer - 1))]!),
          };
          const links = await consistencyProof(older.size, newer, nodeAt, sha256);
          const bentLinks = links.map((hash, at) =>
            at === step % links.length ? flipped(hash, flip) : hash,
          );
          expect(verifyConsistency(older, { size: newer, root }, bentLinks, sha256)).toBe(false);
          expect(verifyConsistency(older, { size: newer, root }, links.slice(1), sha256)).toBe(false);
          expect(verifyConsistency(older, { size: newer, root }, [...links, root], sha256)).toBe(false);
          expect(verifyConsistency({ ...older, root }, { size: newer, root }, links, sha256)).toBe(false);
        },
      ),
    );
  });

  it('refuses to prove what is not there', async () => {
    const { nodeAt } = grown(leaves(3));
    await expect(inclusionProof(3, 3, nodeAt, sha256)).rejects.toThrow(RangeError);
    await expect(consistencyProof(4, 3, nodeAt, sha256)).rejects.toThrow(RangeError);
    await expect(inclusionProof(0.5, 3, nodeAt, sha256)).rejects.toThrow(RangeError);
    expect(verifyInclusion({ index: 3, size: 3, leaf: leaves(1)[0]!, root: leaves(1)[0]! }, [], sha256)).toBe(
      false,
    );
  });

  it('counts beyond 2^32 without folding over', async () => {
    const size = 2 ** 40 + 3;
    const asked: string[] = [];
    const nodeAt: NodeAt = async (level, index) => {
      asked.push(`${level}/${index}`);
      return sha256(Buffer.from(`${level}/${index}`));
    };
    const leaf = await nodeAt(0, 2 ** 40 + 2);
    const proof = await inclusionProof(2 ** 40 + 2, size, nodeAt, sha256);
    const root = nodeHash(proof[1]!, nodeHash(proof[0]!, leaf, sha256), sha256);
    expect(asked.slice(1)).toEqual([`40/0`, `1/${2 ** 39}`]);
    expect(verifyInclusion({ index: 2 ** 40 + 2, size, leaf, root }, proof, sha256)).toBe(true);
  });
});

function flipped(hash: Uint8Array, by: number): Uint8Array {
  const other = Uint8Array.from(hash);
  other[7]! ^= by;
  return other;
}

describe('what is no tree', () => {
  it('is refused: hex of another kind, a frontier that lacks a node', () => {
    for (const hex of ['AB', 'abc', 'zz']) expect(() => bytesOfHex(hex)).toThrow(TypeError);
    expect(() => append({ size: 1, nodes: [] }, sha256(Buffer.of(1)), sha256)).toThrow(TypeError);
  });

  it('has no consistency: a size that is none, or an older tree that is larger', () => {
    const root = sha256(new Uint8Array());
    for (const [older, newer] of [
      [-1, 1],
      [0.5, 1],
      [0, Number.NaN],
      [2, 1],
    ] as const)
      expect(verifyConsistency({ size: older, root }, { size: newer, root }, [], sha256)).toBe(false);
  });
});
