/** An electrician hangs a new button by what the page shows him, and everybody sees how it is. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Courthouse } from '../support/courthouse.js';
import { Program } from '../support/device-program.js';

describe('a new button', () => {
  let house: Courthouse;
  let admin: Page;
  let button: Program | undefined;
  const told = new Map<string, string>();

  beforeAll(async () => {
    house = await Courthouse.open();
    admin = await house.person('admin');
  }, 60_000);

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
    await row.locator('[data-health="red"]').getByText('登记后从未听到它').waitFor();
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
    const revoke = admin.getByTestId('certificate-revoke').first();
    await revoke.click({ delay: 1_300 });
    await admin.locator('[data-testid="certificate"][data-revoked="true"]').waitFor();
  }, 60_000);
});
