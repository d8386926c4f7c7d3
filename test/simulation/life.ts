/** One life of the console: its own classes over the court's file, wired by its own modules; the web and the wires are simulated. */
import { AccessModule, accessTables } from '../../src/access/access.module.js';
import { Passwords } from '../../src/access/passwords.adapter.js';
import { AlarmsModule, alarmTables } from '../../src/alarms/alarms.module.js';
import { Alarms } from '../../src/alarms/alarms.service.js';
import { benchTables } from '../../src/benches/benches.module.js';
import { Benches } from '../../src/benches/benches.service.js';
import { readSettings, SETTINGS } from '../../src/config.js';
import { Boards } from '../../src/console/boards.service.js';
import { ConsoleModule } from '../../src/console/console.module.js';
import { Doorkeeper } from '../../src/console/doorkeeper.service.js';
import { LiveGateway } from '../../src/console/live.gateway.js';
import { OpenApi } from '../../src/console/openapi.service.js';
import { DutyModule, dutyTables } from '../../src/duty/duty.module.js';
import { IncidentsModule, incidentTables } from '../../src/incidents/incidents.module.js';
import { Canary } from '../../src/intake/canary.follower.js';
import { Hearing } from '../../src/intake/hearing.service.js';
import { IntakeModule, intakeTables } from '../../src/intake/intake.module.js';
import { LawModule } from '../../src/law/law.module.js';
import { Checkpoints } from '../../src/ledger/checkpoints.service.js';
import { Ledger } from '../../src/ledger/ledger.service.js';
import { LedgerModule, ledgerTables } from '../../src/ledger/ledger.module.js';
import { PlacesModule, placeTables } from '../../src/places/places.module.js';
import { recordingTables } from '../../src/recordings/recordings.module.js';
import { ScreeningModule, screeningTables } from '../../src/screening/screening.module.js';
import { Blobs } from '../../src/storage/blobs.js';
import { Reader } from '../../src/storage/reader.js';
import { DATABASES } from '../../src/storage/storage.module.js';
import { Writer } from '../../src/storage/writer.js';
import { TimetableModule, timetableTables } from '../../src/timetable/timetable.module.js';
import { Container, providersOf } from './container.js';
import { SimulatedBroker, type Network } from './network.js';
import { SimulatedNamespace, type Reachable } from './screens.js';
import type { SimulatedStore } from './store.js';

export const tables = [
  ledgerTables,
  accessTables,
  placeTables,
  intakeTables,
  timetableTables,
  dutyTables,
  alarmTables,
  screeningTables,
  recordingTables,
  incidentTables,
  benchTables,
].flat();

const modules = [
  LedgerModule,
  PlacesModule,
  IntakeModule,
  TimetableModule,
  DutyModule,
  AlarmsModule,
  ScreeningModule,
  LawModule,
  IncidentsModule,
  ConsoleModule,
];
/** Documents, or speaks over a real wire. */
const leftOut: readonly unknown[] = [OpenApi, Canary];
const isInjected = (token: unknown): boolean =>
  typeof token === 'function' && !leftOut.includes(token) && token.name !== '';

const settings = readSettings({ COURT_ID: 'demo', COURT_DEMO: '1', COURT_DATA_DIR: '/nonexistent' });

export interface Life extends Reachable {
  readonly boards: Boards;
  readonly ledger: Ledger;
  readonly writer: Writer;
  readonly container: Container;
}

/** @param onFatal the disk cannot be trusted: the console ends, and begins anew */
export async function live(store: SimulatedStore, network: Network, onFatal: () => void): Promise<Life> {
  const broker = new SimulatedBroker(network);
  const wired = modules.flatMap(providersOf).filter((provider) => !isWeb(provider));
  const container = new Container([
    ...(AccessModule.with().providers as typeof wired),
    ...wired.map((provider) =>
      'useFactory' in provider && isBroker(provider) ? given(provider, broker) : provider,
    ),
    { provide: SETTINGS, useValue: settings },
    { provide: DATABASES, useValue: store },
    { provide: Writer, useValue: new Writer(store, onFatal) },
    { provide: Reader, useValue: new Reader(store) },
    { provide: Doorkeeper, useValue: seesAll },
    { provide: Blobs, useValue: roomyDisk },
    { provide: Passwords, useValue: quickPasswords },
    { provide: Checkpoints, useValue: noSigner },
  ]);
  const wanted = wired.map((provider) => ('provide' in provider ? provider.provide : provider));
  // Of the judges' own rooms the demo's file alone: what hangs on recordings stays out.
  await container.start([Ledger, Benches, ...wanted.filter(isInjected)] as never);
  const namespace = new SimulatedNamespace();
  const gateway = await container.get(LiveGateway);
  gateway.afterInit(namespace as never);
  await (await container.get(Hearing)).start();
  return {
    court: settings.court.id,
    gateway,
    namespace,
    alarms: await container.get(Alarms),
    boards: await container.get(Boards),
    ledger: await container.get(Ledger),
    writer: await container.get(Writer),
    container,
  };
}

type Provider = ReturnType<typeof providersOf>[number];
const isWeb = (provider: Provider): boolean =>
  'provide' in provider && typeof provider.provide === 'string' && provider.provide.startsWith('APP_');
const isBroker = (provider: Provider): boolean =>
  'provide' in provider && typeof provider.provide === 'symbol' && provider.provide.description === 'broker';
const given = (provider: Provider, broker: SimulatedBroker): Provider => ({
  provide: 'provide' in provider ? provider.provide : provider,
  useValue: broker,
});

/** Asking the machine's own disk takes real time. */
const roomyDisk = { disk: () => Promise.resolve({ freeBytes: 2 ** 40, totalBytes: 2 ** 40 }) };

/** Hashing takes real time on other threads; nobody signs in here. */
const quickPasswords = { hash: () => Promise.resolve('no password'), decoy: () => Promise.resolve('none') };

/** The signer is a process of its own, and nothing is exported here. */
const noSigner = {};

/** Who sits before a simulated screen is known, and no police station looks on. */
const seesAll = {
  viewerOf: () => Promise.resolve(undefined),
  onEnded: () => undefined,
  sightOf: ({ permissions }: { permissions: unknown }) => ({ permissions }),
};
