/** A court in Nest's real container on a database of its own, served on a port of the machine. */
import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module, StandardSchemaValidationPipe, type DynamicModule, type Type } from '@nestjs/common';
import { APP_FILTER, APP_PIPE, NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';
import { AccessModule, accessTables } from '../../src/access/access.module.js';
import { Passwords } from '../../src/access/passwords.adapter.js';
import { People } from '../../src/access/people.service.js';
import type { Role } from '../../src/access/permission.js';
import { readSettings, SETTINGS, type Settings } from '../../src/config.js';
import { invalidInput, ProblemFilter } from '../../src/console/problem.filter.js';
import { DutyModule, dutyTables } from '../../src/duty/duty.module.js';
import { theSystem } from '../../src/kernel/actor.js';
import type { Clock } from '../../src/kernel/clock.js';
import { Entries, type KeptFact } from '../../src/ledger/entries.service.js';
import { LedgerModule, ledgerTables } from '../../src/ledger/ledger.module.js';
import { PlacesModule, placeTables } from '../../src/places/places.module.js';
import type { Databases } from '../../src/storage/databases.js';
import { DATABASES, StorageModule } from '../../src/storage/storage.module.js';
import { Writer } from '../../src/storage/writer.js';
import { TimetableModule, timetableTables } from '../../src/timetable/timetable.module.js';
import { testDatabase } from './database.js';

/** A clock that the test moves. */
export class HandClock implements Clock {
  constructor(public atMs: number = Date.now()) {}
  nowMs(): number {
    return this.atMs;
  }
  pass(milliseconds: number): void {
    this.atMs += milliseconds;
  }
}

/** What a test adds to the house. */
export interface Planted {
  readonly controllers?: Type[];
  readonly providers?: Type[];
}

@Module({})
class CourtModule {
  static with(settings: Settings, clock: Clock, planted: Planted): DynamicModule {
    return {
      module: CourtModule,
      global: true,
      controllers: planted.controllers ?? [],
      providers: [
        ...(planted.providers ?? []),
        { provide: SETTINGS, useValue: settings },
        { provide: APP_FILTER, useClass: ProblemFilter },
        {
          provide: APP_PIPE,
          useFactory: () => new StandardSchemaValidationPipe({ exceptionFactory: invalidInput }),
        },
      ],
      exports: [SETTINGS],
      imports: [
        StorageModule.with([
          ...ledgerTables,
          ...accessTables,
          ...placeTables,
          ...timetableTables,
          ...dutyTables,
        ]),
        LedgerModule,
        AccessModule.with(clock),
        PlacesModule,
        TimetableModule,
        DutyModule,
      ],
    };
  }
}

export interface Court {
  readonly app: NestExpressApplication;
  readonly server: Server;
  readonly clock: HandClock;
  facts(type?: string): Promise<KeptFact[]>;
  close(): Promise<void>;
}

export interface CourtOptions {
  readonly demo?: boolean;
  readonly planted?: Planted;
}

export async function openCourt(url: string, options: CourtOptions = {}): Promise<Court> {
  const clock = new HandClock();
  const dataDir = mkdtempSync(join(tmpdir(), 'court-data-'));
  const settings = readSettings({
    COURT_ID: 'demo',
    COURT_DATABASE_URL: url,
    COURT_DATA_DIR: dataDir,
    COURT_DEMO: options.demo === false ? '0' : '1',
  });
  const app = await NestFactory.create<NestExpressApplication>(
    CourtModule.with(settings, clock, options.planted ?? {}),
    { logger: ['fatal'], abortOnError: false },
  );
  await app.listen(0, '127.0.0.1');
  const entries = app.get(Entries);
  return {
    app,
    server: app.getHttpServer(),
    clock,
    facts: async (type) =>
      (await entries.from(1, 10_000)).filter((fact) => type === undefined || fact.type === type),
    close: async () => {
      await app.close();
      await app.get(Writer).close();
      await app.get<Databases>(DATABASES).close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export async function withCourt(
  test: (court: Court, url: string) => Promise<void>,
  options: CourtOptions = {},
): Promise<void> {
  const database = await testDatabase();
  try {
    const court = await openCourt(database.url, options);
    try {
      await test(court, database.url);
    } finally {
      await court.close();
    }
  } finally {
    await database.drop();
  }
}

export const password = 'a long enough password';

/** Registers a person with these roles. */
export async function register(court: Court, username: string, roles: readonly Role[]): Promise<string> {
  const passwordHash = await court.app.get(Passwords).hash(password);
  const station = roles.includes('police') ? { station: 'station-1' } : {};
  const name = `姓名 ${username}`;
  return court.app
    .get(Writer)
    .write((unit) =>
      court.app.get(People).add(unit, { username, name, passwordHash, roles, ...station }, theSystem),
    );
}

/** Signs a registered person in; the cookie as the browser sends it back. */
export async function signIn(court: Court, username: string, given = password): Promise<string> {
  const answer = await request(court.server)
    .post('/api/session')
    .send({ username, password: given })
    .expect(201);
  return answer.get('Set-Cookie')?.[0]?.split(';')[0] ?? '';
}

/** Registers and signs in a person who has one role and is called by it. */
export async function enter(court: Court, role: Role): Promise<string> {
  await register(court, role, [role]);
  return signIn(court, role);
}
