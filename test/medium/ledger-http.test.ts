/** The ledger as others hold the court to it: witnesses who hand in, old backups that are noticed, keys that change by two people. */
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readSettings } from '../../src/config.js';
import type { LedgerOverview, StorageOverview } from '../../src/console/upkeep.js';
import { Checkpoints } from '../../src/ledger/checkpoints.service.js';
import { parseNote } from '../../src/ledger/note.js';
import type { LedgerStanding } from '../../src/ledger/witness.js';
import type { PacketItem } from '../../src/packets/packet-order.js';
import { temporaryFile, unpacked, verdict, verifier } from '../support/packet-verdict.js';
import { newWitness, type Witness } from '../support/signer-witness.js';
import { wholeCourt } from '../support/whole-court.js';

const held = wholeCourt({ beforeAll, afterAll });
type Told = { readonly code?: string; readonly id?: string; readonly fingerprint?: string };

const text = async (path: string): Promise<string> => (await fetch(held.court.url + path)).text();
const handIn = async (note: string) => {
  const answer = await fetch(`${held.court.url}/api/ledger/cosignatures`, {
    method: 'POST',
    headers: { 'Content-Type': 'text/plain' },
    body: note,
  });
  return { status: answer.status, body: (await answer.json()) as Told & { size?: number } };
};
/** At a sign-in of its own: an old backup knows nothing of newer ones. */
const read = async <Body>(who: string, path: string): Promise<Body> => {
  const headers = { Cookie: await held.court.signIn(who) };
  return (await (await fetch(held.court.url + path, { headers })).json()) as Body;
};
const standing = (who = 'judge') => read<LedgerStanding>(who, '/api/ledger/standing');
const troubles = async (): Promise<string[]> =>
  (await read<{ items: { kind: string }[] }>('guard', '/api/troubles')).items.map(({ kind }) => kind);

let pem = '';
let witness: Witness;
const witnessed = async (older = 0): Promise<string> => {
  await held.court.app.get(Checkpoints).make();
  const note = await text('/api/ledger/checkpoint');
  const size = Number(note.split('\n')[1]);
  const path = `/api/ledger/proofs?from=${older}&to=${size}`;
  const proof = older === 0 ? [] : (JSON.parse(await text(path)) as { hashes: string[] }).hashes;
  return witness.cosign(note, proof).note;
};

const witnessesPath = (): string => join(held.court.settings.dataDir, 'witnesses.txt');
const isWitnessed = (): boolean => existsSync(witnessesPath());
const visited = async (): Promise<void> => {
  ({ pem } = held.court.app.get(Checkpoints));
  await held.court.app.get(Checkpoints).addCosignature(await witnessed(witness.size));
  await new Promise((resolve) => setTimeout(resolve, 50));
};
/** A packet of an incident, on disk. */
const sealed = async (incident: string): Promise<string> => {
  const { id } = (await held.court.post<PacketItem>('clerk', `/api/incidents/${incident}/packets`)).body;
  await held.court.post('approver', `/api/packets/${id}/approve`);
  let isSealed = false;
  const sealing = held.court.told('packet.sealed', ({ subject }) => subject.id === id);
  void sealing.finally(() => (isSealed = true));
  // A packet waits some seconds for the court's witnesses; this one comes at once.
  while (!isSealed) await (isWitnessed() ? visited() : sealing);
  const answer = await fetch(`${held.court.url}/api/packets/${id}/download`, {
    headers: { Cookie: await held.court.cookie('clerk') },
  });
  return temporaryFile('packet.zip', Buffer.from(await answer.arrayBuffer()));
};
const reported = async (): Promise<string> => {
  const report = { place: 'court-1', text: '有人掀翻桌子' };
  return (await held.court.post<{ id: string }>('guard', '/api/incidents', report)).body.id;
};
/** Sealed by the court's first key. */
let first = '';

beforeAll(async () => {
  witness = newWitness(() => pem);
  first = await sealed(await reported());
  await held.court.restart(() => writeFileSync(witnessesPath(), `${witness.verifierKey}\n`));
  ({ pem } = held.court.app.get(Checkpoints));
});

describe('the ledger that an administrator has read again', () => {
  const ended = async (): Promise<LedgerOverview['verification']> => {
    await held.court.post('auditor', '/api/upkeep/ledger/verification');
    for (;;) {
      const { body } = await held.court.get<LedgerOverview>('auditor', '/api/upkeep/ledger');
      if (body.verification.state !== 'running') return body.verification;
    }
  };

  it('is sound to its last entry, and a guard may not ask', async () => {
    const sound = await ended();
    expect(sound).toMatchObject({ state: 'sound', checked: sound.of });
    expect(sound.of).toBeGreaterThan(10);
    expect((await held.court.post('guard', '/api/upkeep/ledger/verification')).status).toBe(403);
  });

  it('stands beside the disk and the settings, which tell no secret', async () => {
    const { parts, totalBytes } = await read<StorageOverview>('admin', '/api/upkeep/storage');
    expect(totalBytes).toBeGreaterThan(0);
    expect(parts.map(({ part }) => part)).toEqual(['database', 'blobs', 'quarantine', 'uploads', 'packets']);
    expect(parts[0]?.bytes).toBeGreaterThan(0);
    const told = readSettings({ COURT_DATABASE_URL: 'postgres://court:secret@db/court' }).told;
    expect(told.find(({ name }) => name === 'COURT_DATABASE_URL')).toMatchObject({
      value: 'postgres://db/court',
      from: 'environment',
    });
    expect(told.find(({ name }) => name === 'COURT_HTTP_PORT')).toMatchObject({
      value: '3000',
      from: 'default',
    });
  });
});

describe('a witness', () => {
  it('hands in what it cosigned, and everybody gets the checkpoint with its line', async () => {
    const { status, body } = await handIn(await witnessed());
    expect([status, body]).toEqual([200, { size: witness.size, witnesses: ['witness/station'] }]);
    const names = parseNote(await text('/api/ledger/checkpoint')).signatures.map(({ name }) => name);
    expect(names).toContain('witness/station');
  });

  it('is not believed without its signature, nor with a text that is none, nor with a very long one', async () => {
    expect(
      await handIn(await text('/api/ledger/checkpoint').then((note) => note.replace('/station', '/x'))),
    ).toMatchObject({ status: 400, body: { code: 'COSIGNATURE_WRONG' } });
    expect((await handIn('hello')).status).toBe(400);
    expect((await handIn('x'.repeat(20_000))).status).toBe(413);
  });

  it('who knocks without end is told to come again later', async () => {
    let last = { status: 0, body: {} };
    for (let times = 0; times < 61; times += 1) last = await handIn('hello');
    expect(last).toMatchObject({ status: 503, body: { code: 'TOO_MANY_REQUESTS' } });
  });
});

const isSqlite = (process.env['COURT_TEST_DATABASE_URL'] ?? '') === '';

// A file can be put back by copying; on PostgreSQL it would be the administrator's own backup.
if (isSqlite)
  describe('an old backup', () => {
    it('that is restored is told on every screen, until the right one is back', async () => {
      const { court } = held;
      const file = court.settings.databaseUrl.replace('sqlite:', '');
      const [old, newest] = [`${file}.old`, `${file}.newest`];
      const put = (from: string, to: string): void => {
        for (const ending of ['-wal', '-shm']) rmSync(to + ending, { force: true });
        copyFileSync(from, to);
      };
      await court.restart(() => put(file, old));
      for (let times = 0; times < 30; times += 1) await court.signIn('guard');
      await court.app.get(Checkpoints).make();
      expect(await standing()).toEqual({ contradictions: [], losses: [] });

      await court.restart(() => {
        put(file, newest);
        put(old, file);
      });
      const told = await standing('judge');
      expect(told).toMatchObject({
        contradictions: [{ found: 'shorter', by: 'signer' }],
        unsignedSince: expect.any(String),
      });
      for (const who of ['police', 'admin', 'auditor', 'guard']) expect(await standing(who)).toEqual(told);
      expect(await troubles()).toEqual(expect.arrayContaining(['ledger-contradicted', 'ledger-unsigned']));
      // A restart forgets nothing of it.
      await court.restart();
      expect((await standing()).unsignedSince).toBe(told.unsignedSince);

      await court.restart(() => put(newest, file));
      expect(await standing()).toEqual({ contradictions: [], losses: [] });
      expect(await troubles()).not.toEqual(expect.arrayContaining(['ledger-contradicted']));
    });
  });

const ask = (who: string, wish: object) => held.court.post<Told>(who, '/api/ledger/key-changes', wish);
const approve = (who: string, id = '') => held.court.post<Told>(who, `/api/ledger/key-changes/${id}/approve`);

describe('the ledger’s key', () => {
  it('is succeeded by two people, never by one', async () => {
    const before = held.court.app.get(Checkpoints).fingerprint();
    const wish = { change: 'succeed', why: '年度更换' };
    for (const who of ['guard', 'president', 'auditor']) expect((await ask(who, wish)).status).toBe(403);
    const { status, body } = await ask('admin', wish);
    expect(status).toBe(201);
    expect((await ask('admin', wish)).body.code).toBe('APPROVAL_ASKED');
    expect((await approve('admin', body.id)).body.code).toBe('SECOND_PERSON_NEEDED');
    const approved = await approve('president', body.id);
    expect([approved.status, approved.body.fingerprint === before]).toEqual([200, false]);
    expect((await approve('president', body.id)).body.code).toBe('APPROVAL_DECIDED');
    const keys = await text('/api/ledger/keys');
    expect(keys.match(/BEGIN PUBLIC KEY/g)).toHaveLength(4);
    const [{ data } = { data: {} }] = await held.court.facts('ledger.key-succeeded');
    expect(data).toMatchObject({ fingerprint: approved.body.fingerprint, follows: before });
  });

  it('that was lost counts for nothing from then on', async () => {
    const fingerprint = held.court.app.get(Checkpoints).fingerprint();
    const from = new Date().toISOString();
    const wish = { change: 'withdraw', fingerprint, from, why: '硬盘失窃' };
    expect((await ask('admin', { ...wish, fingerprint: '0'.repeat(64) })).status).toBe(404);
    expect((await ask('admin', { ...wish, from: '2999-01-01T00:00:00.000Z' })).status).toBe(400);
    const { id } = (await ask('admin', wish)).body;
    expect((await approve('president', id)).status).toBe(200);
    expect(held.court.app.get(Checkpoints).fingerprint()).not.toBe(fingerprint);
    const lost = (await held.court.app.get(Checkpoints).keys()).find((key) => key.id === fingerprint);
    expect(lost?.until).toBe(from);
  });

  it('lies with the signer: no other folder of the console holds a private key', () => {
    const { dataDir } = held.court.settings;
    const holders = (readdirSync(dataDir, { recursive: true }) as string[]).filter(
      (name) => name.endsWith('.pem') && readFileSync(join(dataDir, name), 'utf8').includes('PRIVATE KEY'),
    );
    expect(holders.length).toBeGreaterThan(0);
    expect(holders.filter((name) => !name.startsWith('signer/'))).toEqual([]);
  });
});

describe('a text that is taken away', () => {
  const secret = '审判长李某某';
  const disclosed = (packet: string): string =>
    readFileSync(join(unpacked(packet), 'ledger/disclosed.jsonl'), 'utf8');

  it('leaves older packets, newer packets, proofs and the witness valid', async () => {
    const { court } = held;
    const id = await reported();
    const taken = { measure: 'M04', orderedBy: secret };
    expect((await court.post('guard', `/api/incidents/${id}/measures`, taken)).status).toBe(201);
    const older = await sealed(id);
    const trust = temporaryFile('trust.pem', await text('/api/ledger/keys'));
    expect(await verdict(older, trust)).toBe('0 whole');
    const [measure] = (await court.facts('measure.taken')).filter((one) => one.subject.id === id);
    const seq = measure!.seq;

    const wish = { seq, path: '/data/orderedBy', why: '当事人要求' };
    expect((await court.post<Told>('guard', '/api/redactions', wish)).status).toBe(403);
    expect((await court.post<Told>('clerk', '/api/redactions', { ...wish, path: '/none' })).body.code).toBe(
      'WORD_MISSING',
    );
    const asked = (await court.post<Told>('clerk', '/api/redactions', wish)).body.id;
    expect((await court.post<Told>('approver', `/api/redactions/${asked}/approve`)).status).toBe(204);
    const told = await court.get<object>('guard', `/api/incidents/${id}`);
    expect(JSON.stringify(told.body)).not.toContain(secret);

    expect(await verdict(older, trust)).toBe('0 whole');
    const newer = await sealed(id);
    expect(await verdict(newer, trust, older)).toBe('0 whole');
    expect([disclosed(older).includes(secret), disclosed(newer).includes(secret)]).toEqual([true, false]);
    const size = witness.size;
    await visited();
    expect(witness.size).toBeGreaterThan(size);
  });
});

if (isSqlite)
  describe('a loss', () => {
    it('that two people acknowledge ends the contradiction; the court goes on under another name and says so', async () => {
      const { court } = held;
      const file = court.settings.databaseUrl.replace('sqlite:', '');
      const wish = { change: 'begin-anew', why: '磁盘损坏，只有昨日备份' };
      expect((await ask('admin', wish)).body.code).toBe('LEDGER_NOT_CONTRADICTED');
      expect((await fetch(`${court.url}/api/ledger/beginning`)).status).toBe(404);
      await court.restart(() => {
        rmSync(witnessesPath());
        copyFileSync(file, `${file}.yesterday`);
      });
      const lost = await sealed(await reported());
      await court.restart(() => {
        for (const ending of ['-wal', '-shm']) rmSync(file + ending, { force: true });
        copyFileSync(`${file}.yesterday`, file);
      });
      expect((await standing()).contradictions).toMatchObject([{ by: 'signer' }]);
      expect((await ask('president', wish)).status).toBe(403);
      const { id } = (await ask('admin', wish)).body;
      expect((await approve('admin', id)).body.code).toBe('SECOND_PERSON_NEEDED');
      expect((await approve('president', id)).status).toBe(200);

      const now = await standing();
      const [loss] = now.losses;
      expect(now).toEqual({ contradictions: [], losses: [loss] });
      expect(loss).toMatchObject({ origin: 'courthouse/demo/2', after: 'courthouse/demo' });
      expect(await troubles()).not.toEqual(expect.arrayContaining(['ledger-contradicted']));
      expect(await text('/api/ledger/beginning')).toMatch(
        /^courthouse\/demo\/2\/begins\nafter courthouse\/demo\n/,
      );
      const trust = temporaryFile('trust.pem', await text('/api/ledger/keys'));
      const newer = await sealed(await reported());
      // By now the fourth key signs; the first one's packet is as good as ever.
      expect(await verdict(first, trust)).toBe('0 whole');
      expect(await verdict(newer, trust, first)).toBe('0 whole');
      expect(await verdict(newer, trust, lost)).toMatch(/^2 incomplete: ledger\/proofs\/consistency-/);
      const { notes } = await verifier.examine({ packet: newer, trust });
      expect(notes.join('\n')).toContain(`第 ${loss!.kept + 1}–${loss!.known} 条已无法出示，由法院两人确认`);
      expect(readFileSync(join(unpacked(newer), 'ledger/disclosed.jsonl'), 'utf8')).toContain(wish.why);
    });
  });
