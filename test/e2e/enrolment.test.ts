/** An electrician hangs a new button by what the page shows him, and everybody sees how it is. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Courthouse } from '../support/courthouse.js';
import { Program } from '../support/device-program.js';
import { held } from '../support/held.js';

const webhookSecret = 'what-the-police-and-this-court-agreed-on';

/** The console works on: what it took away or renamed since it was listed holds nothing any more. */
function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw thrown;
  }
}

describe('a new button', () => {
  let house: Courthouse;
  let admin: Page;
  let button: Program | undefined;
  const told = new Map<string, string>();

  beforeAll(async () => {
    house = await Courthouse.open({
      COURT_POLICE_WEBHOOK_URL: 'http://127.0.0.1:9/nobody',
      COURT_POLICE_WEBHOOK_SECRET: webhookSecret,
    });
    admin = await house.person('admin');
  }, 180_000);

  afterAll(async () => {
    button?.kill();
    await house.close();
  });

  it('is enrolled on a page, which shows a QR code and the three values once', async () => {
    await admin.goto(`${house.console.url}#/devices`);
    await admin.locator('#enrol-id').fill('button-113');
    await admin.locator('#enrol-name').fill('档案室一键报警');
    await admin.locator('#enrol-place').fill('接待室');
    await admin.keyboard.press('Enter');
    await admin.getByTestId('enrol-send').click();
    const card = admin.getByTestId('enrolment');
    await card.locator('svg').first().waitFor();
    for (const value of ['enrol.address', 'devices.id', 'enrol.secret'])
      told.set(value, ((await card.getByTestId(value).textContent()) ?? '').trim());
    expect(told.get('enrol.address')).toBe(house.console.mqtt);
    expect(told.get('devices.id')).toBe('button-113');
    expect(told.get('enrol.secret')).toMatch(/^[\w-]{20,}$/);
  }, 60_000);

  it('connects by exactly these and is well on the guard’s page, and not well once it says so', async () => {
    const guard = await house.guard();
    await guard.goto(`${house.console.url}#/devices`);
    const row = guard.locator('[data-testid="device-row"][data-device="button-113"]');
    await row.locator('[data-health="red"]').getByText('登记后从未接通').waitFor();
    const folder = join(house.folder, 'devices', 'button-113');
    const values = ['--url', told.get('enrol.address') ?? '', '--device', told.get('devices.id') ?? ''];
    button = new Program(
      'button',
      [...values, '--secret', told.get('enrol.secret') ?? '', '--court', 'demo', '--folder', folder],
      house.folder,
    );
    await button.says('connected');
    await row.locator('[data-health="green"]').waitFor();
    button.type('tamper');
    await row.locator('[data-health="red"]').getByText('被拆动').waitFor();
    button.type('test');
    await row.locator('[data-health="green"]').waitFor();
  }, 60_000);

  it('is given a certificate on its page, and a person revokes it', async () => {
    await admin.goto(`${house.console.url}#/devices/button-113`);
    await admin.getByTestId('certify').click();
    await admin.getByTestId('download-button-113.key').waitFor();
    await held(admin.getByTestId('certificate-revoke').first());
    await admin.locator('[data-testid="certificate"][data-revoked="true"]').waitFor();
  }, 60_000);

  it('and none of what opens a door lies in the data folder or the log in clear', async () => {
    const ask = await house.ask('admin');
    const post = async <Body>(path: string, body: object = {}): Promise<Body> =>
      (await (await ask(path, { method: 'POST', body: JSON.stringify(body) })).json()) as Body;
    const { key } = await post<{ key: string }>('api/devices/button-113/certificates');
    const { token } = await post<{ token: string }>('api/invitations', { roles: ['guard'] });
    // What is typed by mistake opens a door elsewhere.
    const mistyped = 'the-password-of-my-bank-account';
    for (const username of ['admin', 'nobody']) await post('api/session', { username, password: mistyped });
    await fetch(`${house.console.url}api/invitations/${token}x`, { method: 'POST', body: '{}' });
    const [cookie] = (await admin.context().cookies()).filter(({ httpOnly }) => httpOnly);
    const secrets = {
      cookie: cookie?.value ?? '',
      device: told.get('enrol.secret') ?? '',
      invitation: token,
      key: key.split('\n')[1] ?? '',
      mistyped,
      webhook: webhookSecret,
    };
    for (const secret of Object.values(secrets)) expect(secret.length).toBeGreaterThan(20);
    const files = readdirSync(house.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      // The device keeps its own secret.
      .filter((path) => !path.startsWith(join(house.folder, 'devices')));
    expect(files).toContain(join(house.folder, 'court.sqlite'));
    const places = new Map(files.map((path) => [path, bytesOf(path)]));
    places.set('log', Buffer.from(house.console.text));
    for (const [where, bytes] of places)
      for (const [what, secret] of Object.entries(secrets))
        expect([what, where, bytes.includes(secret)]).toEqual([what, where, false]);
  }, 60_000);
});
