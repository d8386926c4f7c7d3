/** The whole house with a few devices, served on a port of the machine. */
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Passwords } from '../../src/access/passwords.adapter.js';
import { PeopleTable } from '../../src/access/people.store.js';
import type { Role } from '../../src/access/permission.js';
import { AppModule } from '../../src/app.module.js';
import { readSettings } from '../../src/config.js';
import { Incidents } from '../../src/incidents/incidents.service.js';
import type { Device } from '../../src/intake/device.js';
import { Devices } from '../../src/intake/devices.service.js';
import { Events } from '../../src/intake/events.service.js';
import type { Instant } from '../../src/kernel/clock.js';
import { Entries, type KeptFact } from '../../src/ledger/entries.service.js';
import { Ledger } from '../../src/ledger/ledger.service.js';
import { Places } from '../../src/places/places.service.js';
import type { Databases } from '../../src/storage/databases.js';
import { DATABASES } from '../../src/storage/storage.module.js';
import { Writer } from '../../src/storage/writer.js';
import { testDatabase } from './database.js';

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
export const someBytes = (length: number): Buffer => randomBytes(length);
export const secretOf = (device: string): string => `demo-${device}-secret`;
export const basicOf = (device: string, secret = secretOf(device)): string =>
  `Basic ${Buffer.from(`${device}:${secret}`).toString('base64')}`;

/** Courtrooms are of zone A, screening and hall of zone B. */
const devices = [
  { id: 'recorder-201', kind: 'recorder', name: '录音 201', place: 'court-1' },
  { id: 'recorder-205', kind: 'recorder', name: '录音 205', place: 'court-5' },
  { id: 'button-101', kind: 'button', name: '1号法庭一键报警', place: 'court-1' },
  { id: 'gate-1', kind: 'gate', name: '安检一道', place: 'screening' },
] as const;

export class ExhibitCourt {
  readonly #seqs = new Map<string, number>();

  constructor(
    readonly app: NestExpressApplication,
    readonly url: string,
    readonly dataDir: string,
  ) {}

  facts = async (type?: string): Promise<KeptFact[]> =>
    (await this.app.get(Entries).from(1, 10_000)).filter((fact) => type === undefined || fact.type === type);

  /** Resolves when the ledger holds so many facts of a type. */
  async told(type: string, count = 1): Promise<KeptFact[]> {
    const ledger = this.app.get(Ledger);
    for (;;) {
      let stop: () => void = () => undefined;
      const next = new Promise<void>((resolve) => {
        stop = ledger.onCommitted(() => resolve());
      });
      const facts = await this.facts(type);
      if (facts.length >= count) {
        stop();
        return facts;
      }
      await next;
      stop();
    }
  }

  /** What a device says, through intake's own door. */
  async says(id: string, said: Record<string, unknown>): Promise<{ boot: string; seq: number }> {
    const seq = (this.#seqs.get(id) ?? 0) + 1;
    this.#seqs.set(id, seq);
    const device = this.app.get(Devices).named(id) as Device;
    const event = { v: 1, boot: 'b1', seq, at: new Date().toISOString(), ...said };
    const receipt = await this.app.get(Events).receive(device, Buffer.from(JSON.stringify(event)));
    if (receipt.outcome !== 'recorded') throw new Error(`the event was ${receipt.outcome}`);
    return { boot: 'b1', seq };
  }

  /** Somebody reports an incident by telephone. */
  async opensIncident(place: string): Promise<{ id: string; at: Instant }> {
    const id = await this.app.get(Incidents).report('somebody', place, '有人报告');
    const opened = (await this.facts('incident.opened')).find(({ subject }) => subject.id === id);
    return { id, at: opened?.at ?? '' };
  }

  /** Signs somebody in. @returns the cookie */
  async enters(username: string, roles: readonly Role[]): Promise<string> {
    const password = await this.app.get(Passwords).hash('a long enough password');
    await this.app
      .get(Writer)
      .write((unit) =>
        unit
          .rows(PeopleTable)
          .insert({ id: username, username, name: username, roles, password, disabled: false }),
      );
    const answer = await fetch(`${this.url}/api/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ username, password: 'a long enough password' }),
    });
    return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  }

  async get<Body>(path: string, cookie: string): Promise<Body> {
    const answer = await fetch(this.url + path, { headers: { Cookie: cookie } });
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Body;
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.app.get(Writer).close();
    await this.app.get<Databases>(DATABASES).close();
  }
}

/** Beside the console's folder, as on a real machine: its user owns nothing there. */
export const keeperDirOf = (dataDir: string): string => `${dataDir}-kept`;

export async function openExhibitCourt(databaseUrl: string, dataDir: string): Promise<ExhibitCourt> {
  const settings = readSettings({
    COURT_ID: 'demo',
    COURT_DATABASE_URL: databaseUrl,
    COURT_DATA_DIR: dataDir,
    COURT_KEEPER_DIR: keeperDirOf(dataDir),
    COURT_DEMO: '1',
  });
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(settings), {
    logger: ['fatal'],
    abortOnError: false,
  });
  await app.listen(0, '127.0.0.1');
  await app.get(Writer).write((unit) => app.get(Places).seedDemo(unit));
  await app.get(Devices).seed(devices.map((device) => ({ ...device, secret: secretOf(device.id) })));
  const { port } = app.getHttpServer().address() as AddressInfo;
  return new ExhibitCourt(app, `http://127.0.0.1:${port}`, dataDir);
}

/** Gives the court, and a way to end it and start it anew on the same data. */
export async function withExhibitCourt(
  test: (court: ExhibitCourt, again: () => Promise<ExhibitCourt>) => Promise<void>,
): Promise<void> {
  const database = await testDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'court-data-'));
  try {
    let court = await openExhibitCourt(database.url, dataDir);
    try {
      await test(court, async () => {
        await court.close();
        court = await openExhibitCourt(database.url, dataDir);
        return court;
      });
    } finally {
      await court.close();
    }
  } finally {
    await database.drop();
    for (const path of [dataDir, keeperDirOf(dataDir)]) rmSync(path, { recursive: true, force: true });
  }
}
