/** Devices with secrets and certificates over TLS: old and new side by side, revocation at once. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connectAsync, type IClientOptions, type MqttClient } from 'mqtt';
import { measureFile, uploadFile } from '../../devices/agent/upload.js';
import type { DeviceTls } from '../../src/access/certificates.adapter.js';
import { readSettings } from '../../src/config.js';
import { overlapMs } from '../../src/intake/credentials.js';
import { Enrolling } from '../../src/intake/credentials.controller.js';
import { Credentials } from '../../src/intake/credentials.service.js';
import { Devices } from '../../src/intake/devices.service.js';
import { theSystem } from '../../src/kernel/actor.js';
import { toInstant } from '../../src/kernel/clock.js';
import { Ledger } from '../../src/ledger/ledger.service.js';
import { Entries } from '../../src/ledger/entries.service.js';
import { start } from '../../src/main.js';
import { Places } from '../../src/places/places.service.js';
import { Writer } from '../../src/storage/writer.js';
import { freePorts } from '../support/free-ports.js';
import { testDatabase, type TestDatabase } from '../support/database.js';

let database: TestDatabase;
let running: Awaited<ReturnType<typeof start>>;
let ca = '';
let http = 0;
let mqtts = 0;
const folder = mkdtempSync(join(tmpdir(), 'court-credentials-'));
const clients: MqttClient[] = [];

beforeAll(async () => {
  database = await testDatabase();
  [http = 0, mqtts = 0] = await freePorts(2);
  running = await start(
    readSettings({
      COURT_ID: 'demo',
      COURT_BIND: '127.0.0.1',
      COURT_DATA_DIR: folder,
      COURT_DATABASE_URL: database.url,
      COURT_HTTP_PORT: String(http),
      COURT_MQTTS_PORT: String(mqtts),
    }),
  );
  const { app } = running;
  await app.get(Writer).write((unit) => app.get(Places).seedDemo(unit));
  ca = app.get(Enrolling).ca ?? '';
});
afterAll(async () => {
  for (const client of clients) await client.endAsync(true);
  await running.stop();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const credentials = (): Credentials => running.app.get(Credentials);
const enrol = async (id: string): Promise<string> => {
  const wish = { id, kind: 'button' as const, name: id, place: 'hall' };
  return (await running.app.get(Devices).enrol(wish, theSystem)).secret;
};
async function enter(id: string, by: IClientOptions): Promise<MqttClient> {
  const url = `mqtts://localhost:${mqtts}`;
  const identity = { clientId: id, username: id, protocolVersion: 4, reconnectPeriod: 0, ca } as const;
  const client = await connectAsync(url, { ...identity, ...by }, false);
  clients.push(client);
  return client;
}
const bySecret = (password: string): IClientOptions => ({ password });
const byCertificate = ({ cert, key }: DeviceTls): IClientOptions => ({ cert, key });
const closed = (client: MqttClient): Promise<void> => new Promise((go) => client.once('close', () => go()));
/** Resolves when the refusal is in the ledger: it is written behind the refusing. */
async function refused(what: string): Promise<string | undefined> {
  const ledger = running.app.get(Ledger);
  for (;;) {
    let off: () => void = () => undefined;
    const next = new Promise<void>((go) => {
      off = ledger.onCommitted(() => go());
    });
    const facts = await running.app.get(Entries).from(1, 10_000);
    const found = facts.find(({ type, data }) => type === 'device.refused' && data['what'] === what);
    if (found === undefined) await next;
    off();
    if (found !== undefined) return found.subject.id;
  }
}

describe('a secret', () => {
  it('is renewed without downtime: the live connection stays, the old one counts beside the new one for a week', async () => {
    const old = await enrol('button-1');
    const live = await enter('button-1', bySecret(old));
    const { secret, oldUntil } = await credentials().renewSecret('button-1', theSystem);
    expect(live.connected).toBe(true);
    expect(Date.parse(oldUntil) - Date.now()).toBeGreaterThan(overlapMs - 60_000);
    // The same client id again takes the connection over.
    await enter('button-1', bySecret(old));
    await enter('button-1', bySecret(secret));
    const devices = running.app.get(Devices);
    expect(await devices.authenticate('button-1', old, oldUntil)).toBeUndefined();
    expect(await devices.authenticate('button-1', secret, oldUntil)).toMatchObject({ id: 'button-1' });
  });

  it('of hardware that is replaced ends at once, with its certificates; the new one is awaited anew', async () => {
    const old = await enrol('button-replaced');
    const live = await enter('button-replaced', bySecret(old));
    const gone = new Promise<void>((closed) => void live.once('close', () => closed()));
    const { secret } = await credentials().replace('button-replaced', theSystem);
    await gone;
    const devices = running.app.get(Devices);
    expect(await devices.authenticate('button-replaced', old)).toBeUndefined();
    expect(devices.named('button-replaced')).toMatchObject({ state: 'never-heard', enabled: true });
    expect(devices.certificatesOf('button-replaced').every(({ revoked }) => revoked)).toBe(true);
    expect((await enter('button-replaced', bySecret(secret))).connected).toBe(true);
  });

  it('that came to its end ends the connections that may live on it', async () => {
    const live = await enter(
      'button-1',
      bySecret((await credentials().renewSecret('button-1', theSystem)).secret),
    );
    const { oldSecretUntil = '' } = credentials().of('button-1');
    const isCut = closed(live);
    credentials().cutEnded(toInstant(Date.parse(oldSecretUntil) - 1), oldSecretUntil);
    await isCut;
  });
});

describe('a certificate', () => {
  it('lets its own device in without a secret, and no other', async () => {
    await enrol('button-2');
    await enrol('button-3');
    const mine = await credentials().certify('button-2', theSystem);
    await enter('button-2', byCertificate(mine));
    await expect(enter('button-3', byCertificate(mine))).rejects.toThrow('Not authorized');
    expect(await refused('identity')).toBe('stranger');
  });

  it('of another authority proves nothing', async () => {
    const other = mkdtempSync(join(tmpdir(), 'other-court-'));
    const { Certificates } = await import('../../src/access/certificates.adapter.js');
    const { systemClock } = await import('../../src/kernel/clock.js');
    const foreign = new Certificates({ dataDir: other, court: 'demo', given: undefined, clock: systemClock });
    await expect(enter('button-2', byCertificate(await foreign.forDevice('button-2')))).rejects.toThrow();
    rmSync(other, { recursive: true });
  });

  it('that is revoked ends the live connection at once and lets nobody in again; the next one does', async () => {
    await enrol('button-4');
    const first = await credentials().certify('button-4', theSystem);
    const second = await credentials().certify('button-4', theSystem);
    await enter('button-4', byCertificate(second));
    const live = await enter('button-4', byCertificate(first));
    const isCut = closed(live);
    const startedAt = performance.now();
    await credentials().revoke('button-4', first.serial, theSystem);
    await isCut;
    expect(performance.now() - startedAt).toBeLessThan(60_000);
    await expect(enter('button-4', byCertificate(first))).rejects.toThrow('Not authorized');
    expect(await refused('certificate')).toBe('button-4');
    await enter('button-4', byCertificate(second));
    await expect(credentials().revoke('button-4', first.serial, theSystem)).rejects.toMatchObject({
      code: 'CERTIFICATE_ENDED',
    });
    await expect(credentials().revoke('button-3', first.serial, theSystem)).rejects.toMatchObject({
      code: 'CERTIFICATE_UNKNOWN',
    });
  });

  it('gives the ones before it a week, remembered over a restart of the register', async () => {
    const devices = running.app.get(Devices);
    const before = devices.certificatesOf('button-4');
    expect(before.map(({ endsAt }) => endsAt !== undefined)).toEqual([true, false]);
    await devices.load();
    expect(devices.certificatesOf('button-4')).toEqual(before);
  });

  it('of a disabled device lets nobody in', async () => {
    await enrol('button-5');
    const mine = await credentials().certify('button-5', theSystem);
    const live = await enter('button-5', byCertificate(mine));
    const isCut = closed(live);
    await running.app.get(Devices).setEnabled('button-5', false, theSystem);
    await isCut;
    await expect(enter('button-5', byCertificate(mine))).rejects.toThrow('Not authorized');
  });

  it('authorises an upload, until it is revoked', async () => {
    await enrol('recorder-6');
    const mine = await credentials().certify('recorder-6', theSystem);
    expect(await beginUpload(mine)).toBe(201);
    // So does the program that runs on the device: with its certificate and no secret.
    const path = join(folder, 'clip.wav');
    writeFileSync(path, 'some sound');
    const { sha256 } = await measureFile(path);
    const at = toInstant(Date.now());
    const sent = uploadFile({
      httpUrl: `https://localhost:${http}`,
      device: 'recorder-6',
      secret: '',
      path,
      words: { filename: 'clip.wav', filetype: 'audio/wav', sha256, startedAt: at, endedAt: at },
      folder,
      tls: mine,
      log: () => undefined,
    });
    expect(await sent).toBe('stored');
    await credentials().revoke('recorder-6', mine.serial, theSystem);
    expect(await beginUpload(mine)).toBe(401);
  });
});

/** @returns the status */
function beginUpload({ cert, key }: DeviceTls): Promise<number> {
  const words = { filename: 'a.txt', filetype: 'text/plain', sha256: '0'.repeat(64) };
  const at = { startedAt: '2026-01-01T00:00:00Z', endsAt: '2026-01-01T00:00:01Z' };
  const told = { ...words, startedAt: at.startedAt, endedAt: at.endsAt };
  const metadata = Object.entries(told).map(
    ([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`,
  );
  const headers = { 'Tus-Resumable': '1.0.0', 'Upload-Length': '1', 'Upload-Metadata': metadata.join(',') };
  return new Promise((done, failed) => {
    const options = {
      port: http,
      host: 'localhost',
      path: '/api/uploads',
      method: 'POST',
      ca,
      cert,
      key,
      headers,
    };
    request({ ...options, agent: false }, (answer) => {
      answer.resume();
      done(answer.statusCode ?? 0);
    })
      .on('error', failed)
      .end();
  });
}
