import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Courthouse } from '../support/courthouse.js';
import { held } from '../support/held.js';
import { spokenWav } from '../support/wav.js';

/** The main job: a press in courtroom 3 becomes a packet that the police can check. */
describe('a press in courtroom 3', () => {
  let house: Courthouse;
  let guard: Page;
  let police: Page;
  let incident = '';
  let packet = '';

  beforeAll(async () => {
    house = await Courthouse.open();
    [guard, police] = await Promise.all([house.guard(), house.person('police')]);
    await police.locator('[data-testid="live-state"][data-state="following"]').waitFor();
  }, 180_000);

  afterAll(() => house.close());

  it('is on the guard’s screen with sound, and on the police page, and the space bar acknowledges it', async () => {
    const button = house.device('button', 'button-103', ['press emergency']);
    // The five seconds are the console's: how long a machine takes to start the button's program is not its affair.
    await button.says('receipt #1');
    const row = guard.locator('[data-testid="alarm-row"][data-level="emergency"]');
    await row.waitFor({ timeout: 5_000 });
    await police.getByTestId('police-incident').first().waitFor({ timeout: 5_000 });
    await guard.getByTestId('chosen-place').filter({ hasText: '3号法庭' }).waitFor({ timeout: 5_000 });
    await button.says('received');
    await house.perceived();
    await guard.keyboard.press('Space');
    await guard.locator('[data-testid="alarm-row"][data-response="acknowledged"]').waitFor();
    await button.says('acknowledged');
    const ask = await house.ask('guard');
    const { items } = (await (await ask('api/alarms')).json()) as {
      items: { id: string; incident: string; shown?: object; sounded?: object }[];
    };
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      shown: { by: { kind: 'person' } },
      sounded: { by: { kind: 'person' } },
    });
    incident = items[0]?.incident ?? '';
  }, 60_000);

  it('is reached on the police page within a second of the press', async () => {
    const ask = await house.ask('guard');
    const file = (await (await ask(`api/incidents/${incident}`)).json()) as {
      openedAt: string;
      shared: { at: string; why: string };
    };
    expect(file.shared).toMatchObject({ at: file.openedAt, why: 'policy' });
  });

  it('goes on to the scene and under control, and the button is told', async () => {
    for (const [key, response] of [
      ['f', 'responding'],
      ['a', 'on-scene'],
      ['c', 'controlled'],
    ] as const) {
      await guard.keyboard.press(key);
      await guard.locator(`[data-testid="alarm-row"][data-response="${response}"]`).waitFor();
      // The row shows a key before the console has it: two at once may overtake.
      await guard.locator(`.timeline li[data-type="alarm.${response}"]`).waitFor();
    }
  }, 60_000);

  it('takes up the recording of that room, which plays in the page', async () => {
    const clip = join(house.folder, 'clip.wav');
    writeFileSync(clip, spokenWav(6));
    const at = (secondsAgo: number): string => new Date(Date.now() - secondsAgo * 1000).toISOString();
    const recorder = house.device(
      'recorder',
      'recorder-201',
      [],
      ['--http', house.console.url, '--send', clip, '--started-at', at(20), '--ended-at', at(14), '--once'],
    );
    await recorder.says('stored');
    await guard.goto(`${house.console.url}#/incidents/${incident}`);
    await guard.getByTestId('evidence-item').first().waitFor();
    await guard.getByTestId('player-play').first().click();
    await guard.locator('[data-testid="player-state"][data-state="playing"]').first().waitFor();
    const auditor = await house.ask('auditor');
    const ledger = await (await auditor('api/ledger/entries?from=1')).text();
    expect(ledger.split('\n').filter((line) => line.includes('"type":"evidence.viewed"'))).toHaveLength(1);
  }, 60_000);

  it('becomes a packet: the clerk asks, another person approves, the police fetch it', async () => {
    const clerk = await house.person('clerk');
    await clerk.goto(`${house.console.url}#/incidents/${incident}`);
    await clerk.getByTestId('packet-ask').click();
    await clerk.getByTestId('packet-asked').waitFor();
    expect(await clerk.getByTestId('packet-ask').count()).toBe(0);
    const approver = await house.person('approver');
    await approver.goto(`${house.console.url}#/packets`);
    const approve = approver.getByTestId('packet-approve').first();
    expect(await approve.innerText()).toMatch(/缺 \d 项，仍批准并送出/);
    await held(approve);
    await approver.locator('[data-testid="packet-state"][data-state="sealed"]').first().waitFor();
    await police.reload();
    const download = police.getByTestId('packet-download').first();
    await download.waitFor();
    const [saved] = await Promise.all([police.waitForEvent('download'), download.click()]);
    packet = join(house.folder, 'packet.zip');
    await saved.saveAs(packet);
    const ask = await house.ask('clerk');
    const { items } = (await (await ask('api/packets')).json()) as { items: { state: string }[] };
    expect(items[0]?.state).toBe('handed-over');
  }, 90_000);

  it('is whole to a verifier on a machine that never heard of us, and not with one byte changed', async () => {
    const keys = join(house.folder, 'keys.pem');
    writeFileSync(keys, await (await fetch(`${house.console.url}api/ledger/keys`)).text());
    const unpacked = join(house.folder, 'unpacked');
    execFileSync('unzip', ['-q', packet, '-d', unpacked]);
    const [bag = ''] = execFileSync('ls', [unpacked], { encoding: 'utf8' }).trim().split('\n');
    const verifier = join(unpacked, bag, 'verify', 'verify.mjs');
    const verify = (path: string): { line: string | undefined; status: number | null } => {
      const { stdout, status } = spawnSync(process.execPath, [verifier, path, '--trust', keys], {
        encoding: 'utf8',
        env: { PATH: process.env['PATH'] },
      });
      return { line: stdout.split('\n')[0], status };
    };
    expect(verify(packet)).toEqual({ line: 'whole', status: 0 });
    const media = execFileSync('find', [join(unpacked, bag, 'data/media/original'), '-type', 'f'], {
      encoding: 'utf8',
    }).trim();
    const bytes = readFileSync(media);
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    writeFileSync(media, bytes);
    const { line, status } = verify(join(unpacked, bag));
    expect(line).toMatch(/^altered: data\/media\/original\//);
    expect(status).toBe(1);
  }, 60_000);
});
