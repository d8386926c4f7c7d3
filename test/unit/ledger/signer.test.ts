/** What the signer signs and what it refuses, before any key is touched. */
import { describe, expect, it } from '@jest/globals';
import type { Loss } from '../../../src/ledger/beginning.js';
import { toBase64 } from '../../../src/ledger/note.js';
import {
  checkpointToSign,
  demandTold,
  isSealText,
  isTagManifest,
  nothingSigned,
  parseSuccession,
  successionText,
} from '../../../src/ledger/signer.js';
import { sha256, Tree } from '../../support/ledger-signed.js';

const origin = 'courthouse/demo';
const small = new Tree(5);
const large = new Tree(8);
const last = { size: 5, root: toBase64(small.root) };
const asked = (text: string, proof: readonly string[] = [], before = last) =>
  checkpointToSign({ text, proof }, origin, before, sha256);

describe('a checkpoint', () => {
  it('is signed where it is the first, the same again, or continues the one before', async () => {
    expect(nothingSigned.root).toBe(toBase64(sha256(new Uint8Array())));
    expect(asked(large.text(origin), [], nothingSigned)).toMatchObject({ origin, size: 8 });
    expect(asked(small.text(origin))).toMatchObject({ origin, size: 5 });
    expect(asked(large.text(origin), await large.proofFrom(5))).toEqual({
      origin,
      size: 8,
      root: Uint8Array.from(large.root),
    });
  });

  it('of another ledger, in other words, or with a line more is none', () => {
    const text = small.text(origin);
    for (const wrong of ['', 'x', small.text('courthouse/other'), `${text}more\n`, text.replace('5', '05')])
      expect(() => asked(wrong)).toThrow(
        expect.objectContaining({ code: 'SIGNER_NOT_A_CHECKPOINT', kind: 'invalid' }),
      );
  });

  it('of fewer entries, of others, or without a proof is refused, telling what is known and what is here', async () => {
    const shorter = { code: 'LEDGER_SHORTER', kind: 'conflict', details: { known: 5, here: 3 } };
    expect(() => asked(new Tree(3).text(origin))).toThrow(expect.objectContaining(shorter));
    const forked = { code: 'LEDGER_FORKED', kind: 'conflict', details: { known: 5, here: 8 } };
    expect(() => asked(large.text(origin))).toThrow(expect.objectContaining(forked));
    const other = { size: 5, root: toBase64(new Tree(4).root) };
    const proof = await large.proofFrom(5);
    expect(() => asked(large.text(origin), proof, other)).toThrow(expect.objectContaining(forked));
    expect(() => asked(large.text(origin), ['?'])).toThrow(
      expect.objectContaining({ code: 'SIGNER_NOT_A_PROOF', kind: 'invalid' }),
    );
  });
});

describe('a list', () => {
  const hash = 'a'.repeat(64);
  const listed = (...names: readonly string[]): string => names.map((name) => `${hash}  ${name}\n`).join('');
  const both = ['tagmanifest-sha256.txt', 'tagmanifest-sm3.txt'];

  it('is a seal where it names both tagmanifests, what lies in signature/, and nothing else', () => {
    expect(isSealText(listed(...both))).toBe(true);
    expect(isSealText(listed('signature/ledger-key.pem', ...both))).toBe(true);
    for (const wrong of [
      '',
      '\n',
      listed(both[0]!),
      listed(both[1]!),
      listed(...both).trimEnd(),
      `${listed(...both)}\n`,
      listed(...both, both[0]!),
      listed(...both, 'signature/a/b'),
      listed(...both, 'bagit.txt'),
      listed(...both).toUpperCase(),
      listed(...both).replace('  ', ' '),
    ])
      expect([wrong, isSealText(wrong)]).toEqual([wrong, false]);
  });

  it('is a tagmanifest where it names bagit.txt, and nothing that could stand in a seal', () => {
    expect(isTagManifest(listed('bagit.txt', 'ledger/entries.jsonl'))).toBe(true);
    for (const wrong of [
      '',
      listed('manifest-sha256.txt'),
      listed('bagit.txt').trimEnd(),
      listed('bagit.txt', 'bagit.txt'),
      listed('bagit.txt', 'data/x'),
      listed('bagit.txt', 'signature/x'),
      listed('bagit.txt', 'tagmanifest-sha256.txt'),
      listed('bagit.txt', 'a\\b'),
      listed('bagit.txt', 'a\u200b'),
    ])
      expect([wrong, isTagManifest(wrong)]).toEqual([wrong, false]);
  });
});

describe('a succession of keys', () => {
  const [key, from] = [sha256(Buffer.from('key')), '2026-11-21T02:00:00.000Z'];

  it('is told in words that read the same again', () => {
    const text = successionText(origin, { key, from });
    expect(text).toBe(`${origin}/keys\ned25519 ${toBase64(key)}\nfrom ${from}\n`);
    expect(parseSuccession(text)).toEqual({ origin, key: Uint8Array.from(key), from });
    const both = successionText(origin, { key, sm2Key: Uint8Array.of(4, 5), from });
    expect(both).toBe(`${origin}/keys\ned25519 ${toBase64(key)}\nsm2 BAU=\nfrom ${from}\n`);
    expect(parseSuccession(both)).toEqual({ origin, key: Uint8Array.from(key), from });
  });

  it('without its name, its key or its time is none', () => {
    const text = successionText(origin, { key, from });
    for (const wrong of [
      text.replace('/keys', '/begins'),
      text.replace(/ed25519 .*/, `ed25519 ${toBase64(key.subarray(1))}`),
      text.replace(/ed25519 .*\n/, ''),
      text.replace(/from .*\n/, ''),
      '',
    ])
      expect(() => parseSuccession(wrong)).toThrow(TypeError);
  });
});

describe('a ledger begun anew', () => {
  const tree = (size: number, root = 'r') => ({ size, root });
  const loss: Loss = { number: 2, kept: tree(3), known: tree(9), asked: 'admin', approved: 'president' };
  const told = (changes: Partial<Loss>, signed = tree(9)) =>
    demandTold({ ...loss, ...changes }, { ledger: 1, last: signed });

  it('owns up to all that was signed, by two people, under a new number', () => {
    expect(told({})).toBeUndefined();
    expect(told({}, tree(8, 'other'))).toBeUndefined();
    expect(told({ kept: tree(9) })).toBeUndefined();
    const hidden = { code: 'SIGNER_HIDES_A_LOSS', kind: 'conflict', details: { known: 9 } };
    for (const changes of [
      { known: tree(8) },
      { known: tree(9, 'other') },
      { kept: tree(10) },
      { number: 1 },
      { approved: 'admin' },
    ])
      expect(() => told(changes)).toThrow(expect.objectContaining(hidden));
  });
});
