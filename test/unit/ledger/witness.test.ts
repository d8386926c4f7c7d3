/** Witnesses outside the court: their keys, their cosignatures, and what is taken for neither. */
import { describe, expect, it } from '@jest/globals';
import { parseNote, toBase64 } from '../../../src/ledger/note.js';
import {
  cosignaturesOn,
  cosignedCheckpoint,
  parseWitnesses,
  verifierKey,
} from '../../../src/ledger/witness.js';
import { checks, noteBy, sha256, Signing, Tree } from '../../support/ledger-signed.js';

const origin = 'courthouse/demo';
const text = new Tree(5).text(origin);
const court = new Signing(origin);
const station = new Signing('witness/station');
const higher = new Signing('witness/higher');
const seconds = 1_763_700_000;
const at = '2025-11-21T04:40:00.000Z';
const note = noteBy(text, court);
const wrong = expect.objectContaining({ code: 'COSIGNATURE_WRONG', kind: 'invalid' });

describe('the file of witnesses', () => {
  const key = verifierKey(station.key, sha256);

  it('has a verifier key a line, perhaps an address after it, and comments', () => {
    expect(parseWitnesses(`# ours\n\n  ${key}\n${key}  http://station:8090\n`, sha256)).toEqual([
      { ...station.key, publicKey: Uint8Array.from(station.key.publicKey) },
      { ...station.key, publicKey: Uint8Array.from(station.key.publicKey), url: 'http://station:8090' },
    ]);
    expect(parseWitnesses('', sha256)).toEqual([]);
  });

  it('names the line that holds none', () => {
    const [name, id, encoded] = key.split('+') as [string, string, string];
    const bytes = Buffer.from(encoded, 'base64');
    const other = bytes.with(0, 1);
    for (const line of [
      name,
      `${name}+${id}`,
      `${name}+${id}+?`,
      `${name}+${id}+${encoded}=`,
      `${name}+${'0'.repeat(8)}+${encoded}`,
      `other+${id}+${encoded}`,
      `${name}+${id}+${toBase64(other)}`,
      `${name}+${id}+${toBase64(bytes.subarray(1))}`,
      `${name}+${id.toUpperCase()}x+${encoded}`,
    ])
      expect(() => parseWitnesses(`#\n${key}\n${line}\n`, sha256)).toThrow(
        expect.objectContaining({
          code: 'WITNESS_LINE_WRONG',
          kind: 'invalid',
          message: 'line 3 of the witnesses is no cosignature verifier key',
        }),
      );
  });
});

describe('a cosignature', () => {
  it('of each known witness is told with its time and its line; others are passed over', () => {
    const [line, second] = [station.cosignature(text, seconds), higher.cosignature(text, seconds + 1)];
    const known = [station.key, higher.key];
    expect(cosignaturesOn(parseNote(note + line + second), known, checks)).toEqual([
      { witness: 'witness/station', at, line },
      { witness: 'witness/higher', at: '2025-11-21T04:40:01.000Z', line: second },
    ]);
    expect(cosignaturesOn(parseNote(note + line + second), [higher.key], checks)).toHaveLength(1);
    expect(cosignaturesOn(parseNote(note), known, checks)).toEqual([]);
    const namesake = new Signing('witness/station');
    expect(cosignaturesOn(parseNote(note + namesake.cosignature(text, seconds)), known, checks)).toEqual([]);
  });

  it('of another text, at another time, too short, or at no time a computer knows is wrong', () => {
    const line = station.cosignature(text, seconds);
    const edited = (edit: (bytes: Buffer) => Buffer): string => {
      const bytes = Buffer.from(line.split(' ')[2]!, 'base64');
      return `— witness/station ${edit(bytes).toString('base64')}\n`;
    };
    for (const bad of [
      station.cosignature(`${text}x`, seconds),
      edited((bytes) => Buffer.from(bytes.with(11, 1))),
      edited((bytes) => bytes.subarray(0, 75)),
      edited((bytes) => Buffer.concat([bytes, Buffer.of(0)])),
      station.cosignature(text, 8_640_000_000_001),
    ])
      expect(() => cosignaturesOn(parseNote(note + bad), [station.key], checks)).toThrow(wrong);
    const latest = station.cosignature(text, 8_640_000_000_000);
    expect(cosignaturesOn(parseNote(note + latest), [station.key], checks)[0]).toMatchObject({
      at: '+275760-09-13T00:00:00.000Z',
    });
  });
});

describe('a checkpoint that is handed in', () => {
  const line = station.cosignature(text, seconds);
  const handedIn = (given: string, keys = [court.key]) =>
    cosignedCheckpoint(given, keys, [station.key], checks);

  it('is taken where the court signed it and a witness of the court cosigned it', () => {
    const { checkpoint, cosignatures } = handedIn(note + line, [higher.key, court.key]);
    expect(checkpoint).toMatchObject({ origin, size: 5 });
    expect(cosignatures).toEqual([{ witness: 'witness/station', at, line }]);
  });

  it('is refused for its reason', () => {
    const reasons: readonly (readonly [string, string])[] = [
      ['x', 'this is no signed checkpoint'],
      [noteBy('x\n', court) + line, 'this is no signed checkpoint'],
      [noteBy(text, higher) + line, 'the checkpoint is not signed by a ledger key of this court'],
      [note, 'the checkpoint bears no cosignature by a witness of this court'],
      [
        note + higher.cosignature(text, seconds),
        'the checkpoint bears no cosignature by a witness of this court',
      ],
    ];
    for (const [given, message] of reasons)
      expect(() => handedIn(given)).toThrow(
        expect.objectContaining({ code: 'COSIGNATURE_WRONG', kind: 'invalid', message }),
      );
    const elsewhere = new Tree(5).text('courthouse/other');
    const forged = noteBy(elsewhere, court) + station.cosignature(elsewhere, seconds);
    expect(() => handedIn(forged)).toThrow(wrong);
  });
});
