import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { Courthouse } from '../support/courthouse.js';
import { Program } from '../support/device-program.js';
import { Pulse } from '../support/device-pulse.js';
import { held } from '../support/held.js';
import { spokenWav } from '../support/wav.js';

describe('the recordings page', () => {
  let house: Courthouse;
  let guard: Page;

  /** A recorder of the demo sends a call of twelve seconds. */
  const call = async (id: string): Promise<void> => {
    const path = join(house.folder, `${id}.wav`);
    writeFileSync(path, spokenWav(12));
    const startedAt = new Date(Date.now() - 12_000).toISOString();
    const times = ['--started-at', startedAt, '--ended-at', new Date().toISOString()];
    const recorder = house.device(
      'recorder',
      id,
      [],
      ['--http', house.console.url, '--send', path, ...times, '--once'],
    );
    await recorder.ended();
  };
  const rowOf = (page: Page, id: string): Locator =>
    page.locator(`[data-testid="recording"][data-device="${id}"][data-state="stored"]`);

  beforeAll(async () => {
    house = await Courthouse.open();
    await call('recorder-201');
    guard = await house.person('guard', { width: 1366, height: 768 });
    await guard.getByTestId('nav-recordings').click();
  }, 180_000);

  afterAll(() => house.close());

  it('lists a recording by its place, and not under another', async () => {
    await rowOf(guard, 'recorder-201').waitFor();
    const place = await guard.getByTestId('recordings-place').locator('option').nth(1).getAttribute('value');
    await guard.getByTestId('recordings-place').selectOption(place === 'court-1' ? 'court-2' : (place ?? ''));
    await rowOf(guard, 'recorder-201').waitFor({ state: 'detached' });
    await guard.getByTestId('recordings-place').selectOption('');
    await rowOf(guard, 'recorder-201').waitFor();
  }, 60_000);

  /** Asked again from outside: the page’s own policy lets nobody evaluate words in it later on. */
  const untilTrue = async (words: string): Promise<void> => {
    for (const untilMs = performance.now() + 20_000; !(await guard.evaluate<boolean>(words)); await pause(50))
      if (performance.now() > untilMs) throw new Error(`never true: ${words}`);
  };

  it('plays it with its waveform at another speed, and in a loop', async () => {
    await guard.getByTestId('recording-choose').click();
    await guard.getByTestId('sound-open').click();
    const player = guard.locator('[data-testid="marked-player"][data-open="true"]');
    await player.waitFor();
    await guard.getByTestId('sound-speed').selectOption('2');
    await untilTrue(`document.querySelector('audio').playbackRate === 2`);
    const seek = (to: number) =>
      guard.evaluate(`(() => {
        const audio = document.querySelector('audio');
        audio.pause();
        audio.currentTime = ${to};
      })()`);
    await seek(3);
    await guard.locator('[data-testid="sound-seconds"][data-seconds="3.0"]').waitFor();
    await guard.getByTestId('span-from').click();
    await seek(5);
    await guard.locator('[data-testid="sound-seconds"][data-seconds="5.0"]').waitFor();
    await guard.getByTestId('span-to').click();
    await guard.getByTestId('sound-loop').click();
    await guard.getByTestId('sound-open').click();
    // It began at the end of the span: only the loop can bring it back to its beginning.
    await untilTrue(`(() => {
      const audio = document.querySelector('audio');
      return !audio.paused && audio.currentTime >= 3 && audio.currentTime < 4.5;
    })()`);
    expect(await guard.getByTestId('span').innerText()).toContain('00:05');
  }, 60_000);

  it('marks a span with a note, and holds the recording against deletion', async () => {
    await guard.getByTestId('mark-note').fill('摔门');
    await guard.getByTestId('mark-keep').click();
    await guard.getByTestId('mark').getByText('摔门').waitFor();
    await guard.getByTestId('hold-reason').fill('待公安调取');
    await guard.getByTestId('hold-do').click();
    await guard.getByTestId('clip-held').waitFor();
    // What a person holds is told as held to whoever opens it later.
    const recordings = await (await house.ask('guard'))('api/recordings');
    expect(((await recordings.json()) as { items: { kept?: boolean }[] }).items).toMatchObject([
      { kept: true },
    ]);
    await guard.screenshot({ path: `${house.shots}/recordings-1366.png` });
    const { items } = (await (await (await house.ask('guard'))('api/evidence')).json()) as {
      items: { held: boolean }[];
    };
    expect(items).toMatchObject([{ held: true }]);
  }, 60_000);

  it('has a room recorded now: the order goes out, and the page says so when the recorder does', async () => {
    const pulse = await Pulse.start(house.folder);
    const { console } = house;
    const where = ['--url', console.mqtt, '--http', console.url.slice(0, -1), '--device', 'recorder-202'];
    const how = ['--secret', 'demo-recorder-202', '--input', pulse.microphone];
    const recorder = new Program('recorder', [...where, ...how], house.folder, { ...pulse.environment });
    await recorder.says('connected');
    const row = guard.locator('[data-testid="recorder"][data-recorder="recorder-202"]');
    await row.getByTestId('recorder-start').click();
    await guard
      .locator('[data-testid="recorder"][data-recorder="recorder-202"][data-recording="true"]')
      .waitFor();
    await row.getByTestId('recorder-stop').click();
    await rowOf(guard, 'recorder-202').waitFor();
    // Two lists of the page that ask each for themselves.
    await guard
      .locator('[data-testid="recorder"][data-recorder="recorder-202"][data-recording="false"]')
      .waitFor();
    recorder.interrupt();
    await recorder.ended();
    await pulse.stop();
  }, 60_000);

  it('files interference with its recording, which then is nowhere but in the register of 督察', async () => {
    const clerk = await house.person('clerk', { width: 1366, height: 768 });
    await clerk.getByTestId('nav-recordings').click();
    await rowOf(clerk, 'recorder-201').waitFor();
    await rowOf(clerk, 'recorder-201').getByTestId('recording-choose').click();
    await clerk.getByTestId('interference-open').click();
    await clerk.locator('[name="who"]').fill('某领导');
    await clerk.locator('[name="content"]').fill('要求从轻');
    await clerk.getByTestId('interference-do').click();
    await rowOf(clerk, 'recorder-201').waitFor({ state: 'detached' });

    const inspector = await house.person('inspector', { width: 1366, height: 768 });
    await inspector.getByTestId('nav-interference').click();
    await inspector.getByTestId('register-open').click();
    await inspector.getByTestId('interference-record').getByText('要求从轻').waitFor();
    await inspector.screenshot({ path: `${house.shots}/register-1366.png` });
    const { items } = (await (await (await house.ask('guard'))('api/evidence')).json()) as {
      items: { device: string }[];
    };
    expect(items.map(({ device }) => device)).toEqual(['recorder-202']);
    for (const name of ['guard', 'chief', 'police', 'committee'])
      expect([name, (await (await house.ask(name))('api/interference')).status]).toEqual([name, 403]);

    // It was none: one of 督察 says why, another one agrees, and it is back where it was.
    const unseals = async (page: Page, reason: string, told: string): Promise<void> => {
      await page.getByTestId('reasoned-open').click();
      await page.locator('[name="reason"]').fill(reason);
      await held(page.getByTestId('reasoned-do'));
      await page.getByTestId(told).getByText('误封').waitFor();
    };
    await unseals(inspector, '系当事人询问开庭时间，误封', 'release-asked');
    expect(await inspector.getByTestId('reasoned-open').count()).toBe(0);
    const admin = await house.ask('admin');
    const { items: people } = (await (await admin('api/people')).json()) as {
      items: { id: string; roles: string[] }[];
    };
    const other = people.find(({ roles }) => roles.includes('committee'))?.id;
    await admin(`api/people/${other}`, { method: 'PATCH', body: JSON.stringify({ roles: ['inspector'] }) });
    const second = await house.person('committee', { width: 1366, height: 768 });
    await second.getByTestId('nav-interference').click();
    await second.getByTestId('register-open').click();
    await second.getByTestId('release-asked').waitFor();
    await second.screenshot({ path: `${house.shots}/release-1366.png` });
    await unseals(second, '听过，确系误封', 'released');
    await clerk.reload();
    await rowOf(clerk, 'recorder-201').waitFor();
  }, 120_000);
});
