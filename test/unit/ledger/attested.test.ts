/** What somebody who trusts one public key believes of an entry, and how that key leads to the next. */
import { describe, expect, it } from '@jest/globals';
import { isAttested, followed } from '../../../src/ledger/attested.js';
import { beginningText, covers, parseBeginning } from '../../../src/ledger/beginning.js';
import { noteText, toBase64 } from '../../../src/ledger/note.js';
import { successionText } from '../../../src/ledger/signer.js';
import { checks, noteBy, Signing, Tree } from '../../support/ledger-signed.js';

const origin = 'courthouse/demo';
const from = '2026-11-21T02:00:00.000Z';
const court = new Signing(origin);
const tree = new Tree(7);
const note = noteBy(tree.text(origin), court);
const loss = {
  number: 2,
  kept: { size: 3, root: 'kept=' },
  known: { size: 9, root: 'known=' },
  asked: 'admin',
  approved: 'president',
};

describe('an entry', () => {
  it('is attested by its place in a tree that the trusted key signed', async () => {
    const entry = toBase64(tree.leaf(4));
    const proof = { index: 4, hashes: await tree.proofOf(4), note };
    expect(isAttested({ entry, proof }, court.key, checks)).toBe(true);
    expect(isAttested({ entry }, court.key, checks)).toBe(false);
    for (const changes of [
      { index: 5 },
      { hashes: [] },
      { hashes: ['?'] },
      { note: 'x' },
      { note: noteBy('x\n', court) },
      { note: noteBy(tree.text('courthouse/other'), court) },
      { note: noteText(tree.text(origin), [new Signing(origin).line(tree.text(origin))]) },
    ])
      expect(isAttested({ entry, proof: { ...proof, ...changes } }, court.key, checks)).toBe(false);
    expect(isAttested({ entry: toBase64(tree.leaf(5)), proof }, court.key, checks)).toBe(false);
    expect(isAttested({ entry, proof }, new Signing(origin).key, checks)).toBe(false);
    // A note may bear the good line of a key whose name is not the ledger's.
    const other = new Signing('courthouse/other');
    const foreign = noteBy(tree.text(origin), other);
    expect(isAttested({ entry, proof: { ...proof, note: foreign } }, other.key, checks)).toBe(false);
  });
});

describe('the key that signs now', () => {
  const next = new Signing(origin);
  const anew = new Signing(`${origin}/2`);
  const succession = successionText(origin, { key: next.key.publicKey, from });
  const beginning = beginningText('demo', loss, { key: anew.key.publicKey, from });
  const raw = ({ name, publicKey }: Signing['key']) => ({ name, publicKey: Uint8Array.from(publicKey) });

  it('is found over successions and beginnings that both keys signed', () => {
    const statements = [noteBy(succession, court, next), noteBy(beginning, next, anew)];
    expect(followed(court.key, [], checks)).toBe(court.key);
    expect(raw(followed(court.key, statements.slice(0, 1), checks))).toEqual(raw(next.key));
    expect(raw(followed(court.key, statements, checks))).toEqual(raw(anew.key));
    expect(raw(followed(court.key, ['x', noteBy('x\n', court), ...statements], checks))).toEqual(
      raw(anew.key),
    );
    expect(followed(court.key, statements.slice(1), checks)).toBe(court.key);
  });

  it('stays where one of the two did not sign, or no key is named', () => {
    for (const statement of [
      noteBy(succession, court),
      noteBy(succession, next),
      noteBy(succession.replace('/keys', '/key'), court, next),
      noteBy(succession.replace(/ed25519 .*\n/, ''), court, next),
    ])
      expect(followed(court.key, [statement], checks)).toBe(court.key);
  });
});

describe('a beginning', () => {
  const key = court.key.publicKey;

  it('is told in words that read the same again', () => {
    const text = beginningText('demo', loss, { key, from });
    expect(text).toBe(
      'courthouse/demo/2/begins\nafter courthouse/demo\nkept 3 kept=\nknown 9 known=\n' +
        `asked admin\napproved president\ned25519 ${toBase64(key)}\nfrom ${from}\n`,
    );
    expect(parseBeginning(text)).toEqual({ ...loss, origin: 'courthouse/demo/2', after: 'courthouse/demo' });
    expect(parseBeginning(beginningText('demo', { ...loss, number: 3 }, { key, from }))).toMatchObject({
      number: 3,
      after: 'courthouse/demo/2',
    });
    for (const part of ['courthouse/', '/begins', 'after ', 'kept ', 'known ', 'asked ', 'approved '])
      expect(() => parseBeginning(text.replace(part, 'x'))).toThrow(TypeError);
  });

  it('covers what was seen of the known tree and of any smaller one', () => {
    const known = { size: 9, root: 'r' };
    expect(covers({ known }, { size: 8, root: 'other' })).toBe(true);
    expect(covers({ known }, { size: 9, root: 'r' })).toBe(true);
    expect(covers({ known }, { size: 9, root: 'other' })).toBe(false);
    expect(covers({ known }, { size: 10, root: 'r' })).toBe(false);
  });
});
