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
});
