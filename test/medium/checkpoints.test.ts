/** Checkpoints over a real ledger: witnessed, proved, and telling when the past was changed behind them. */
import type { ChildProcess } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it, jest } from '@jest/globals';
import { person } from '../../src/kernel/actor.js';
import { parseNote, verifyNote } from '../../src/ledger/note.js';
import { sha256 } from '../../src/ledger/ledger.service.js';
import { parseSuccession } from '../../src/ledger/signer.js';
import { verifyEd25519 } from '../../src/ledger/ed25519.adapter.js';
import { testDatabase } from '../support/database.js';
import {
  newSignerFolder,
  openSigningCourt,
  serveSigner,
  withSigningCourt,
  type SigningCourt,
} from '../support/signer-court.js';
import { cosignedBy, withRestoredCourt } from '../support/signer-restored.js';
import { known, newWitness, witnessProgram } from '../support/signer-witness.js';

// Processes are started here; a machine that does much else at the time is no failure.
jest.setTimeout(60_000);

const factsOf = async ({ entries }: SigningCourt, type: string) =>
  (await entries.rowsFrom(1, 1000))
    .map(
      (row) =>
        JSON.parse(Buffer.from(row.bytes).toString()) as { type: string; data: Record<string, unknown> },
    )
    .filter((fact) => fact.type === type);

describe('a checkpoint', () => {
  it('is signed at the start and after a hundred entries, each consistent with the one before', async () => {
    await withSigningCourt(async (court) => {
      const first = court.checkpoints.newest()!;
      expect(first.size).toBeGreaterThan(0);
      await court.grow(130);
      const last = await court.checkpoints.make();
      expect(last.size).toBe(court.ledger.head());
      expect((await court.checkpoints.make()).note).toBe(last.note);
      expect(await factsOf(court, 'ledger.key-made')).toHaveLength(1);
    });
  });

  it('waits without harm while the signer is away, which is a fact, and is made once it is back', async () => {
    const database = await testDatabase();
    const folder = newSignerFolder();
    const court = await openSigningCourt({ url: database.url, folder, socket: `${folder}/nobody-listens` });
    let signer: ChildProcess | undefined;
    try {
      expect(await factsOf(court, 'ledger.unsigned')).toHaveLength(1);
      await expect(court.checkpoints.make()).rejects.toMatchObject({ code: 'SIGNER_AWAY' });
      await court.grow(3);
      expect(court.ledger.head()).toBeGreaterThan(3);
      signer = await serveSigner(folder, `${folder}/nobody-listens`);
      expect((await court.checkpoints.make()).size).toBeGreaterThan(3);
    } finally {
      await court.close();
      signer?.kill();
      await database.drop();
    }
  });
});

describe('a witness', () => {
  it('cosigns what only grew, and the newest checkpoint then bears its line after the court’s', async () => {
    let pem = '';
    const witness = newWitness(() => pem);
    await withSigningCourt(async (court) => {
      pem = court.checkpoints.pem;
      for (const count of [0, 1, 5, 40]) {
        await court.grow(count);
        const { size, witnesses } = await court.checkpoints.addCosignature(await cosignedBy(witness, court));
        expect([size, witnesses]).toEqual([court.ledger.head(), ['witness/station']]);
      }
      const names = parseNote(court.checkpoints.newest()!.note).signatures.map(({ name }) => name);
      expect(names).toEqual(['courthouse/demo', 'courthouse/demo', 'witness/station']);
      expect((await court.checkpoints.cosigned()).note).toBe(court.checkpoints.newest()!.note);
    }, known(witness));
  });

  it('that takes checkpoints over HTTP has cosigned before a packet takes one along', async () => {
    let pem = '';
    const witness = newWitness(() => pem);
    const server = witnessProgram.witnessServer(witness).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      await withSigningCourt(
        async (court) => {
          pem = court.checkpoints.pem;
          for (const count of [1, 7]) {
            await court.grow(count);
            const { note, size } = await court.checkpoints.cosigned();
            expect(parseNote(note).signatures.at(-1)!.name).toBe('witness/station');
            expect(witness.size).toBe(size);
          }
        },
        known({ verifierKey: witness.verifierKey, url }),
      );
    } finally {
      server.close();
    }
  });

  it('is not believed where nobody knows it, where its line is bad, or where the court did not sign', async () => {
    let pem = '';
    const [witness, stranger] = [newWitness(() => pem), newWitness(() => pem, 'witness/stranger')];
    await withSigningCourt(async (court) => {
      pem = court.checkpoints.pem;
      const good = await cosignedBy(witness, court);
      const other = await cosignedBy(stranger, court);
      for (const note of [
        other,
        court.checkpoints.newest()!.note,
        good.replace(/\n— courthouse\/demo [^\n]+/gu, '\n').replace('\n\n\n', '\n\n'),
        good.replace(
          /(— witness\/station .{30})(.)/u,
          (_, start: string, one: string) => start + (one === '0' ? '1' : '0'),
        ),
        good.replace('courthouse/demo\n', 'courthouse/other\n'),
        'no note at all',
      ])
        await expect(court.checkpoints.addCosignature(note)).rejects.toMatchObject({
          code: 'COSIGNATURE_WRONG',
        });
      await court.checkpoints.addCosignature(good);
    }, known(witness));
  });
});

describe('an old backup that was restored', () => {
  it('is noticed at the start by what the signer knows, and nothing more is signed', async () => {
    await withRestoredCourt(async (court, witness) => {
      expect(court.checkpoints.standing.contradictions[0]).toMatchObject({
        found: 'shorter',
        by: 'signer',
        known: witness.size,
      });
      expect(await factsOf(court, 'ledger.contradicted')).toHaveLength(1);
      await expect(court.checkpoints.make()).rejects.toMatchObject({ code: 'LEDGER_SHORTER' });
      await court.grow(30);
      await expect(court.checkpoints.make()).rejects.toMatchObject({ code: 'LEDGER_FORKED' });
      expect((await factsOf(court, 'ledger.contradicted')).map(({ data }) => data['found'])).toEqual([
        'shorter',
        'forked',
      ]);
    }, true);
  });

  it('by a thief with the keys is noticed as soon as a witness shows what it cosigned', async () => {
    await withRestoredCourt(async (court, witness, last) => {
      expect(court.checkpoints.standing.contradictions).toEqual([]);
      await expect(court.checkpoints.addCosignature(last)).rejects.toMatchObject({ code: 'LEDGER_SHORTER' });
      expect(court.checkpoints.standing.contradictions[0]).toMatchObject({
        found: 'shorter',
        by: 'witness/station',
      });
      await court.grow(40);
      const { note } = await court.checkpoints.make();
      expect(() => witness.cosign(note, [])).toThrow('is not shown to continue');
      await expect(court.checkpoints.addCosignature(last)).rejects.toMatchObject({ code: 'LEDGER_FORKED' });
    }, false);
  });
});

describe('a ledger key', () => {
  it('is succeeded by one that it signs for; both stand in the list, the one in use first', async () => {
    await withSigningCourt(async (court) => {
      const [first] = await court.checkpoints.keys();
      await court.grow(3);
      const fingerprint = await court.checkpoints.succeedKey(person('admin'));
      const keys = (await court.checkpoints.keys()).filter(({ kind }) => kind === 'ledger');
      expect(keys.map(({ id }) => id)).toEqual([fingerprint, first!.id]);
      expect(keys[0]!.until).toBeUndefined();
      expect(keys[1]!.until).toBe(keys[0]!.since);
      const [fact] = await factsOf(court, 'ledger.key-succeeded');
      const statement = parseNote(String(fact!.data['succession']));
      const old = { name: 'courthouse/demo', publicKey: raw(first!.pem) };
      expect(verifyNote(statement, old, verifyEd25519, sha256)).toBe(true);
      expect(Buffer.from(parseSuccession(statement.text).key)).toEqual(raw(keys[0]!.pem));
      const { note } = court.checkpoints.newest()!;
      expect(
        verifyNote(parseNote(note), { ...old, publicKey: raw(keys[0]!.pem) }, verifyEd25519, sha256),
      ).toBe(true);
    });
  });

  it('that was stolen counts for nothing from a day on, and another takes its place at once', async () => {
    await withSigningCourt(async (court) => {
      const stolen = court.checkpoints.fingerprint();
      const from = '2026-01-01T00:00:00.000Z';
      await court.checkpoints.withdrawKey(stolen, from, person('admin'), '密钥文件被复制');
      const keys = await court.checkpoints.keys();
      expect(keys.find(({ id }) => id === stolen)!.until).toBe(from);
      expect(court.checkpoints.fingerprint()).not.toBe(stolen);
      expect(await factsOf(court, 'ledger.key-withdrawn')).toHaveLength(1);
      await expect(
        court.checkpoints.withdrawKey(stolen, from, person('admin'), 'again'),
      ).rejects.toMatchObject({ code: 'LEDGER_KEY_MISSING' });
    });
  });
});

const raw = (pem: string): Buffer =>
  Buffer.from(pem.replaceAll(/-----[A-Z ]+-----|\s/g, ''), 'base64').subarray(-32);
