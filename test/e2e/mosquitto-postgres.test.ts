import { existsSync, watch, type FSWatcher } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connectAsync } from 'mqtt';
import pg from 'pg';
import type { Page } from 'playwright-core';
import { Courthouse } from '../support/courthouse.js';
import { Mosquitto } from '../support/mosquitto.js';
import { OutsideDevice } from '../support/outside-device.js';
import { startPostgres, type Postgres } from '../support/postgres.js';

/** The same press with Mosquitto for the broker and PostgreSQL for the database. */
describe('a press through Mosquitto and PostgreSQL', () => {
  let mosquitto: Mosquitto;
  let postgres: Postgres;
  let house: Courthouse;
  let guard: Page;

  beforeAll(async () => {
    [mosquitto, postgres] = await Promise.all([Mosquitto.start('demo', []), startPostgres()]);
    const url = new URL(postgres.url);
    url.pathname = '/postgres';
    house = await Courthouse.open({
      COURT_MQTT_URL: mosquitto.consoleUrl('demo'),
      COURT_DATABASE_URL: url.href,
    });
    house.broker = mosquitto.url;
    guard = await house.guard();
  }, 180_000);

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
    await house.perceived();
    await guard.keyboard.press('Space');
    await guard.locator('[data-testid="alarm-row"][data-response="acknowledged"]').waitFor();
    await button.says('acknowledged');
  }, 90_000);

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
  }, 90_000);

  it('takes certificates: old and new side by side, and one that is revoked is out within the minute', async () => {
    const admin = await house.ask('admin');
    const tell = (path: string): Promise<Response> => admin(`api/devices/${path}`, { method: 'POST' });
    const certify = async (id: string) =>
      (await (await tell(`${id}/certificates`)).json()) as { cert: string; key: string; serial: string };
    const tls = join(house.folder, 'tls');
    expect(existsSync(join(tls, 'devices.crl'))).toBe(true);
    const address = await mosquitto.certificates(tls);
    await mosquitto.halt();
    await mosquitto.run();
    const enter = (by: { cert: string; key: string }, id = 'button-105'): Promise<OutsideDevice> =>
      OutsideDevice.connect(address, id, { cert: by.cert, key: by.key, password: '', ca: mosquitto.ca });
    const [old, next] = [await certify('button-105'), await certify('button-105')];
    const first = await enter(old);
    await first.says(1);
    expect((await first.receiptOf(1)).outcome).toBe('recorded');
    const second = await enter(next);
    // The same device by its new certificate: it takes the connection over, and the old one still counts.
    await first.closed();
    await second.says(2);
    expect((await second.receiptOf(2)).outcome).toBe('recorded');
    // By another's client id it is still itself, and puts nobody out.
    const other = await OutsideDevice.connect(mosquitto.url, 'button-106');
    const live = await enter(old, 'button-106').catch(() => undefined);
    expect(other.isClosed).toBe(false);
    await live?.leave();

    const stolen = await enter(old);
    let lists: FSWatcher | undefined;
    const isListed = new Promise<void>((listed) => {
      lists = watch(tls, { persistent: false }, (_event, name) => name === 'devices.crl' && listed());
    });
    const revokedAtMs = performance.now();
    expect((await tell(`button-105/certificates/${old.serial}/revoke`)).status).toBe(200);
    await stolen.closed();
    // The broker has not read the list yet: it comes back, and is cut again for good.
    const back = await enter(old);
    // What the machine does for the broker (courthouse-revocations.path), here only now.
    await isListed;
    mosquitto.reload();
    await back.closed();
    await expect(enter(old)).rejects.toThrow();
    const tookMs = performance.now() - revokedAtMs;
    expect(tookMs).toBeLessThan(60_000);
    await (await enter(next)).leave();

    // A disabled device is heard by nobody, whatever it holds and however soon it speaks.
    expect((await tell('button-105/disable')).status).toBe(200);
    const muted = await enter(next).catch(() => undefined);
    await muted?.sends('disabled and speaking').catch(() => undefined);
    const facts = await (await house.ask('auditor'))('api/ledger/entries?limit=1000');
    const heard = (await facts.text()).match(/"id":"button-105\/[^"]+","kind":"event"/g) ?? [];
    expect(heard).toHaveLength(2);
    await muted?.leave();
    await other.leave();
    lists?.close();
  }, 60_000);
});
