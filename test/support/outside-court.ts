/** The whole console on a real Mosquitto, with the devices of the demo. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '../../src/config.js';
import { Devices } from '../../src/intake/devices.service.js';
import { Hearing } from '../../src/intake/hearing.service.js';
import { Entries, type KeptFact } from '../../src/ledger/entries.service.js';
import { Ledger } from '../../src/ledger/ledger.service.js';
import { start } from '../../src/main.js';
import { testDatabase, type TestDatabase } from './database.js';
import { freePort } from './free-ports.js';
import { Mosquitto } from './mosquitto.js';

type Running = Awaited<ReturnType<typeof start>>;

export class OutsideCourt {
  #running: Running | undefined;

  private constructor(
    readonly mosquitto: Mosquitto,
    readonly database: TestDatabase,
    readonly folder: string,
  ) {}

  static async open(): Promise<OutsideCourt> {
    const mosquitto = await Mosquitto.start('demo', []);
    const court = new OutsideCourt(
      mosquitto,
      await testDatabase(),
      mkdtempSync(join(tmpdir(), 'court-data-')),
    );
    await court.begin();
    await court.told('broker.agrees');
    return court;
  }

  async environment(): Promise<Record<string, string>> {
    return {
      COURT_ID: 'demo',
      COURT_DEMO: '1',
      COURT_DATABASE_URL: this.database.url,
      COURT_DATA_DIR: this.folder,
      COURT_MQTT_URL: this.mosquitto.consoleUrl('demo'),
      COURT_HTTP_PORT: String(await freePort()),
    };
  }

  async begin(): Promise<void> {
    this.#running = await start(readSettings(await this.environment()));
  }

  async end(): Promise<void> {
    await this.#running?.stop();
    this.#running = undefined;
  }

  get app(): Running['app'] {
    if (this.#running === undefined) throw new Error('the console is not running');
    return this.#running.app;
  }

  get devices(): Devices {
    return this.app.get(Devices);
  }

  get hearing(): Hearing {
    return this.app.get(Hearing);
  }

  async facts(type: string, isIt: (fact: KeptFact) => boolean = () => true): Promise<KeptFact[]> {
    return (await this.app.get(Entries).from(1, 10_000)).filter((fact) => fact.type === type && isIt(fact));
  }

  /** Resolves when the ledger holds so many such facts. */
  async told(type: string, count = 1, isIt?: (fact: KeptFact) => boolean): Promise<KeptFact[]> {
    const ledger = this.app.get(Ledger);
    for (;;) {
      let stop: () => void = () => undefined;
      const next = new Promise<void>((resolve) => {
        stop = ledger.onCommitted(() => resolve());
      });
      const facts = await this.facts(type, isIt);
      if (facts.length < count) await next;
      stop();
      if (facts.length >= count) return facts;
    }
  }

  async close(): Promise<void> {
    await this.end();
    await this.mosquitto.stop();
    await this.database.drop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
