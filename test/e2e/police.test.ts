import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Courthouse } from '../support/courthouse.js';
import { held } from '../support/held.js';

const following = '[data-testid="live-state"][data-state="following"]';

let house: Courthouse;

beforeAll(async () => {
  house = await Courthouse.open();
}, 180_000);
afterAll(() => house.close());

describe('the police liaison', () => {
  let police: Page;

  beforeAll(async () => {
    police = await house.person('police');
    await police.locator(following).waitFor();
  }, 180_000);

  it('does not see a call for help until the duty chief shares it by holding the button', async () => {
    const chief = await house.person('chief');
    await chief.locator(following).waitFor();
    const button = house.device('button', 'button-105', ['press help']);
    await button.says('receipt #1');
    const row = chief.locator('[data-testid="alarm-row"][data-level="high"]');
    await row.waitFor();
    expect(await police.getByTestId('police-incident').count()).toBe(0);
    const ask = await house.ask('police');
    expect(((await (await ask('api/incidents')).json()) as { items: unknown[] }).items).toEqual([]);
    await held(chief.getByTestId('incident-share').first());
    await police.getByTestId('police-incident').first().waitFor();
    await chief.close();
  }, 90_000);

  it('sees a second press of the same button at once, and accepts', async () => {
    const button = house.device('button', 'button-106', ['press help', 'press help']);
    await button.says('receipt #2');
    const shared = police.getByTestId('police-incident');
    await shared.nth(1).waitFor();
    await police.getByTestId('police-accept').first().click();
    await police.getByTestId('police-accepted').first().waitFor();
    // Whoever goes to a silent one is told what not to do, and of no other.
    expect(await police.getByTestId('silent').count()).toBe(0);
    const quiet = house.device('button', 'button-107', ['press silent']);
    await quiet.says('receipt #1');
    await police.getByTestId('silent').waitFor();
  }, 60_000);

  it('sees nothing else: no device, no recording, no other page’s data', async () => {
    const ask = await house.ask('police');
    for (const path of [
      'api/devices',
      'api/evidence',
      'api/recordings',
      'api/screening',
      'api/people',
      'api/ledger/entries',
    ]) {
      expect((await ask(path)).status).toBe(403);
    }
    const { items } = (await (await ask('api/alarms')).json()) as { items: Record<string, unknown>[] };
    expect(items.length).toBeGreaterThan(0);
    for (const alarm of items) expect(alarm).not.toHaveProperty('device');
  });
});

describe('a screen that is cut off', () => {
  it('says NOT LIVE within ten seconds of silence and is complete again when the console is back', async () => {
    const guard = await house.guard();
    house.console.signal('SIGSTOP');
    try {
      await guard.getByTestId('not-live').waitFor({ timeout: 14_000 });
    } finally {
      // What stands still cannot be ended.
      house.console.signal('SIGCONT');
    }
    const button = house.device('button', 'button-101', ['press emergency']);
    await button.says('receipt #1');
    await guard.getByTestId('not-live').waitFor({ state: 'detached', timeout: 20_000 });
    await guard
      .locator('[data-testid="alarm-row"][data-level="emergency"]', { hasText: '1号法庭' })
      .waitFor();
    await guard.locator(following).waitFor();
  }, 60_000);
});
