import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connectAsync } from 'mqtt';
import pg from 'pg';
import type { Page } from 'playwright-core';
import { Courthouse } from '../support/courthouse.js';
import { Mosquitto } from '../support/mosquitto.js';
import { startPostgres, type Postgres } from '../support/postgres.js';

/** The same press with Mosquitto for the broker and PostgreSQL for the database. */
describe('a press through Mosquitto and PostgreSQL', () => {
  let mosquitto: Mosquitto;
  let postgres: Postgres;
  let house: Courthouse;
  let guard: Page;

  beforeAll(async () => {
    mosquitto = await Mosquitto.start('demo', []);
    postgres = await startPostgres();
    const url = new URL(postgres.url);
    url.pathname = '/postgres';
    house = await Courthouse.open({
      COURT_MQTT_URL: mosquitto.consoleUrl('demo'),
      COURT_DATABASE_URL: url.href,
    });
    house.broker = mosquitto.url;
    guard = await house.guard();
  }, 90_000);

  afterAll(async () => {
    await house?.close();
    await mosquitto?.stop();
    await postgres?.stop();
  });

  it('gets its receipt, is shown and sounded, is acknowledged by one key, and tells the button', async () => {
    const button = house.device('button', 'button-103', ['press emergency']);
    await button.says('receipt #1: recorded');
    await guard.locator('[data-testid="alarm-row"][data-level="emergency"]').waitFor({ timeout: 5_000 });
    await button.says('received');
    await guard.keyboard.press('Space');
    await guard
      .locator('[data-testid="alarm-row"][data-response="acknowledged"]')
      .waitFor({ timeout: 5_000 });
    await button.says('acknowledged');
  }, 40_000);

  it('stands in PostgreSQL’s ledger', async () => {
    const client = new pg.Client({ connectionString: new URL('/postgres', postgres.url).href });
    await client.connect();
    const { rows } = await client.query<{ type: string }>(
      'SELECT "type" FROM "entries" WHERE "subjectKind" = \'alarm\' ORDER BY "seq"',
    );
    await client.end();
    const types = rows.map((row) => row.type);
    expect([types[0], types.at(-1)]).toEqual(['alarm.raised', 'alarm.acknowledged']);
    // A screen that starts to sound before its frame is painted says so first.
    expect(types.slice(1, -1).sort()).toEqual(['alarm.shown', 'alarm.sounded']);
  });

  it('comes no more from a device that was disabled: Mosquitto cuts it at once', async () => {
    const button = await connectAsync(mosquitto.url, {
      clientId: 'button-104',
      username: 'button-104',
      password: 'demo-button-104',
      protocolVersion: 4,
      reconnectPeriod: 0,
    });
    await button.subscribeAsync('court/demo/button/button-104/receipt', { qos: 1 });
    const receipt = new Promise((done) => button.once('message', done));
    const press = { v: 1, boot: 'b', seq: 1, at: new Date().toISOString(), type: 'pressed', pattern: 'help' };
    await button.publishAsync('court/demo/button/button-104/event', JSON.stringify(press), { qos: 1 });
    await receipt;
    const cut = new Promise<void>((done) => button.once('close', () => done()));
    const admin = await house.ask('admin');
    expect((await admin('api/devices/button-104/disable', { method: 'POST' })).status).toBe(200);
    await cut;
    await expect(
      connectAsync(
        mosquitto.url,
        {
          clientId: 'button-104',
          username: 'button-104',
          password: 'demo-button-104',
          protocolVersion: 4,
          reconnectPeriod: 0,
        },
        false,
      ),
    ).rejects.toThrow(/refused|authori/i);
    const guardAsks = await house.ask('guard');
    const { items } = (await (await guardAsks('api/alarms?state=open')).json()) as {
      items: { device: string; presses: number }[];
    };
    expect(items.find((alarm) => alarm.device === 'button-104')).toMatchObject({ presses: 1 });
  }, 40_000);
});
