/** Signed notes and checkpoints, against the example of c2sp.org/signed-note and with real Ed25519 keys. */
import { createHash, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import {
  checkpointText,
  fromBase64,
  keyIdOf,
  noteText,
  originOf,
  parseCheckpoint,
  parseNote,
  signatureLine,
  verifyNote,
  type VerifyEd25519,
} from '../../../src/ledger/note.js';
import { hexOf } from '../../../src/ledger/tree.js';

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
const spki = Buffer.from('302a300506032b6570032100', 'hex');
const verifyEd25519: VerifyEd25519 = (publicKey, message, signature) =>
  verify(
    null,
    message,
    createPublicKey({ key: Buffer.concat([spki, publicKey]), format: 'der', type: 'spki' }),
    signature,
  );
const rawPublic = (key: KeyObject): Uint8Array => key.export({ format: 'der', type: 'spki' }).subarray(12);

const pair = generateKeyPairSync('ed25519');
const key = { name: originOf('demo'), publicKey: rawPublic(pair.publicKey) };
const signIt = (message: Uint8Array): Uint8Array => sign(null, message, pair.privateKey);
const checkpoint = { origin: key.name, size: 12, root: sha256(Buffer.from('root')) };
const text = checkpointText(checkpoint);
const note = noteText(text, [signatureLine(text, key, signIt, sha256)]);

describe('a signed note', () => {
  it('verifies the well-known note of Go’s sumdb/note package', () => {
    const peter = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
    const [name = '', id, encoded = ''] = peter.split('+');
    const publicKey = fromBase64(encoded).slice(1);
    const wellKnown =
      'If you think cryptography is the answer to your problem,\n' +
      'then you don’t know what your problem is.\n'.replace('’', "'") +
      '\n' +
      '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
    expect(hexOf(keyIdOf({ name, publicKey }, sha256))).toBe(id);
    expect(verifyNote(parseNote(wellKnown), { name, publicKey }, verifyEd25519, sha256)).toBe(true);
  });

  it('carries a checkpoint there and back', () => {
    expect(text).toBe(`courthouse/demo\n12\n${Buffer.from(checkpoint.root).toString('base64')}\n`);
    expect(parseNote(note).text).toBe(text);
    expect(parseCheckpoint(parseNote(note).text)).toEqual({
      ...checkpoint,
      root: new Uint8Array(checkpoint.root),
    });
    expect(verifyNote(parseNote(note), key, verifyEd25519, sha256)).toBe(true);
  });

  it('believes no other text, key or name, and passes over lines of keys it does not know', () => {
    const other = rawPublic(generateKeyPairSync('ed25519').publicKey);
    expect(verifyNote(parseNote(note.replace('\n12\n', '\n13\n')), key, verifyEd25519, sha256)).toBe(false);
    expect(verifyNote(parseNote(note), { ...key, publicKey: other }, verifyEd25519, sha256)).toBe(false);
    expect(verifyNote(parseNote(note), { ...key, name: 'courthouse/other' }, verifyEd25519, sha256)).toBe(
      false,
    );
    const witnessed = note + signatureLine(text, { name: 'witness', publicKey: other }, signIt, sha256, 0x04);
    expect(parseNote(witnessed).signatures).toHaveLength(2);
    expect(verifyNote(parseNote(witnessed), key, verifyEd25519, sha256)).toBe(true);
  });

  it('is refused where it is not in the one form', () => {
    const line = note.slice(note.indexOf('—'));
    for (const broken of [
      text,
      note.slice(0, -1),
      note.replace('— ', '- '),
      note.replace('\n12\n', '\n12\r\n'),
      `${note}\n`,
      `${text}\n${line.replace('=', '')}`,
      `${text}\n${line.replace(/(.)=\n$/, '/=\n')}`,
    ])
      expect(() => parseNote(broken)).toThrow(TypeError);
    for (const broken of ['x\n012\nAAAA\n', 'x\n1\nAAAA\n', '\n1\n\n', 'x\n1'])
      expect(() => parseCheckpoint(broken)).toThrow(TypeError);
    expect(() => noteText('no newline', [])).toThrow(TypeError);
    expect(() => signatureLine(text, { ...key, name: 'two words' }, signIt, sha256)).toThrow(TypeError);
  });

  it('is none where a signature is only the name of its key', () =>
    expect(() => parseNote(`${text}\n\u2014 ${key.name} AAAAAA==\n`)).toThrow(TypeError));
});
