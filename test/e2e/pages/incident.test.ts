import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { builtInLaw, codeOf } from '../../../src/law/code-table.js';
import { Courthouse } from '../../support/courthouse.js';
import { scriptAttempts } from '../../support/script-attempts.js';

describe('the incident page', () => {
  let house: Courthouse;
  let guard: Page;
  const asked: string[] = [];

  const fill = async (text: string): Promise<void> => {
    await guard.evaluate(`location.hash = '#/report'`);
    await guard.locator('#report-place').fill('厅');
    await guard.locator('.ant-select-item-option').first().click();
    await guard.getByTestId('report-text').fill(text);
  };
  const write = async (text: string): Promise<void> => {
    await fill(text);
    await guard.getByTestId('candidate-row').first().waitFor();
  };
  const report = async (text: string): Promise<void> => {
    await write(text);
    await guard.getByTestId('report-send').click();
    await guard.getByTestId('incident').waitFor();
  };

  beforeAll(async () => {
    house = await Courthouse.open();
    guard = await house.person('guard');
    guard.on('request', (request) => asked.push(new URL(request.url()).pathname));
  }, 180_000);

  afterAll(() => house.close());

  it('weighs words as one types, in the browser’s own thread, and opens the incident with them', async () => {
    await report('那个男的在大厅大喊大叫，说了好几遍都不听，窗口都停了，还一巴掌打在书记员脸上');
    expect(asked.filter((path) => path.endsWith('/law/classify'))).toEqual([]);
    expect(asked.some((path) => path.includes('classifying-thread'))).toBe(true);
    await guard.locator('[data-testid="finding-row"][data-code="B4"]').waitFor();
  }, 60_000);

  it('takes down what people say later, and weighs it all again', async () => {
    await guard.getByTestId('tell-text').fill('他从包里掏出一把匕首，硬闯安检，拒绝检查');
    await guard.getByTestId('live-candidates').locator('[data-code="B1"]').waitFor();
    await guard.getByTestId('tell-send').click();
    await guard.getByTestId('told').waitFor();
    await guard.locator('[data-testid="finding-row"][data-code="B1"]').waitFor();
  }, 60_000);

  it('notes a measure with its ground once two are named (询问, 2020 Rules Art. 3), and says what the note lacks', async () => {
    await guard.locator('[data-testid="measure-offer"][data-measure="M17"]').click();
    const take = guard.getByTestId('measure-take');
    await guard.getByTestId('measure-executor-1').fill('张三');
    expect(await take.isDisabled()).toBe(true);
    await guard.getByTestId('measure-executor-2').fill('李四');
    await take.click();
    const row = guard.locator('[data-testid="measure-row"][data-measure="M17"]');
    await row.getByTestId('measure-complete').click();
    await row.getByTestId('measure-injuries').fill('无');
    await row.getByTestId('measure-take').click();
    await row.getByText('无', { exact: false }).first().waitFor();
  }, 60_000);

  it('notes somebody sealed, opens him on record, and finds him again by his whole number', async () => {
    await guard.getByTestId('person-add').click();
    await guard.getByTestId('person-name').fill('王某某');
    await guard.getByTestId('person-number').fill('220721198001011234');
    await guard.getByTestId('person-save').click();
    await guard.getByTestId('person-row').waitFor();
    expect(await guard.getByTestId('person-row').innerText()).not.toContain('王某某');
    await guard.getByTestId('person-open').click();
    await guard.getByTestId('person-identity').getByText('王某某').waitFor();
    await guard.getByTestId('person-look').click();
    await guard.getByTestId('person-wanted').fill('2207211980010112');
    await guard.getByTestId('person-find').click();
    await guard.getByTestId('person-found').locator('.empty').waitFor();
    await guard.getByTestId('person-wanted').fill('220721198001011234');
    await guard.getByTestId('person-find').click();
    await guard.getByTestId('person-found').locator('a').waitFor();
  }, 60_000);

  it('shows a newer law against the one before it, and what was found before in its own words', async () => {
    await report('一名男子用椅子砸碎了立案大厅的自助机屏幕');
    const row = guard.locator('[data-testid="finding-row"][data-code="B5"]');
    // The damage is not established while nobody has said how much.
    await row.locator('input[type="checkbox"]').last().check();
    await row.getByTestId('still-asked').waitFor();
    await row.getByTestId('ask-damageYuan').fill('900');
    await row.getByTestId('still-asked').waitFor({ state: 'detached' });
    await row.getByTestId('finding-confirm').click();
    await guard.locator('[data-testid="finding-row"][data-code="B5"][data-status="confirmed"]').waitFor();
    const admin = await house.person('admin');
    await admin.evaluate(`location.hash = '#/law'`);
    const zh = codeOf('B5')?.zh ?? '';
    const codes = builtInLaw.codes.map((code) => (code.code === 'B5' ? { ...code, zh: '改过的条文' } : code));
    const newer = JSON.stringify({ ...builtInLaw, version: '2027-01-01', codes });
    const file = { name: 'law.json', mimeType: 'application/json', buffer: Buffer.from(newer) };
    await admin.getByTestId('law-load').setInputFiles(file);
    const changed = await admin.getByTestId('law-changes').innerText();
    expect([zh, '改过的条文'].filter((text) => changed.includes(text))).toHaveLength(2);
    await guard.reload();
    await row.getByText(zh).waitFor();
    expect(await row.innerText()).not.toContain('改过的条文');
  }, 60_000);

  it('finds the other incident of the same place, merges it with a reason and parts it again', async () => {
    await report('同一个人又在大厅辱骂书记员');
    await guard.getByTitle('先写理由', { exact: true }).first().waitFor();
    await guard.getByTestId('merge-reason').fill('同一件事');
    await guard.getByTestId('related-row').getByTestId('merge').first().click();
    await guard.getByTestId('merged-row').waitFor();
    // The page takes the reason away once the answer is there: what was written before would go with it.
    await guard.locator('[data-testid="merge-reason"][value=""]').waitFor();
    await guard.getByTestId('merge-reason').fill('不是一件事');
    await guard.getByTestId('merged-row').getByTestId('part').click();
    await guard.getByTestId('merged-row').waitFor({ state: 'detached' });
  }, 60_000);

  it('ends an incident as nothing that nobody chose: it says what to choose first', async () => {
    await guard.getByTestId('life-reason').fill('误按');
    expect(await guard.locator('[data-testid="life-step"][data-step="exit"]').isDisabled()).toBe(true);
    await guard.getByTitle('先选情形', { exact: true }).waitFor();
  }, 60_000);

  it('shows what people wrote as text, whatever it says: 500 attempts to have a page run it', async () => {
    const page = await house.person('chief');
    const strange: string[] = [];
    page.on('dialog', (dialog) => {
      strange.push(dialog.message());
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(house.console.url) && !/^(data|blob):/.test(request.url()))
        strange.push(request.url());
    });
    await page.exposeFunction('ran', () => strange.push('a script ran'));
    const ask = await house.ask('chief');
    expect(scriptAttempts).toHaveLength(500);
    for (let from = 0; from < scriptAttempts.length; from += 125) {
      const written = scriptAttempts.slice(from, from + 125);
      const body = JSON.stringify({ place: 'hall', text: written.join('\n') });
      const { id } = (await (await ask('api/incidents', { method: 'POST', body })).json()) as { id: string };
      await page.evaluate(`location.hash = '#/incidents/${id}'`);
      await page.getByTestId('incident').waitFor();
      await page
        .getByText(written[3] ?? '', { exact: false })
        .first()
        .waitFor();
      const shown = await page.evaluate<string>('document.body.innerText');
      expect(written.filter((attempt) => !shown.includes(attempt))).toEqual([]);
    }
    expect(strange).toEqual([]);
  }, 60_000);

  it('says where the law could not be read and nothing is proposed, and tries again', async () => {
    const law = '**/api/law/codes';
    await guard.route(law, (route) => route.fulfill({ status: 503 }));
    await guard.reload();
    await fill('在法庭上辱骂审判长，拒不停止');
    const hints = guard.getByTestId('live-candidates');
    await hints.getByRole('alert').getByText('没有读到').waitFor();
    await guard.unroute(law);
    await hints.getByRole('button', { name: '再试' }).click();
    await hints.getByTestId('candidate-row').first().waitFor();
  }, 60_000);
});
