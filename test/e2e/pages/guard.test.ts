// A guard's night: his sound is tried and noted, an alarm brings its room with it.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Courthouse } from '../../support/courthouse.js';
import { WireDevice } from '../../support/wire-device.js';

describe('the guard’s desk', () => {
  let house: Courthouse;
  let guard: Page;
  let ask: (path: string, init?: RequestInit) => Promise<Response>;

  const picture = (name: string, page = guard): Promise<unknown> =>
    page.screenshot({ path: join(house.shots, `${name}.png`) });
  const read = async <T>(path: string): Promise<T> => (await (await ask(path)).json()) as T;

  beforeAll(async () => {
    house = await Courthouse.open();
    guard = await house.guard();
    ask = await house.ask('guard');
  }, 60_000);

  afterAll(() => house.close());

  it('begins the shift with test tones, and what was heard is noted to it', async () => {
    type Duty = { items: { name: { text: string }; sound?: { state: string } }[] };
    const { items } = await read<Duty>('api/duty');
    expect(items.find(({ name }) => name.text.includes('韩立'))?.sound?.state).toBe('heard');
    // The next shift is another: whoever goes off and on again hears them anew.
    await ask('api/duty', { method: 'DELETE' });
    await guard.locator('[data-testid="sound-state"][data-state="unarmed"]').waitFor();
    await ask('api/duty', { method: 'POST', body: JSON.stringify({ post: 'guard-room' }) });
    await guard.getByTestId('sound-arm').click();
    await guard.getByTestId('sound-not-heard').click({ timeout: 20_000 });
    await guard.getByTestId('duty-deaf').waitFor();
    await guard.getByTestId('sound-arm').click();
    await guard.getByTestId('sound-heard').click({ timeout: 20_000 });
    await guard.getByTestId('duty-deaf').waitFor({ state: 'detached' });
  }, 40_000);

  it('shows with an alarm whose room it is: the hearing, its people and risk, the gates, what is held', async () => {
    const button = await WireDevice.connect(house.mqtt, 'button-101', {});
    await button.press('emergency');
    await button.close();
    const room = guard.getByTestId('room-context');
    await room.locator('[data-testid="room-hearing"][data-risk="high"]').waitFor();
    const told = await room.innerText();
    for (const words of ['庭审中', '民初12号', '王敏', '原告 李某', '高风险', '已锁定'])
      expect(told).toContain(words);
    await picture('room');
  }, 20_000);

  it('leads through the steps in order; a skip says why and the chief is told until he has seen it', async () => {
    const steps = guard.getByTestId('steps-of-alarms');
    await steps.locator('[data-testid="course"][data-next="ask"]').waitFor();
    await steps.getByTestId('step-done').click();
    await steps.locator('[data-step="ask"][data-state="done"]').waitFor();
    await steps.getByTestId('step-skip').click();
    await steps.getByTestId('step-why').fill('两名法警已在庭内');
    await guard.keyboard.press('Enter');
    await steps.locator('[data-testid="course"][data-next="chief"]').waitFor();
    await picture('steps');
    const chief = await house.person('chief');
    const bar = chief.getByTestId('skips-bar');
    await bar.getByTestId('skip').waitFor();
    expect(await bar.innerText()).toMatch(/韩立.*派最近的两名法警.*两名法警已在庭内/s);
    await picture('skips', chief);
    await bar.getByTestId('skip-seen').click();
    await bar.waitFor({ state: 'detached' });
    await chief.getByTestId('nav-procedures').click();
    await chief.getByTestId('procedure-edit').first().click();
    await chief.getByTestId('procedure-form').waitFor();
    await picture('procedures', chief);
    await chief.getByTestId('procedure-save').click();
    await chief.locator('[data-testid="procedure"][data-version="1"]').waitFor();
    await chief.context().close();
  }, 30_000);

  it('goes with the officer’s phone: accept, on the way, on scene, well, help; who was first stands there', async () => {
    // What the other officer says by radio is entered for him, with his words.
    await guard.getByTestId('behalf-for').selectOption({ label: '法警 李敏' });
    await guard.locator('.note-line input').first().fill('我到门口了');
    await guard.keyboard.press('Enter');
    await guard.keyboard.press(' ');
    await guard.locator('.timeline li[data-type="alarm.acknowledged"]', { hasText: '李敏' }).waitFor();
    expect(await guard.locator('.timeline').innerText()).toContain('我到门口了');
    const phone = await house.person('officer-1', { width: 390, height: 844 });
    const card = phone.getByTestId('officer-card').first();
    const small = await phone.evaluate<string[]>(
      `[...document.querySelectorAll('.officer button')].filter((one) => one.getBoundingClientRect().height < 56).map((one) => one.innerText)`,
    );
    expect(small).toEqual([]);
    expect(await phone.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    for (const act of ['accept', 'go', 'arrive']) await card.getByTestId(`officer-${act}`).click();
    await card.getByTestId('check-in').waitFor();
    await card.getByTestId('officer-check-in').waitFor();
    await picture('phone', phone);
    await card.getByTestId('officer-help').focus();
    await phone.keyboard.down('Enter');
    await guard.locator('.timeline li[data-type="alarm.officer-needs-help"]').waitFor();
    await phone.keyboard.up('Enter');
    // It sounds again although it was acknowledged.
    await guard.locator('[data-testid="alarm-row"][data-ringing="true"]', { hasText: '1号法庭' }).waitFor();
    await picture('help');
    await phone.getByTestId('officer-leave').click();
    // Elsewhere than at an alarm it is a press of his own.
    await phone.getByTestId('officer-place').waitFor();
    await phone.getByTestId('own-emergency').focus();
    for (const level of ['high', 'emergency']) {
      await phone.keyboard.down('Enter');
      await guard
        .locator(`[data-testid="alarm-row"][data-level="${level}"]`, { hasText: '诉讼服务大厅' })
        .waitFor();
      await phone.keyboard.up('Enter');
      await phone.getByTestId('own-emergency-state').waitFor();
    }
    await picture('own-emergency', phone);
    await phone.context().close();
  }, 40_000);

  it('hands the shift over when the other accepts, and looks back at the minutes of an incident', async () => {
    await guard.getByTestId('nav-handover').click();
    await guard.getByTestId('handover-open').getByText('1号法庭').first().waitFor();
    await guard.getByTestId('handover-to').selectOption({ label: '值班长 周岩' });
    await guard.getByTestId('handover-note').fill('1号法庭还没结束');
    await guard.getByTestId('handover-offer').click();
    await guard.getByTestId('handover-withdraw').waitFor();
    await picture('handover');
    const chief = await house.person('chief');
    await chief.getByTestId('handover-accept').waitFor();
    expect(await chief.getByTestId('handover-bar').innerText()).toContain('1号法庭还没结束');
    await picture('handover-bar', chief);
    await chief.getByTestId('handover-accept').click();
    await guard.locator('[data-testid="handover"][data-state="accepted"]').waitFor();
    await chief.getByTestId('nav-replay').click();
    await chief.getByTestId('replay-link').last().click();
    await chief.getByTestId('replay-clocks').waitFor();
    const lit = chief.locator('.replay-plan .lit');
    await lit.waitFor();
    expect(await lit.getAttribute('data-ringing')).toBe('true');
    const facts = chief.locator('.replay-facts [data-type="alarm.officer-on-scene"] button');
    await facts.click();
    await chief.locator('.replay-plan .officers[data-post="court-1"]').waitFor();
    expect(await lit.getAttribute('data-ringing')).toBe('false');
    // Who speaks for himself is named once.
    expect(await facts.innerText()).not.toContain('代');
    await picture('replay', chief);
    await chief.getByTestId('replay-slider').focus();
    await chief.keyboard.press('Home');
    await chief.locator('.replay-plan .officers').waitFor({ state: 'detached' });
    await chief.context().close();
  }, 30_000);
});
