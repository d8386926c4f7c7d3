/** Checkpoints over a real ledger with the real signer beside it: when they are made, what is kept of them, and what is told while there are none. */
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { attested, entriesOfType, signingKeys } from '../../../src/ledger/attested.service.js';
import { followed, isAttested } from '../../../src/ledger/attested.js';
import { checkpointAt, newestCheckpoint } from '../../../src/ledger/checkpoints.store.js';
import { fingerprintOf } from '../../../src/ledger/keys.service.js';
import { entriesFrom } from '../../../src/ledger/ledger.store.js';
import { parseCheckpoint, parseNote, toBase64, verifyNote } from '../../../src/ledger/note.js';
import { person } from '../../../src/kernel/actor.js';
import { sqliteDatabase, type TestDatabase } from '../../support/database.js';
import { handTime, until } from '../../support/hand-time.js';
import { checks, noteBy, Signing } from '../../support/ledger-signed.js';
import { newSignerFolder, openSigningCourt, type SigningCourt } from '../../support/signer-court.js';
import { known, newWitness } from '../../support/signer-witness.js';

const ledger = { kind: 'ledger', id: 'demo' };
let database: TestDatabase;
let court: SigningCourt;
const witness = newWitness(() => court.checkpoints.pem);

beforeEach(() => void (database = sqliteDatabase()));
afterEach(async () => {
  jest.useRealTimers();
  jest.restoreAllMocks();
  await court.close();
  await database.drop();
});
const opens = async (socket?: string): Promise<void> => {
  const where = { url: database.url, folder: newSignerFolder(), witnesses: known(witness) };
  court = await openSigningCourt({ ...where, ...(socket === undefined ? {} : { socket }) });
};
const factsOf = async (type: string): Promise<number> =>
  (await entriesOfType(court.reader, type, ledger)).length;
const keyOf = () => {
  const publicKey = Buffer.from(court.checkpoints.pem.split('\n')[1]!, 'base64').subarray(-32);
  return { name: court.checkpoints.name, publicKey };
};

describe('a checkpoint', () => {
  it('is made at the start, each five minutes, and a second after a hundred entries more', async () => {
    handTime();
    await opens();
    const { checkpoints } = court;
    const first = checkpoints.newest()!;
    expect(first).toEqual(await newestCheckpoint(court.reader));
    expect(verifyNote(parseNote(first.note), keyOf(), checks.verify, checks.sha256)).toBe(true);
    await court.grow(99 - (court.ledger.head() - first.size));
    await jest.advanceTimersByTimeAsync(2_000);
    expect(checkpoints.newest()).toBe(first);
    await court.grow(1);
    expect(court.ledger.head() - first.size).toBe(100);
    await jest.advanceTimersByTimeAsync(999);
    expect(checkpoints.newest()).toBe(first);
    await jest.advanceTimersByTimeAsync(1);
    await until(() => checkpoints.newest()!.size === court.ledger.head());
    const second = checkpoints.newest()!;
    await court.grow(3);
    await jest.advanceTimersByTimeAsync(300_000 - 3_001);
    expect(checkpoints.newest()).toBe(second);
    await jest.advanceTimersByTimeAsync(1_000);
    await until(() => checkpoints.newest()!.size === court.ledger.head());
    const { size, root } = parseCheckpoint(parseNote(checkpoints.newest()!.note).text);
    expect([size, toBase64(root)]).toEqual([second.size + 3, toBase64(court.ledger.treeHead().root)]);
    expect(await checkpointAt(court.reader, second.size)).toEqual(second);
  });

  it('is one at a time, the same while nothing grew, and is asked for without making one', async () => {
    await opens();
    const { checkpoints } = court;
    await court.grow(2);
    const [one, other] = await Promise.all([checkpoints.make(), checkpoints.make()]);
    expect(other).toBe(one);
    await court.grow(1);
    expect(checkpoints.newest()).toBe(one);
    await expect(checkpoints.witnesses()).resolves.toEqual([{ name: 'witness/station' }]);
    const { size, note } = await checkpoints.make();
    expect([size, checkpoints.newest()!.note]).toEqual([one.size + 1, note]);
    await court.grow(1);
    expect(await checkpoints.inclusion(1, size + 1)).toMatchObject({ index: 0, hashes: expect.any(Array) });
    expect((await checkpoints.consistency(one.size, size)).hashes.length).toBeGreaterThan(0);
  });

  it('bears the line of a witness after those of the court, from when it is added', async () => {
    await opens();
    const { checkpoints } = court;
    const before = checkpoints.newest()!;
    const { note, line } = witness.cosign(before.note, []);
    await court.grow(1);
    const newer = await checkpoints.make();
    expect(await checkpoints.addCosignature(note)).toEqual({
      size: before.size,
      witnesses: ['witness/station'],
    });
    expect(checkpoints.newest()).toBe(newer);
    const { hashes } = await checkpoints.consistency(before.size, newer.size);
    const second = witness.cosign(newer.note, hashes);
    await checkpoints.addCosignature(second.note);
    expect(checkpoints.newest()!.note).toBe(newer.note + second.line);
    expect((await checkpoints.cosigned()).note).toBe(newer.note + second.line);
    expect(await checkpoints.witnesses()).toMatchObject([{ name: 'witness/station', size: newer.size }]);
    expect(line).not.toBe(second.line);
  });

  it('waits while the signer is away, which is told once, and again when it is back', async () => {
    jest.spyOn(Logger.prototype, 'error').mockReturnValue(undefined);
    const folder = newSignerFolder();
    await opens(`${folder}/nobody-listens`);
    const { checkpoints } = court;
    const away = expect.objectContaining({ code: 'SIGNER_AWAY', kind: 'unavailable' });
    expect(() => checkpoints.inUse).toThrow(away);
    expect(() => checkpoints.fingerprint()).toThrow(away);
    await expect(checkpoints.make()).rejects.toEqual(away);
    await expect(checkpoints.seal('x')).rejects.toEqual(away);
    expect([checkpoints.newest(), checkpoints.isSignerOfSameUser]).toEqual([undefined, false]);
    expect(checkpoints.standing.unsignedSince).toEqual(expect.any(String));
    expect(await factsOf('ledger.unsigned')).toBe(1);
    await court.close();
    await opens();
    expect(court.checkpoints.standing.unsignedSince).toBeUndefined();
    expect([await factsOf('ledger.unsigned'), await factsOf('ledger.signed-again')]).toEqual([1, 1]);
    expect([court.checkpoints.isSignerOfSameUser, court.checkpoints.name]).toEqual([true, 'courthouse/demo']);
    expect(court.checkpoints.fingerprint()).toBe(fingerprintOf(court.checkpoints.pem));
  });
});

describe('what the signer signs beside', () => {
  it('is a seal, a manifest by CMS, and by SM2', async () => {
    await opens();
    const hash = 'a'.repeat(64);
    const seal = `${hash}  tagmanifest-sha256.txt\n${hash}  tagmanifest-sm3.txt\n`;
    const { checkpoints } = court;
    const note = parseNote(await checkpoints.seal(seal));
    expect([note.text, verifyNote(note, keyOf(), checks.verify, checks.sha256)]).toEqual([seal, true]);
    const manifest = `${hash}  bagit.txt\n`;
    const cms = await checkpoints.signContents(Buffer.from(manifest), '2026-11-21T02:00:00.000Z');
    expect(cms[0]).toBe(0x30);
    expect((await checkpoints.signSm2(manifest))?.[0]).toBe(0x30);
    for (const refused of [checkpoints.signSm2(seal), checkpoints.signContents(Buffer.from(seal), '')])
      await expect(refused).rejects.toMatchObject({ code: 'SIGNER_NOT_A_MANIFEST', kind: 'invalid' });
    expect(checkpoints.beginning).toBeUndefined();
    await expect(checkpoints.loss()).rejects.toMatchObject({ code: 'LEDGER_NOT_CONTRADICTED' });
  });
});

describe('an entry', () => {
  it('is shown to be signed from the first checkpoint that covers it, whatever key signs by then', async () => {
    await opens();
    const { checkpoints, reader } = court;
    const trusted = keyOf();
    await court.grow(1);
    const seq = court.ledger.head();
    const [row] = await entriesFrom(reader, seq, 1);
    const entry = toBase64(row!.bytes);
    expect(await attested(reader, row!)).toEqual({ entry });
    expect(isAttested({ entry }, trusted, checks)).toBe(false);
    const covering = await checkpoints.make();
    expect(covering.size).toBe(seq);
    const shown = await attested(reader, row!);
    expect(shown.proof).toMatchObject({ index: seq - 1, note: covering.note });
    expect(isAttested(shown, trusted, checks)).toBe(true);
    expect(isAttested({ ...shown, entry: toBase64(Buffer.from('x')) }, trusted, checks)).toBe(false);
    expect(await signingKeys(reader, 'demo')).toMatchObject({ statements: [] });
    await checkpoints.succeedKey(person('admin'));
    const { inUse, statements } = await signingKeys(reader, 'demo');
    expect([inUse!.pem, inUse!.kind, statements.length]).toEqual([checkpoints.pem, 'ledger', 1]);
    expect(followed(trusted, statements, checks).publicKey).toEqual(Uint8Array.from(keyOf().publicKey));
    const later = await attested(reader, row!);
    expect(isAttested(later, trusted, checks)).toBe(false);
    expect(isAttested(later, followed(trusted, statements, checks), checks)).toBe(true);
    expect((await signingKeys(reader, 'other')).statements).toEqual([]);
    const made = await entriesOfType(reader, 'ledger.key-made', ledger);
    expect(made.map(({ type, subjectId }) => [type, subjectId])).toEqual([['ledger.key-made', 'demo']]);
    expect(await entriesOfType(reader, 'ledger.key-made', { kind: 'ledger', id: 'other' })).toEqual([]);
    const stranger = noteBy(checkpoints.newest()!.note.split('\n\n')[0]! + '\n', new Signing(trusted.name));
    await expect(checkpoints.addCosignature(stranger)).rejects.toMatchObject({ code: 'COSIGNATURE_WRONG' });
  });
});
