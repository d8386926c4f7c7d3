/** Reading the ledger again: what is sound, and each way in which an entry can be wrong. */
import { describe, expect, it } from '@jest/globals';
import { encodeEntry, firstPrev } from '../../../src/ledger/entry.js';
import { sha256 } from '../../../src/ledger/ledger.service.js';
import { hexOf, leafHash, rootOf, rootOfFrontier } from '../../../src/ledger/tree.js';
import { nothingRead, readOn, type LedgerFault, type Read } from '../../../src/ledger/verification.js';

interface Row {
  readonly seq: number;
  readonly leaf: string;
  readonly bytes: Uint8Array;
}

const rows: Row[] = [];
for (let seq = 1, prev = firstPrev; seq <= 5; seq += 1) {
  const { bytes, leaf } = encodeEntry(
    {
      court: 'demo',
      seq,
      at: '2026-03-02T00:00:00.000Z',
      type: 'duty.started',
      by: { kind: 'system', id: 'system' },
      subject: { kind: 'duty', id: String(seq) },
      data: {},
      prev,
    },
    sha256,
  );
  rows.push({ seq, leaf, bytes });
  prev = leaf;
}

const readAll = (given: readonly Row[]): Read | LedgerFault => {
  let read = nothingRead;
  for (const row of given) {
    const next = readOn(read, row, sha256);
    if ('what' in next) return next;
    read = next;
  }
  return read;
};
const altered = (at: number, change: (row: Row) => Row): Row[] =>
  rows.map((row, index) => (index === at ? change(row) : row));
const rewritten = (row: Row): Uint8Array =>
  new TextEncoder().encode(new TextDecoder().decode(row.bytes).replace('duty.started', 'duty.stopped'));

describe('reading the ledger again', () => {
  it('comes to the root of the tree over all entries', () => {
    const read = readAll(rows) as Read;
    expect(hexOf(rootOfFrontier(read.frontier, sha256))).toBe(
      hexOf(
        rootOf(
          rows.map(({ bytes }) => leafHash(bytes, sha256)),
          sha256,
        ),
      ),
    );
  });

  it('tells an entry that is missing, one whose bytes changed, and one that was changed with its hash', () => {
    expect(readAll(rows.filter(({ seq }) => seq !== 3))).toEqual({ entry: 3, what: 'gap' });
    expect(readAll(altered(2, (row) => ({ ...row, bytes: rewritten(row) })))).toEqual({
      entry: 3,
      what: 'bytes',
    });
    const forged = altered(2, (row) => {
      const bytes = rewritten(row);
      return { ...row, bytes, leaf: hexOf(leafHash(bytes, sha256)) };
    });
    expect(readAll(forged)).toEqual({ entry: 4, what: 'chain' });
  });
});
