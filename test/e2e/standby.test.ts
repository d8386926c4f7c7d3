import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { CourtDatabase } from '../faults/court-database.js';
import { CourtNode } from '../faults/node.js';
import { FaultProxy } from '../faults/proxy.js';
import { launchBrowser } from '../support/browser.js';
import { Mosquitto } from '../support/mosquitto.js';
import { OutsideDevice } from '../support/outside-device.js';
import { startPostgres } from '../support/postgres.js';

/** R15 as the guard sees it: the page of a console that dies goes on at the other one, which takes the court's address over. */
describe('a guard’s screen, when the console dies and the other machine takes the court over', () => {
  const folder = mkdtempSync(join(tmpdir(), 'court-taken-over-'));
  const ends: (() => unknown)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const nodes: CourtNode[] = [];
  let mosquitto: Mosquitto;
  let address: FaultProxy;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    const [broker, postgres] = await Promise.all([Mosquitto.start('demo', []), startPostgres()]);
    mosquitto = broker;
    ends.push(
      () => mosquitto.stop(),
      () => postgres.stop(),
    );
    const database = await CourtDatabase.make(postgres, ['clerk']);
    ends.push(() => database.close());
    for (const name of [0, 1]) {
      const node = await CourtNode.make({ name, login: 'clerk', database, mosquitto, dataDir: folder });
      ends.push(() => node.close());
      await node.start();
      if (name === 0) while (!(await node.isReady())) await pause(50);
      nodes.push(node);
    }
    address = await FaultProxy.to(nodes[0]?.http ?? 0);
    ends.push(() => address.close());
    browser = await launchBrowser();
    ends.push(() => browser.close());
    page = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' });
  });

  afterAll(async () => {
    for (const end of ends.toReversed()) await end();
  });

  it('says that it is not live, then goes on by itself, with what was pressed meanwhile, and sounds', async () => {
    const [active, other] = nodes;
    if (active === undefined || other === undefined) throw new Error('two machines are needed');
    await takeThePost(page, address.port);
    await page.evaluate('window.isStillThisPage = true');
    const buttons = await Promise.all(
      ['button-103', 'button-104'].map((id) => OutsideDevice.connect(mosquitto.url, id)),
    );
    const [before, meanwhile] = buttons;
    await before?.says(1);
    const shownBefore = rowOf(page, await alarmOf(before));
    await shownBefore.waitFor();

    expect([await active.role(), await other.role()]).toEqual(['active', 'standby']);
    active.console.signal('SIGKILL');
    await page.getByTestId('not-live').waitFor();
    await meanwhile?.says(1);
    while (!(await other.isReady())) await pause(50);
    address.target = other.http;

    await page.locator('[data-testid="live-state"][data-state="following"]').waitFor();
    const alarm = await alarmOf(meanwhile);
    await rowOf(page, alarm).waitFor();
    await perceived(page, alarm);
    expect(await shownBefore.count()).toBe(1);
    expect(await page.evaluate('window.isStillThisPage')).toBe(true);

    // What is chosen is the worst that rings; one key answers it, as before.
    await page.keyboard.press('Space');
    await page.locator('[data-testid="alarm-row"][data-response="acknowledged"]').waitFor();
    await Promise.all(buttons.map((button) => button.leave()));
  });
});

const rowOf = (page: Page, alarm: string): Locator =>
  page.locator(`[data-testid="alarm-row"][data-alarm="${alarm}"]`);

/** @returns the alarm that its receipt names */
async function alarmOf(button: OutsideDevice | undefined): Promise<string> {
  const receipt = await button?.receiptOf(1);
  return receipt !== undefined && 'alarm' in receipt ? (receipt.alarm ?? '') : '';
}

/** Resolves once the alarm's record says that a screen showed it and sounded it. */
async function perceived(page: Page, alarm: string): Promise<void> {
  for (;;) {
    const answer = await page.request.get(new URL(`api/alarms/${alarm}`, page.url()).href);
    const { shown, sounded } = (await answer.json()) as { shown?: object; sounded?: object };
    if (shown !== undefined && sounded !== undefined) return;
    await pause(50);
  }
}

async function takeThePost(page: Page, port: number): Promise<void> {
  await page.goto(`http://127.0.0.1:${port}/`);
  await page.getByTestId('sign-in-username').fill('guard');
  await page.getByTestId('sign-in-password').fill('courthouse-demo');
  await page.getByTestId('sign-in-submit').click();
  await page.locator('[data-testid="live-state"][data-state="following"]').waitFor();
  await page.getByTestId('sound-arm').first().click();
  await page.getByTestId('sound-heard').click({ timeout: 20_000 });
}
