/** The whole demo console in this process, on free ports and a data folder of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { readSettings } from '../../src/config.js';
import { start } from '../../src/main.js';
import { freePorts } from './free-ports.js';

export interface House {
  readonly app: NestExpressApplication;
  /** ends in `/` */
  readonly url: string;
  close(): Promise<void>;
}

/** @param databaseUrl a SQLite file in the data folder where absent; @param more further settings */
export async function openHouse(
  databaseUrl?: string,
  more: Readonly<Record<string, string>> = {},
): Promise<House> {
  const folder = mkdtempSync(join(tmpdir(), 'court-house-'));
  const [http = 0, mqtt = 0] = await freePorts(2);
  const console = await start(
    readSettings({
      COURT_DEMO: '1',
      COURT_ID: 'demo',
      COURT_DATA_DIR: folder,
      COURT_HTTP_PORT: String(http),
      COURT_MQTT_PORT: String(mqtt),
      COURT_DATABASE_URL: databaseUrl,
      ...more,
    }),
  );
  return {
    app: console.app,
    url: console.address,
    close: async () => {
      await console.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
