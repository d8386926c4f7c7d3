import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Courthouse } from '../../support/courthouse.js';
import { heldByKey } from '../../support/held.js';
import { WireDevice } from '../../support/wire-device.js';

describe('the judge’s page', () => {
  let house: Courthouse;
  let judge: Page;
  let guard: Page;

  const state = (name: string): Promise<void> =>
    judge.locator(`[data-testid="judge-state"][data-state="${name}"]`).waitFor();

  const link = (name: string): Promise<void> =>
    judge.locator(`[data-testid="judge-link"][data-state="${name}"]`).waitFor();

  beforeAll(async () => {
    house = await Courthouse.open();
    [guard, judge] = await Promise.all([house.guard(), house.visitor()]);
  }, 180_000);

  afterAll(() => house.close());

  it('is where a judge lands after signing in by keyboard alone', async () => {
    await judge.getByTestId('sign-in-username').focus();
    await judge.keyboard.type('judge');
    await judge.keyboard.press('Tab');
    await judge.keyboard.type('courthouse-demo');
    await judge.keyboard.press('Enter');
    await judge.getByTestId('judge').waitFor();
  }, 60_000);

  it('presses by keyboard, held for a second and silently, and follows help to the door in neutral words', async () => {
    await judge.getByTestId('judge-place').selectOption('court-3');
    await judge.getByTestId('judge-silent').focus();
    await heldByKey(judge);
    await guard.locator('[data-testid="alarm-row"][data-level="emergency"]').waitFor();
    await state('received');
    await guard.keyboard.press('f');
    await state('coming');
    await guard.keyboard.press('a');
    await state('at-the-door');
    await link('connected');
    await judge.route('**/api/presses', (route) => route.abort());
    await link('cut');
    const call = judge.getByTestId('guard-telephone').getByRole('link');
    expect(await call.getAttribute('href')).toBe('tel:04380000110');
    await judge.unroute('**/api/presses');
    await link('connected');
    const shown = await judge.evaluate<string>('document.body.innerText + document.title');
    expect(shown).not.toMatch(/报警|警报|紧急|alarm|emergency/i);
  }, 60_000);

  it('shows nothing red, nothing that moves, and makes no sound', async () => {
    const loud = await judge.evaluate<
      string[]
    >(`[...document.querySelectorAll('.judge, .judge *')].flatMap((one) => {
      const { color, backgroundColor, animationName, stroke } = getComputedStyle(one);
      const red = [color, backgroundColor, stroke].filter((ink) => {
        const [r, g, b] = (ink.match(/\\d+/g) ?? []).map(Number);
        return r > 150 && g < 110 && b < 110;
      });
      return animationName === 'none' ? red : [...red, animationName];
    })`);
    expect(loud).toEqual([]);
    expect(await judge.locator('[data-testid="sound-state"], audio, .flash-bar').count()).toBe(0);
  });

  it('goes on sending through a broken line until the guard room has it, once', async () => {
    await guard.keyboard.press('c');
    const ask = await house.ask('guard');
    const open = async (): Promise<{ id: string; place: string; presses: number }[]> =>
      ((await (await ask('api/alarms?state=open')).json()) as { items: never[] }).items;
    let kept = 0;
    let tellSeen: () => void = () => undefined;
    const isSeen = new Promise<void>((done) => (tellSeen = done));
    // The console has it, and its receipt is lost on the way back, until the page was seen to say so.
    await judge.route('**/api/alarms', async (route) => {
      kept += 1;
      if (kept > 2) {
        await isSeen;
        return route.continue();
      }
      await route.fetch();
      return route.abort();
    });
    await judge.getByTestId('judge-place').selectOption('court-5');
    const receipt = judge.waitForResponse(
      (answer) => answer.url().endsWith('/api/alarms') && answer.status() === 201,
    );
    await judge.getByTestId('judge-help').focus();
    await heldByKey(judge);
    await state('late');
    expect(await judge.locator('#main .problem').count()).toBe(0);
    await judge.locator('[data-testid="judge-state"] .level-mark[data-level="trouble"]').waitFor();
    tellSeen();
    await guard.locator('[data-testid="alarm-row"]').nth(1).waitFor();
    await receipt;
    const pressed = (await open()).filter(({ place }) => place === 'court-5');
    expect(pressed).toHaveLength(1);
    expect(pressed[0]?.presses).toBe(1);
    expect(kept).toBe(3);
  }, 60_000);

  it('says that it is not delivered, and stops, only where the console refuses for good', async () => {
    await judge.unrouteAll();
    let tries = 0;
    let tellSeen: () => void = () => undefined;
    const isSeen = new Promise<void>((done) => (tellSeen = done));
    await judge.route('**/api/alarms', async (route) => {
      tries += 1;
      const isFirst = tries === 1;
      if (!isFirst) await isSeen;
      await route.fulfill({ status: isFirst ? 503 : 403, body: '{"code":"PERMISSION_LACKING"}' });
    });
    await judge.getByTestId('judge-help').focus();
    await heldByKey(judge);
    await state('late');
    tellSeen();
    await judge.getByTestId('press-refused').waitFor();
    expect(await judge.locator('[data-state="late"], #main .problem').count()).toBe(0);
    const shown = await judge.evaluate<string>('document.body.innerText');
    expect(shown).toMatch(/对讲机或电话/);
    expect(shown).not.toMatch(/报警|警报|紧急|alarm|emergency/i);
    expect(tries).toBe(2);
    await judge.unrouteAll();
  }, 60_000);

  it('reports in writing, and is told that it was noted', async () => {
    await judge.goto(`${house.console.url}#/report`);
    await judge.locator('#report-place').fill('3号');
    await judge.keyboard.press('Enter');
    await judge.getByTestId('report-text').fill('庭后当事人在走廊等我，言语威胁。');
    await judge.getByTestId('report-send').click();
    await judge.getByTestId('report-sent').waitFor();
    await guard.locator('[data-testid="incident-row"]').nth(2).waitFor();
  }, 60_000);

  it('tests his own button by keyboard and reads quietly how far it came; sees what became of his report', async () => {
    await judge.goto(`${house.console.url}#/judge`);
    await judge.getByTestId('nav-bench').press('Enter');
    const row = judge.locator('[data-testid="own-button"][data-device="button-103"]');
    await row.getByTestId('own-test-open').press('Enter');
    await judge.locator('[data-device="button-103"][data-state="waits"]').waitFor();
    const button = await WireDevice.connect(house.mqtt, 'button-103', {});
    await button.press('emergency');
    await button.close();
    await judge.locator('[data-device="button-103"][data-state="passed"]').waitFor();
    for (const step of ['received', 'shown', 'sounded'])
      expect(await row.getByTestId(`bench-${step}`).getAttribute('data-done')).toBe('true');
    expect(await judge.getByTestId('own-button').count()).toBe(2);
    const report = judge.locator('[data-testid="own-call"][data-kind="report"]');
    expect(await report.getAttribute('data-fate')).toBe('open');
    expect(await report.innerText()).toContain('言语威胁');
    const shown = await judge.evaluate<string>('document.body.innerText + document.title');
    expect(shown).not.toMatch(/报警|警报|紧急|alarm|emergency/i);
    expect(await judge.locator('[data-testid="sound-state"], audio, .flash-bar').count()).toBe(0);
    await judge.screenshot({ path: `${house.shots}/bench.png` });
  }, 60_000);
});
