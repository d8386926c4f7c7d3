import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Courthouse } from '../../support/courthouse.js';

/** Holds what has the focus for longer than a second, as a finger on a key does. */
async function hold(page: Page): Promise<void> {
  await page.keyboard.down('Enter');
  await page.locator('.held[data-held="true"]').waitFor();
  await page.locator('.held[data-held="true"]').waitFor({ state: 'detached' });
  await page.keyboard.up('Enter');
}

describe('the judge’s page', () => {
  let house: Courthouse;
  let judge: Page;
  let guard: Page;

  const state = (name: string): Promise<void> =>
    judge.locator(`[data-testid="judge-state"][data-state="${name}"]`).waitFor({ timeout: 10_000 });

  beforeAll(async () => {
    house = await Courthouse.open();
    guard = await house.guard();
    judge = await house.visitor();
  }, 60_000);

  afterAll(() => house.close());

  it('is where a judge lands after signing in by keyboard alone', async () => {
    await judge.getByTestId('sign-in-username').focus();
    await judge.keyboard.type('judge');
    await judge.keyboard.press('Tab');
    await judge.keyboard.type('courthouse-demo');
    await judge.keyboard.press('Enter');
    await judge.getByTestId('judge').waitFor();
  }, 20_000);

  it('presses by keyboard, held for a second and silently, and follows help to the door in neutral words', async () => {
    await judge.getByTestId('judge-place').selectOption('court-3');
    await judge.getByTestId('judge-silent').focus();
    await hold(judge);
    await guard.locator('[data-testid="alarm-row"][data-level="emergency"]').waitFor();
    await state('received');
    await guard.keyboard.press('f');
    await state('coming');
    await guard.keyboard.press('a');
    await state('at-the-door');
    const shown = await judge.evaluate<string>('document.body.innerText + document.title');
    expect(shown).not.toMatch(/报警|警报|紧急|alarm|emergency/i);
  }, 30_000);

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
    // The console has it, and its receipt is lost on the way back.
    await judge.route('**/api/alarms', async (route) => {
      kept += 1;
      if (kept > 2) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await judge.getByTestId('judge-place').selectOption('court-5');
    const receipt = judge.waitForResponse(
      (answer) => answer.url().endsWith('/api/alarms') && answer.status() === 201,
    );
    await judge.getByTestId('judge-help').focus();
    await hold(judge);
    await guard.locator('[data-testid="alarm-row"]').nth(1).waitFor();
    await receipt;
    const pressed = (await open()).filter(({ place }) => place === 'court-5');
    expect(pressed).toHaveLength(1);
    expect(pressed[0]?.presses).toBe(1);
    expect(kept).toBe(3);
  }, 30_000);

  it('reports in writing, and is told that it was noted', async () => {
    await judge.goto(`${house.console.url}#/report`);
    await judge.locator('#report-place').fill('3号');
    await judge.keyboard.press('Enter');
    await judge.getByTestId('report-text').fill('庭后当事人在走廊等我，言语威胁。');
    await judge.getByTestId('report-send').click();
    await judge.getByTestId('report-sent').waitFor();
    await guard.locator('[data-testid="incident-row"]').nth(2).waitFor();
  }, 20_000);
});
