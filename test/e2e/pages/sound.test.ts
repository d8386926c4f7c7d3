// What a guard's ears get, measured where the page's sound leaves it, and who is told which screen is deaf.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { patterns, type Sound } from '../../../web/sound/patterns.js';
import { Courthouse } from '../../support/courthouse.js';
import { Ear, type HeardTone } from '../../support/ear.js';
import { WireDevice } from '../../support/wire-device.js';

const pitches = (burst: readonly HeardTone[] | undefined): number[] => (burst ?? []).map(({ hz }) => hz);
const written = (sound: Sound): number[] => patterns[sound].tones.map(({ frequencyHz }) => frequencyHz);

describe('what is heard at the desk', () => {
  let house: Courthouse;
  let guard: Page;
  let ear: Ear;

  beforeAll(async () => {
    house = await Courthouse.open();
    guard = await house.visitor();
    ear = await Ear.at(guard);
    await house.signIn(guard, 'guard');
    await guard.locator('[data-testid="live-state"][data-state="following"]').waitFor();
  }, 180_000);

  afterAll(() => house.close());

  /** The bursts that begin after a moment, once there are so many. */
  const heardAfter = async (ms: number, count: number): Promise<HeardTone[][]> => {
    for (;;) {
      const bursts = (await ear.bursts()).filter(([first]) => (first?.ms ?? 0) > ms);
      // The last one is whole when it has been still for a while.
      if (bursts.length > count) return bursts.slice(0, count);
      await ear.passed((await ear.nowMs()) + 200);
    }
  };

  it('the shift begins with a tone of each priority, no two alike, as they are written', async () => {
    await guard.getByTestId('sound-arm').first().click();
    await guard.getByTestId('sound-heard').click({ timeout: 20_000 });
    // The page asks by its clock; what the audio clock still owes is heard too.
    await ear.passed((await ear.nowMs()) + 300);
    const bursts = await ear.bursts(230);
    expect(bursts.map(pitches)).toEqual((['emergency', 'high', 'medium', 'trouble'] as const).map(written));
  }, 60_000);

  it.each([
    ['button-101', 'emergency', 'emergency'],
    ['button-102', 'help', 'high'],
  ] as const)(
    '%s pressed for %s is heard again and again until it is acknowledged, then no more',
    async (device, pattern, sound) => {
      const { everyMs } = patterns[sound];
      const before = await ear.nowMs();
      const button = await WireDevice.connect(house.mqtt, device, {});
      await button.press(pattern);
      const [first, second] = await heardAfter(before, 2);
      expect([pitches(first), pitches(second)]).toEqual([written(sound), written(sound)]);
      const apart = (second?.[0]?.ms ?? 0) - (first?.[0]?.ms ?? 0);
      expect(Math.abs(apart - everyMs)).toBeLessThan(400);
      // The first press may only choose what rings beside one that was answered.
      await guard.keyboard.press(' ');
      await guard.keyboard.press(' ');
      await guard.locator(`[data-testid="alarm-row"][data-ringing="true"]`).waitFor({ state: 'detached' });
      const acknowledged = await ear.nowMs();
      await ear.passed(acknowledged + everyMs + 500);
      expect((await ear.tones()).filter(({ ms }) => ms > acknowledged + 150)).toEqual([]);
      await button.close();
    },
    90_000,
  );

  it('the chief sees which screen cannot be heard', async () => {
    const chief = await house.person('chief');
    const screens = chief.getByTestId('screens');
    // The guard's own is ready; the chief's was not tried, and both are told so.
    for (const page of [chief, guard])
      await page.locator('[data-testid="screens"][data-ready="1"][data-deaf="1"]').waitFor();
    expect(await screens.innerText()).toMatch(/周岩\s*还没试音/);
    await guard.context().close();
    await chief.locator('[data-testid="screens"][data-ready="0"][data-deaf="1"]').waitFor();
    await chief.screenshot({ path: `${house.shots}/screens.png` });
  }, 60_000);
});
