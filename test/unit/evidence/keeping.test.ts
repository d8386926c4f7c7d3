/** When kept bytes may go, and which key is believed. */
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { mayGo, type Owner } from '../../../src/evidence/keeping/keeping.js';
import { followed, type Attested } from '../../../src/ledger/attested.js';
import { verifyEd25519 } from '../../../src/ledger/ed25519.adapter.js';
import { checkpointText, noteText, signatureLine, toBase64, type NoteKey } from '../../../src/ledger/note.js';
import { successionText } from '../../../src/ledger/signer.js';
import { leafHash, nodeHash } from '../../../src/ledger/tree.js';

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
const checks = { verify: verifyEd25519, sha256 };

function newKey(name = 'courthouse/demo') {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const key: NoteKey = { name, publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32) };
  const line = (text: string): string =>
    signatureLine(text, key, (bytes) => sign(null, bytes, privateKey), sha256);
  return { key, line };
}

const court = newKey();
const hash = 'ab'.repeat(32);
const person = (id: string) => ({ kind: 'person', id });
const told = { sha256: hash, asked: { at: '', by: person('p1') } };
const subject = { kind: 'evidence', id: 'e1' };
const deleted = { type: 'evidence.deleted', by: person('p2'), subject, data: told };

/** The second of a ledger of two, under a checkpoint that `signer` signed. */
function attestedBy(signer: typeof court, entry: object): Attested {
  const bytes = new TextEncoder().encode(JSON.stringify(entry));
  const first = leafHash(Uint8Array.of(1), sha256);
  const root = nodeHash(first, leafHash(bytes, sha256), sha256);
  const text = checkpointText({ origin: signer.key.name, size: 2, root });
  const note = noteText(text, [signer.line(text)]);
  return { entry: toBase64(bytes), proof: { index: 1, hashes: [toBase64(first)], note } };
}

const owner = (entry: object, signer = court): Owner => ({ id: 'e1', deletion: attestedBy(signer, entry) });
const may = (...owners: Owner[]): string => mayGo(hash, owners, court.key, checks);

describe('kept bytes', () => {
  it('may go where two people deleted every exhibit of them, under a checkpoint of the signer', () => {
    const other = { ...deleted, subject: { kind: 'evidence', id: 'e2' } };
    expect(may(owner(deleted))).toBe('yes');
    expect(may(owner(deleted), { ...owner(other), id: 'e2' })).toBe('yes');
  });

  it('wait while the entry is under no checkpoint yet', () => {
    const { entry } = attestedBy(court, deleted);
    expect(may({ id: 'e1', deletion: { entry } })).toBe('not-yet');
    expect(may(owner(deleted), { id: 'e2' }, { id: 'e1', deletion: { entry } })).toBe('no');
  });

  const system = { kind: 'system', id: 'console' };
  const { proof, entry } = attestedBy(court, deleted) as Required<Attested>;
  const no: readonly (readonly [string, readonly Owner[]])[] = [
    ['nobody says whose they are', []],
    ['no entry says so', [{ id: 'e1' }]],
    ['another exhibit has them too', [owner(deleted), { id: 'e2' }]],
    ['one person did it alone', [owner({ ...deleted, by: person('p1') })]],
    ['no person did it', [owner({ ...deleted, by: system })]],
    ['no person asked for it', [owner({ ...deleted, data: { ...told, asked: { by: system } } })]],
    ['the entry says something else', [owner({ ...deleted, type: 'evidence.deletion-asked' })]],
    ['the entry is about another exhibit', [owner({ ...deleted, subject: { ...subject, id: 'e9' } })]],
    ['the entry is about other bytes', [owner({ ...deleted, data: { ...told, sha256: 'cd'.repeat(32) } })]],
    ['another key signed', [owner(deleted, newKey())]],
    ['the key of another ledger signed', [owner(deleted, newKey('courthouse/other'))]],
    ['the proof is of another place', [{ id: 'e1', deletion: { entry, proof: { ...proof, index: 0 } } }]],
    ['the proof is none', [{ id: 'e1', deletion: { entry, proof: { ...proof, hashes: ['?'] } } }]],
    ['the note is none', [{ id: 'e1', deletion: { entry, proof: { ...proof, note: 'signed, honestly' } } }]],
  ];
  it.each(no)('stay where %s', (_, owners) => {
    expect(may(...owners)).toBe('no');
  });

  it('stay where no key is trusted', () => {
    expect(mayGo(hash, [owner(deleted)], undefined, checks)).toBe('no');
  });
});

describe('the key that is believed', () => {
  const [next, third] = [newKey(), newKey()];
  const introduced = (by: typeof court, to: typeof court): string => {
    const text = successionText(court.key.name, { key: to.key.publicKey, from: '2026-11-22T00:00:00.000Z' });
    return noteText(text, [by.line(text), to.line(text)]);
  };

  it('is the last of those that each one before it signed for', () => {
    const statements = [introduced(court, next), introduced(next, third)];
    expect(followed(court.key, statements, checks)).toEqual(third.key);
    expect(followed(next.key, statements, checks)).toEqual(third.key);
    expect(followed(court.key, [], checks)).toBe(court.key);
  });

  it('is none that somebody else introduced', () => {
    const thief = newKey();
    const text = successionText(court.key.name, {
      key: thief.key.publicKey,
      from: '2026-11-22T00:00:00.000Z',
    });
    const alone = noteText(text, [thief.line(text)]);
    expect(followed(court.key, [alone, introduced(thief, thief), 'no note'], checks)).toBe(court.key);
  });
});
