import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Courthouse } from '../../support/courthouse.js';
import { heldByKey } from '../../support/held.js';
import { WireDevice } from '../../support/wire-device.js';

/** A dead letter, as the API tells of it, and one that waits. */
const sent = { incident: 'i1', dueAt: '2026-03-02T01:00:00.000Z', answer: 'it answered 500' };
const dead = {
  items: [
    { ...sent, fact: 12, verb: 'update', state: 'waiting', attempts: 3 },
    { ...sent, fact: 9, verb: 'alarm', state: 'dead', attempts: 20 },
    { ...sent, fact: 8, verb: 'alarm', state: 'delivered', attempts: 1, answer: 'ok' },
  ],
  next: null,
};

describe('the pages of who keeps the house', () => {
  let house: Courthouse;
  let admin: Page;
  const open = async (page: Page, name: string): Promise<void> => {
    await page.evaluate(`location.hash = '#/${name}'`);
    await page.locator(`.frame[data-page="${name}"]`).waitFor();
  };

  beforeAll(async () => {
    house = await Courthouse.open();
    admin = await house.person('admin');
  }, 180_000);
  afterAll(() => house.close());

  it('shows the chief how fast people were, as numbers and printed', async () => {
    const button = await WireDevice.connect(house.mqtt, 'button-103', {});
    const { alarm } = await button.press('emergency');
    await button.close();
    const ask = await house.ask('guard');
    const body = JSON.stringify({ outcome: 'false', reason: '误碰' });
    await ask(`api/alarms/${alarm}/close`, { method: 'POST', body });
    const chief = await house.person('chief');
    await open(chief, 'figures');
    const row = chief.locator('[data-testid="figures-response-row"][data-measure="acknowledged"]');
    expect(await row.locator('td').first().textContent()).toBe('1');
    expect(await chief.getByTestId('figures-false').textContent()).toContain('1 / 1');
    const printed = await chief.request.get(
      new URL((await chief.getByTestId('figures-print').getAttribute('href')) ?? '', house.console.url).href,
    );
    expect(printed.headers()['content-type']).toContain('application/pdf');
    expect((await printed.body()).subarray(0, 5).toString()).toBe('%PDF-');
    await chief.context().close();
  }, 60_000);

  it('fills a gap of the rota by keyboard, takes it back, and tells of a person without rest', async () => {
    await open(admin, 'rota');
    await admin.getByTestId('rota-next').click();
    const gaps = admin.getByTestId('rota-gap');
    // The night that begins on Sunday: its gap stands in Sunday's column, and says so.
    await gaps.filter({ hasText: /周日 \d\d-\d\d 夜班 次日 02:00–06:00/ }).waitFor();
    expect(await gaps.count()).toBe(1);
    const night = admin.getByTestId('rota-row').nth(1);
    expect(await night.textContent()).toContain('18:00–次日 08:00');
    await night.getByTestId('rota-add').last().focus();
    await admin.keyboard.press('Enter');
    // The part of the night that is bare, and nobody chosen yet.
    expect(await admin.getByTestId('rota-form').getByTestId('hours-from').inputValue()).toBe('02:00');
    await admin.getByTestId('rota-person').selectOption({ label: '法警 李敏' });
    await admin.getByTestId('rota-put').focus();
    await admin.keyboard.press('Enter');
    await admin.getByTestId('rota-done').filter({ hasText: '李敏' }).waitFor();
    await gaps.waitFor({ state: 'detached' });
    await admin.getByTestId('rota-undo').focus();
    await admin.keyboard.press('Enter');
    await gaps.waitFor();
    // Whoever stands by day and by night is told of before it is too late.
    const onEnd = admin.getByTestId('rota-on-end');
    expect(await onEnd.count()).toBe(0);
    await night.getByTestId('rota-add').first().press('Enter');
    await admin.getByTestId('rota-person').selectOption({ label: '值班法警 韩立' });
    await admin.getByTestId('rota-put').press('Enter');
    expect(await onEnd.textContent()).toContain('韩立');
    await admin.getByTestId('rota-undo').press('Enter');
    await onEnd.waitFor({ state: 'detached' });
  }, 60_000);

  it('refuses a policy with a hole in words, and takes a whole one', async () => {
    await open(admin, 'policies');
    await admin.getByTestId('policy-edit').focus();
    await admin.keyboard.press('Enter');
    expect(await admin.getByTestId('policy-save').isDisabled()).toBe(true);
    await admin.getByTestId('policy-name').fill('本院预案');
    const first = admin.locator(
      '[data-testid="policy-form-step"][data-step="not-shown"] input[type="number"]',
    );
    await first.fill('9');
    await admin.keyboard.press('Enter');
    await admin.getByTestId('policy-holes').waitFor();
    await first.fill('2');
    await admin.keyboard.press('Enter');
    await admin.locator('[data-testid="policy"] h3', { hasText: '本院预案' }).waitFor();
    const called = admin.getByTestId('called').locator('[data-step="not-acknowledged"]');
    expect(await called.textContent()).toContain('法警');
  }, 60_000);

  it('takes a timetable from a file only after showing what it understood', async () => {
    await open(admin, 'timetable');
    const choose = (text: string) =>
      admin
        .getByTestId('import-file')
        .setInputFiles({ name: 'day.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    const good = '法庭,日期,开始,结束,案号\n2号法庭,2027-03-01,09:00,10:00,(2027)吉0721民初9号\n';
    await choose(`${good}77号法庭,2027-03-01,09:00,10:00,x\n`);
    expect(await admin.getByTestId('import-fault').textContent()).toContain('77号法庭');
    expect(await admin.getByTestId('import-take').isDisabled()).toBe(true);
    await choose(good);
    await admin.getByTestId('import-plan').waitFor();
    await admin.getByTestId('import-take').press('Enter');
    await admin.getByTestId('import-taken').filter({ hasText: 'day.csv' }).waitFor();
    await admin.getByTestId('hearing').filter({ hasText: '民初9号' }).waitFor();
    expect(await admin.getByTestId('timetable-day').inputValue()).toBe('2027-03-01');
    const add = admin.getByTestId('hearing-add');
    expect(await add.isDisabled()).toBe(true);
    await admin.locator('input[name="caseNumber"]').fill('(2027)吉0721民初10号');
    await add.press('Enter');
    await admin.getByTestId('hearing').filter({ hasText: '民初10号' }).waitFor();
  }, 60_000);

  it('invites somebody by a link that is shown once, and disables him by holding', async () => {
    await open(admin, 'people');
    await admin.getByTestId('invite-form').locator('input[value="officer"]').press('Space');
    await admin.getByTestId('invite').press('Enter');
    const link = (await admin.getByTestId('invite-link').textContent()) ?? '';
    const visitor = await house.visitor();
    await visitor.goto(link);
    await visitor.getByTestId('welcome-name').fill('新法警');
    await visitor.getByTestId('welcome-username').fill('officer-new');
    await visitor.getByTestId('welcome-password').fill('a-long-sentence-of-my-own');
    await visitor.getByTestId('welcome-submit').press('Enter');
    await visitor.getByTestId('sign-in-username').waitFor();
    await visitor.context().close();
    await admin.reload();
    const row = admin.locator('[data-testid="person"][data-username="officer-new"]');
    await row.getByTestId('person-switch').focus();
    await heldByKey(admin);
    await admin.locator('[data-username="officer-new"][data-disabled="true"]').waitFor();
    // Whose courtroom it is: the judge may test the button there.
    const judge = admin.locator('[data-testid="person"][data-username="judge"]');
    await judge.getByTestId('rights-change').press('Enter');
    expect(await judge.getByTestId('rights-save').isDisabled()).toBe(true);
    await judge.locator('[data-testid="rooms-choice"] input[value="court-5"]').press('Space');
    await judge.getByTestId('rights-save').press('Enter');
    await judge.getByTestId('person-rooms').filter({ hasText: '5号法庭' }).waitFor();
    const ask = await house.ask('judge');
    const { items } = (await (await ask('api/own/buttons')).json()) as { items: { device: string }[] };
    expect(items.map(({ device }) => device)).toEqual(['button-103', 'button-105', 'button-111']);
  }, 60_000);

  it('reads the ledger again, shows the settings, and what nobody understood with its bytes', async () => {
    const gate = await WireDevice.connect(house.mqtt, 'gate-1', {});
    await gate.send('no json at all');
    await gate.close();
    await open(admin, 'upkeep');
    // No witness has looked: that nobody saw another ledger says nothing.
    expect(await admin.getByTestId('ledger-calm').getAttribute('data-seen')).toBe('false');
    await admin.getByTestId('verify').press('Enter');
    await admin.locator('[data-testid="verification"][data-state="sound"]').waitFor();
    await admin.getByTestId('upkeep-settings').press('Enter');
    const demo = admin.getByTestId('setting').filter({ hasText: 'COURT_DEMO' });
    expect(await demo.getAttribute('data-from')).toBe('environment');
    await admin.getByTestId('upkeep-storage').press('Enter');
    await admin.locator('[data-testid="storage"]').waitFor();
    // No police system is set up here: what it would have refused for half a day is put into the answer.
    await admin.route(/liaison\/deliveries(\?|$)/, (route) => route.fulfill({ json: dead }));
    await admin.getByTestId('upkeep-deliveries').press('Enter');
    await admin.locator('[data-testid="delivery"][data-state="dead"]').waitFor();
    expect(await admin.getByTestId('delivery').first().getAttribute('data-state')).toBe('dead');
    // The console knows of no such letter, and says so beside it.
    await admin.getByTestId('delivery-again').press('Enter');
    await admin.getByTestId('delivery').getByRole('alert').waitFor();
    await admin.getByTestId('upkeep-oddities').press('Enter');
    await admin.getByTestId('oddity').first().getByRole('button').press('Enter');
    expect(await admin.getByTestId('oddity-detail').textContent()).toContain('no json at all');
  }, 60_000);

  it('asks a device whether it is there, and puts other hardware in its place', async () => {
    const door = await WireDevice.connect(house.mqtt, 'door-301', {});
    door.client.on('message', (topic) => topic.endsWith('/command') && door.status());
    await admin.evaluate(`location.hash = '#/devices/door-301'`);
    await admin.getByTestId('device-ping').press('Enter');
    expect(await admin.getByTestId('device-answer').textContent()).toMatch(/\d+ 毫秒/);
    await admin.getByTestId('device-replace').focus();
    await heldByKey(admin);
    await admin.getByTestId('enrolment').waitFor();
    await door.closed();
  }, 60_000);
});
