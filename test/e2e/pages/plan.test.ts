import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { Courthouse } from '../../support/courthouse.js';
import { WireDevice } from '../../support/wire-device.js';

interface Point {
  readonly x: number;
  readonly y: number;
}

describe('the floor plan', () => {
  let house: Courthouse;
  let admin: Page;
  let guard: Page;

  const places = async (): Promise<readonly (Point & { id: string; name: string })[]> => {
    const ask = await house.ask('guard');
    return ((await (await ask('api/places')).json()) as { items: (Point & { id: string; name: string })[] })
      .items;
  };
  const placeOf = async (id: string): Promise<Point | undefined> => {
    const found = (await places()).find((place) => place.id === id);
    return found === undefined ? undefined : { x: found.x, y: found.y };
  };
  const handle = (id: string): Locator => admin.locator(`[data-testid^="handle-"][data-id="${id}"]`);
  const middleOf = async (locator: Locator): Promise<Point> => {
    const box = await locator.boundingBox();
    if (box === null) throw new Error('it is not on the page');
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  const told = (path: string): Promise<unknown> =>
    admin.waitForResponse((answer) => answer.url().includes(path) && answer.request().method() !== 'GET');

  beforeAll(async () => {
    house = await Courthouse.open();
    admin = await house.person('admin');
    await admin.goto(`${house.console.url}#/plan`);
    await handle('hall').waitFor();
    guard = await house.person('guard');
    await guard.locator('[data-testid="live-state"][data-state="following"]').waitFor();
  }, 180_000);

  afterAll(() => house.close());

  it('has places that are dragged with the mouse, and the guard’s plan follows', async () => {
    const from = await middleOf(handle('hall'));
    const before = await placeOf('hall');
    const saved = told('/api/places/hall');
    await admin.mouse.move(from.x, from.y);
    await admin.mouse.down();
    await admin.mouse.move(from.x + 60, from.y + 40, { steps: 4 });
    await admin.mouse.up();
    await saved;
    const after = await placeOf('hall');
    expect(after?.x).toBeGreaterThan((before?.x ?? 0) + 20);
    expect(after?.y).toBeGreaterThan((before?.y ?? 0) + 10);
    await guard.locator(`g[data-place="hall"][transform="translate(${after?.x} ${after?.y})"]`).waitFor();
  }, 60_000);

  it('has places that are moved by keyboard alone, one entry a walk', async () => {
    const before = await placeOf('yard');
    await handle('yard').focus();
    const saved = told('/api/places/yard');
    // As a hand goes, at once: half a second of a busy driver between two of them would be the end of the walk.
    await Promise.all(['ArrowRight', 'ArrowRight', 'Shift+ArrowUp'].map((key) => admin.keyboard.press(key)));
    await saved;
    expect(await placeOf('yard')).toEqual({ x: (before?.x ?? 0) + 20, y: (before?.y ?? 0) - 1 });
    const ask = await house.ask('auditor');
    const entries = (await (await ask('api/ledger/entries?from=1')).text()).split('\n');
    const walks = entries.filter((line) => line.includes('"place.changed"') && line.includes('"yard"'));
    expect(walks).toHaveLength(1);
  }, 60_000);

  it('takes devices, which light up there on the guard’s plan when they are ill', async () => {
    await admin.getByTestId('plan-put').click();
    const saved = told('/api/places/spots/button-101');
    await admin.keyboard.type('101');
    await admin.keyboard.press('Enter');
    await saved;
    await handle('button-101').waitFor();
    const button = await WireDevice.connect(house.mqtt, 'button-101', {});
    await button.say({ type: 'tamper' });
    await guard.locator('g[data-ill="button-101"]').waitFor();
    const room = guard.locator('[data-place="court-1"][data-unguarded="true"] > title');
    await room.filter({ hasText: '没有能用的报警按钮：被拆动' }).waitFor({ state: 'attached' });
    const rooms = guard.getByTestId('rooms-without-alarm');
    await rooms.filter({ hasText: /被拆动：1号法庭/ }).waitFor();
    await button.close();
  }, 60_000);

  it('counts the alarms of one room in a mark, and names each', async () => {
    const door = await WireDevice.connect(house.mqtt, 'door-301', {});
    const button = await WireDevice.connect(house.mqtt, 'button-111', {});
    await door.say({ type: 'forced' });
    await button.press('help');
    const mark = guard.locator('[data-place="offices"][data-alarms="2"]');
    expect(await mark.getByTestId('plan-count').textContent()).toBe('2');
    expect(await mark.locator('> title').textContent()).toMatch(
      /门被强行打开 未确认.*一键求助 未确认|一键求助 未确认.*门被强行打开 未确认/,
    );
    await guard.getByTestId('incident-rings').first().waitFor();
    // Pressed again it goes on to the other.
    const chosen = guard.locator('[data-testid="alarm-row"][data-chosen="true"]');
    const before = await chosen.getAttribute('data-alarm');
    await mark.locator('.lit').click();
    await guard
      .locator(`[data-testid="alarm-row"][data-chosen="true"]:not([data-alarm="${before}"])`)
      .waitFor();
    // On a low screen the steps that do not fit are named, and the line leads to them.
    const size = guard.viewportSize() ?? { width: 1280, height: 720 };
    await guard.setViewportSize({ width: 1366, height: 640 });
    const below = guard.getByTestId('more-below').filter({ hasText: /下面：第 \d–\d 步/ });
    const told = await below.textContent();
    await below.click();
    await guard.locator('.board-right .more-below', { hasNotText: told ?? '' }).waitFor();
    await guard.setViewportSize(size);
    await door.close();
    await button.close();
  }, 60_000);

  it('renames a place by keyboard', async () => {
    await handle('hall').focus();
    const saved = told('/api/places/hall');
    await admin.getByTestId('place-name').first().fill('立案大厅');
    await admin.keyboard.press('Enter');
    await saved;
    expect((await places()).find(({ id }) => id === 'hall')?.name).toBe('立案大厅');
  }, 60_000);

  it('hangs an own drawing without what could run, and tells what was left out', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 600"><script>window.wrong = 1</script><rect width="1000" height="600" fill="#eee" onclick="window.wrong = 1"/></svg>';
    await admin
      .getByTestId('plan-file')
      .setInputFiles({ name: 'plan.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(svg) });
    const hung = await admin.getByTestId('plan-hung').textContent();
    expect(hung).toContain('script');
    expect(hung).toContain('rect onclick');
    const ask = await house.ask('guard');
    const served = await (await ask('api/places/plan.svg')).text();
    expect(served).not.toMatch(/script|onclick/);
    await guard.locator('image[href^="/api/places/plan.svg?"]:not([href$="=0"])').waitFor();
  }, 60_000);

  it('is zoomed by the wheel and by keys on the guard’s board, and shown whole again', async () => {
    const plan = guard.locator('.plan > svg');
    const at = await middleOf(plan);
    await guard.mouse.move(at.x, at.y);
    await guard.mouse.wheel(0, -200);
    await guard.locator('.plan > svg[data-zoom="1.25"]').waitFor();
    await guard.getByTestId('plan-whole').click();
    await guard.keyboard.press('m');
    await guard.keyboard.press('+');
    await guard.locator('.plan > svg[data-zoom="1.50"]').waitFor();
    await guard.keyboard.press('0');
    await guard.locator('.plan > svg[data-zoom="1.00"]').waitFor();
  }, 60_000);
});
