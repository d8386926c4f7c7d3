import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Courthouse } from '../support/courthouse.js';
import { held } from '../support/held.js';

const photo = Buffer.from([0xff, 0xd8, 0xff, 0xe0, ...Array<number>(64).fill(7)]);

async function sign(page: Page): Promise<void> {
  const glass = page.getByTestId('signature-pad');
  await glass.scrollIntoViewIfNeeded();
  const box = await glass.boundingBox();
  if (box === null) throw new Error('there is no glass to sign on');
  await page.mouse.move(box.x + 40, box.y + 40);
  await page.mouse.down();
  await page.mouse.move(box.x + 200, box.y + 90, { steps: 8 });
  await page.mouse.move(box.x + 300, box.y + 50, { steps: 8 });
  await page.mouse.up();
}

describe('the screener’s desk', () => {
  let house: Courthouse;
  let screener: Page;
  let guard: Page;

  beforeAll(async () => {
    house = await Courthouse.open();
    [guard, screener] = await Promise.all([
      house.guard(),
      house.person('screener', { width: 1366, height: 768 }),
    ]);
    await screener.getByTestId('nav-screening').click();
    await screener.getByTestId('desk').waitFor();
  }, 180_000);

  afterAll(() => house.close());

  it('opens a lane: who works there, two of them, and the self-check before', async () => {
    await screener.getByTestId('desk-join').click();
    await screener.getByTestId('desk-few').getByText('请再来 1 位，或停止开检').waitFor();
    await screener.getByTestId('desk-check').getByText('补做自检').waitFor();
    await screener.getByTestId('desk-lacks').getByText('未自检就开检').waitFor();
    await screener.getByTestId('desk-colleague').selectOption({ index: 1 });
    await screener.getByTestId('desk-few').waitFor({ state: 'detached' });
    expect(await screener.getByTestId('desk-operator').count()).toBe(2);
    await screener.getByTestId('desk-check-ok').click();
    await screener.getByTestId('desk-checked').waitFor();
    await screener.getByTestId('desk-lacks').waitFor({ state: 'detached' });
    await screener.screenshot({ path: `${house.shots}/desk-1366.png` });
  }, 60_000);

  it('takes three touches from what the gate found to a slip with its number, shelf and photo', async () => {
    house.device('gate', 'gate-1', ['passages 31 1', 'detect knife L2'], ['--once']);
    await screener.locator('[data-testid="desk-found"][data-class="knife"]').waitFor();
    await screener.locator('[data-testid="desk-outcome"][data-outcome="deposited"]').click();
    await screener.locator('[data-testid="desk-item"][data-item="item.fruit-knife"]').click();
    await screener.getByTestId('desk-issue').click();
    const slip = screener.getByTestId('issued-slip');
    await slip.waitFor();
    expect(await slip.getAttribute('data-number')).toMatch(/^\d{8}-001$/);
    await slip.getByText('单据交来人，物品放进柜格 1。').waitFor();
    await screener
      .getByTestId('slip-photo')
      .setInputFiles({ name: 'knife.jpg', mimeType: 'image/jpeg', buffer: photo });
    await screener.getByText('照片已存').waitFor();
    await screener.screenshot({ path: `${house.shots}/slip-1366.png` });
    await screener.getByTestId('slip-done').click();
    const incidents = await (await (await house.ask('guard'))('api/incidents')).json();
    expect(incidents).toMatchObject({ items: [] });
  }, 60_000);

  it('gives it back to who signs on the glass or writes his name with the keyboard', async () => {
    await screener.getByTestId('tab-slips').click();
    await screener.getByTestId('slips-number').fill('001');
    await screener.getByTestId('slip-row').click();
    // What was kept as a photo shows nothing, and says so.
    await screener.getByTestId('no-picture').waitFor();
    expect(await screener.getByTestId('slip-give-back').isDisabled()).toBe(true);
    await sign(screener);
    expect(await screener.getByTestId('slip-give-back').isDisabled()).toBe(false);
    // Who signs by keyboard wipes it, writes his name and gives it in without a pointer.
    await screener.getByTestId('signature-wipe').press('Enter');
    expect(await screener.getByTestId('slip-give-back').isDisabled()).toBe(true);
    await screener.getByTestId('signature-name').fill('张明');
    await screener.getByTestId('signature-name').press('Enter');
    await screener.screenshot({ path: `${house.shots}/slip-signed-1366.png` });
    await screener.getByTestId('slip-give-back').press('Enter');
    await screener.getByTestId('slips-told').waitFor();
    const slips = await (await (await house.ask('screener'))('api/screening/slips')).json();
    expect(slips).toMatchObject({
      items: [
        {
          state: 'returned',
          ended: { signature: expect.any(String), to: { text: '张明' } },
          photo: expect.any(String),
        },
      ],
    });
  }, 60_000);

  it('shows the day by hour', async () => {
    await screener.getByTestId('tab-flow').click();
    await screener.getByTestId('flow-chart').waitFor();
    expect(await screener.getByTestId('flow-total').innerText()).toMatch(/31\s+1\s+0\s+1\s+0/);
    await screener.screenshot({ path: `${house.shots}/flow-1366.png` });
  }, 60_000);

  it('is told what to do about a watched visitor by two who entered him, and not why', async () => {
    const committee = await house.person('committee');
    await committee.getByTestId('nav-screening').click();
    await committee.locator('[name="name"]').fill('赵某某');
    await committee.locator('[name="ground"]').fill('多次威胁法官');
    await committee.locator('[name="instruction"]').selectOption('call-officer');
    await committee
      .getByTestId('watch-until')
      .fill(new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10));
    await committee.locator('[data-testid="watch-form"] button').click();
    const president = await house.person('president');
    await president.getByTestId('nav-screening').click();
    await president.getByTestId('watch-open').click();
    await held(president.getByTestId('watch-approve'));
    await president.locator('[data-testid="watch-row"][data-state="active"]').waitFor();
    await president.screenshot({ path: `${house.shots}/watches.png` });

    await screener.getByTestId('tab-desk').click();
    await screener.getByTestId('match-text').fill('赵 某某');
    await screener.getByTestId('match-do').click();
    await screener.getByTestId('match-answer').getByText('请法警到场').waitFor();
    expect(await screener.locator('body').innerText()).not.toContain('威胁');
    await screener.setViewportSize({ width: 820, height: 1180 });
    await screener.screenshot({ path: `${house.shots}/desk-tablet.png` });
    await screener.setViewportSize({ width: 1024, height: 768 });
    await screener.screenshot({ path: `${house.shots}/desk-1024.png` });
    await screener.setViewportSize({ width: 1366, height: 768 });

    await president.getByTestId('reasoned-open').click();
    await president.locator('[name="reason"]').fill('案件已结');
    await held(president.getByTestId('reasoned-do'));
    await president.locator('[data-testid="watch-row"][data-state="ended"]').waitFor();
    await screener.getByTestId('match-text').fill('赵某某');
    await screener.getByTestId('match-do').click();
    expect(await screener.getByTestId('match-answer').innerText()).not.toContain('请法警到场');
  }, 90_000);

  it('rings in the guard room for a refused knife, with two touches', async () => {
    await screener.locator('[data-testid="desk-outcome"][data-outcome="refused"]').click();
    await screener.locator('[data-testid="desk-item"][data-item="class.knife"]').click();
    await screener.getByTestId('desk-told').waitFor();
    await guard.locator('[data-testid="alarm-row"][data-level="high"]').waitFor();
    const answer = await (await (await house.ask('guard'))('api/incidents')).json();
    expect(answer).toMatchObject({
      items: [{ source: 'screening', findings: [{ code: 'B1', elements: ['item', 'evade'] }] }],
    });
  }, 60_000);
});
