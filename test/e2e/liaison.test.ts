/** The court and the police talk about one incident; two people delete what is past its time; two change the ledger's key, and two own to a loss. */
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Database from 'better-sqlite3';
import type { Page } from 'playwright-core';
import { Courthouse } from '../support/courthouse.js';
import { held } from '../support/held.js';
import { upload } from '../support/tus.js';
import { spokenWav } from '../support/wav.js';

const following = '[data-testid="live-state"][data-state="following"]';
const shots = process.env['COURT_TEST_SHOTS'];
const shot = async (page: Page, name: string): Promise<void> => {
  if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
};

describe('an emergency that the police see at once', () => {
  let house: Courthouse;

  beforeAll(async () => {
    house = await Courthouse.open();
  }, 180_000);
  afterAll(() => house.close());

  it('is accepted, answered, talked about and closed, the same on both sides, until the chief takes it back', async () => {
    const police = await house.person('police');
    const chief = await house.person('chief');
    await police.locator(following).waitFor();
    await chief.locator(following).waitFor();
    const button = house.device('button', 'button-103', ['press emergency']);
    await button.says('receipt #1');
    const shared = police.getByTestId('police-incident').first();
    await shared.waitFor();
    const id = await shared.getAttribute('data-incident');
    await police.getByTestId('police-accept').click();
    await police.getByTestId('liaison-dispatched').click();
    await police.getByTestId('liaison-text').fill('从哪个门进？');
    await police.getByTestId('liaison-send').click();

    await chief.goto(`${house.console.url}#/incidents/${id}`);
    const steps = chief.getByTestId('liaison-steps');
    await steps.getByText('从哪个门进？').waitFor();
    const now = chief.getByTestId('police-now');
    await now.getByText('公安已派警').waitFor();
    // On its own page an incident has no number.
    await chief.locator('.timeline [data-type="hold.placed"]').getByText('（本事件）').first().waitFor();
    await chief.getByTestId('liaison-text').fill('走东门，有人接');
    await chief.getByTestId('liaison-send').click();
    await police.getByTestId('liaison-steps').getByText('走东门，有人接').waitFor();
    await police.getByTestId('liaison-on-scene').click();
    await police.getByTestId('liaison-docket').fill('前公（城）受案字〔2026〕1号');
    await police.getByTestId('liaison-result').selectOption('filed');
    await police.getByTestId('liaison-closed').click();
    await steps.getByText('前公（城）受案字〔2026〕1号').waitFor();
    await now.getByText('公安已办结').waitFor();
    await shot(police, 'police-zh');
    await shot(chief, 'chief-zh');
    const types = await steps
      .locator('li')
      .evaluateAll((lines) => lines.map((line) => line.getAttribute('data-type')));
    expect(types).toEqual([
      'liaison.offered',
      'liaison.accepted',
      'liaison.dispatched',
      'liaison.message',
      'liaison.message',
      'liaison.on-scene',
      'liaison.closed',
    ]);

    await chief.emulateMedia({ media: 'print' });
    await chief.getByText('电话通报单（系统联络中断时使用）').waitFor();
    await shot(chief, 'phone-sheet-zh');
    await chief.emulateMedia({ media: 'screen' });

    await chief.getByTestId('liaison-why-withdraw').fill('误报');
    await held(chief.getByTestId('liaison-withdraw'));
    await shared.waitFor({ state: 'detached' });
  }, 180_000);
});

describe('a recording that is past its time', () => {
  let house: Courthouse;

  beforeAll(async () => {
    house = await Courthouse.open();
  }, 180_000);
  afterAll(() => house.close());

  it('is deleted by a clerk who asks and an approver who agrees, and a tombstone stays', async () => {
    const basic = `Basic ${Buffer.from('recorder-201:demo-recorder-201').toString('base64')}`;
    const base = house.console.url.replace(/\/$/, '');
    const words = { filetype: 'audio/wav', filename: '旧录音.wav' };
    const { url } = await upload(base, { bytes: spokenWav(1), headers: { Authorization: basic }, words });
    const id = url.split('/').at(-1)!;
    // Half a year goes by.
    const file = new Database(join(house.folder, 'court.sqlite'));
    file.pragma('busy_timeout = 5000');
    file.prepare('UPDATE "evidence" SET "keepUntil" = ? WHERE "id" = ?').run('2020-01-01T00:00:00.000Z', id);
    file.close();

    const clerk = await house.person('clerk');
    await clerk.goto(`${house.console.url}#/evidence`);
    const item = clerk.locator(`[data-testid="evidence-item"][data-evidence="${id}"]`);
    await item.getByTestId('custody-open').click();
    await item.locator('[data-type="evidence.consulted"]').waitFor();
    await shot(clerk, 'chain-zh');
    await clerk.getByRole('tab', { name: '到期与删除' }).click();
    await clerk.getByTestId('retention').locator(`[data-evidence="${id}"]`).waitFor();
    await clerk.getByTestId('retention-why').fill('保存期满');
    await clerk.getByTestId('retention-ask').click();
    await clerk.getByTestId('deletions').waitFor();
    expect(await clerk.getByTestId('deletions-approve').count()).toBe(0);

    const approver = await house.person('approver');
    await approver.goto(`${house.console.url}#/evidence`);
    await approver.getByRole('tab', { name: '到期与删除' }).click();
    await approver.getByTestId('deletions-approve').waitFor();
    await shot(approver, 'retention-zh');
    await held(approver.getByTestId('deletions-approve'));
    await clerk.getByTestId('deletions').waitFor({ state: 'detached' });
    await clerk.getByRole('tab', { name: '证据', exact: true }).click();
    await clerk.locator(`[data-evidence="${id}"][data-state="deleted"]`).waitFor();
    await shot(clerk, 'tombstone-zh');
  }, 180_000);

  it('leaves the ledger’s key to two others: the administrator asks for a new one, the president approves', async () => {
    const admin = await house.person('admin');
    await admin.goto(`${house.console.url}#/account`);
    const before = await admin.locator('[data-testid="key"][data-state="in-use"] code').textContent();
    await admin.getByTestId('key-why').fill('每年换一次');
    await held(admin.getByTestId('key-succeed'));
    await admin.getByTestId('key-succeed').waitFor({ state: 'detached' });
    await admin.getByTestId('key-change').waitFor();
    expect(await admin.getByTestId('key-approve').count()).toBe(0);
    // Who asked may think again.
    await admin.getByTestId('key-refuse').click();
    await admin.getByTestId('key-change').waitFor({ state: 'detached' });
    await admin.getByTestId('key-why').fill('每年换一次');
    await held(admin.getByTestId('key-succeed'));
    await admin.getByTestId('key-change').waitFor();
    const president = await house.person('president');
    await president.goto(`${house.console.url}#/account`);
    await president.getByTestId('key-change').waitFor();
    await shot(president, 'keys-zh');
    await held(president.getByTestId('key-approve'));
    await president.getByTestId('key-approve').waitFor({ state: 'detached' });
    await president.locator('[data-testid="key"][data-state="ended"]').waitFor();
    await shot(president, 'keys-after-zh');
    const after = await president.locator('[data-testid="key"][data-state="in-use"] code').textContent();
    expect(after).not.toBe(before);

    // A telephone was lost: the sign-in on it ends, this one stays.
    const lost = await house.person('president');
    await held(president.getByTestId('lost-end'));
    await president.getByText('已结束 1 处登录').waitFor();
    await lost.reload();
    await lost.getByTestId('sign-in-username').waitFor();
    await shot(president, 'lost-zh');
  }, 180_000);

  it('and after an old backup says on every screen what is wrong, until two people acknowledge the loss', async () => {
    const database = join(house.folder, 'court.sqlite');
    await house.restart(() => copyFileSync(database, `${database}.yesterday`));
    const admin = await house.person('admin');
    await admin.goto(`${house.console.url}#/account`);
    await admin.getByTestId('key-why').fill('例行更换');
    await held(admin.getByTestId('key-succeed'));
    const president = await house.person('president');
    await president.goto(`${house.console.url}#/account`);
    await held(president.getByTestId('key-approve'));
    await president.getByTestId('key-change').waitFor({ state: 'detached' });
    expect(await president.getByTestId('ledger-wrong').count()).toBe(0);

    await house.restart(() => {
      for (const ending of ['-wal', '-shm']) rmSync(database + ending, { force: true });
      copyFileSync(`${database}.yesterday`, database);
    });
    const screens = [];
    for (const who of ['guard', 'police', 'admin', 'president']) {
      const page = await house.person(who);
      await page.getByTestId('ledger-wrong').getByText('台账').first().waitFor();
      screens.push(page);
    }
    const [guard, , asks, agrees] = screens as [Page, Page, Page, Page];
    await shot(guard, 'old-backup-zh');
    await asks.goto(`${house.console.url}#/account`);
    await asks.getByTestId('key-why').fill('磁盘损坏，只有昨日备份');
    await held(asks.getByTestId('ledger-begin-anew'));
    await asks.getByTestId('key-change').waitFor();
    await shot(asks, 'begin-anew-zh');
    await agrees.goto(`${house.console.url}#/account`);
    await held(agrees.getByTestId('key-approve'));
    for (const page of screens) {
      await page.getByTestId('ledger-lost').waitFor();
      expect(await page.getByTestId('ledger-wrong').count()).toBe(0);
    }
    await shot(guard, 'loss-zh');
  }, 180_000);
});
