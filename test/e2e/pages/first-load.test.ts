import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Courthouse } from '../../support/courthouse.js';
import { WireDevice } from '../../support/wire-device.js';

const mostBytes = 300 * 1024;

describe('the first load of the guard’s page', () => {
  let house: Courthouse;
  let page: Page;
  let bytes = 0;
  const loaded: string[] = [];

  beforeAll(async () => {
    house = await Courthouse.open();
    page = await house.visitor();
    const ask = await page.context().newCDPSession(page);
    await ask.send('Network.enable');
    await ask.send('Network.setCacheDisabled', { cacheDisabled: true });
    // What went over the wire, headers and all, as the browser itself counts it.
    ask.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength;
    });
    page.on('response', (answer) => loaded.push(new URL(answer.url()).pathname));
    const button = await WireDevice.connect(house.mqtt, 'button-103', {});
    await button.press('emergency');
    await button.close();
    await page.context().addCookies([await cookieOf(house)]);
    await page.goto(house.console.url, { waitUntil: 'commit' });
    await page.getByTestId('alarm-row').first().waitFor();
  }, 180_000);

  afterAll(() => house.close());

  it('takes less than 300 KiB until the first alarm is on the screen', () => {
    expect(loaded.some((path) => path.endsWith('.js'))).toBe(true);
    process.stdout.write(`first load: ${bytes} bytes\n`);
    expect(bytes).toBeGreaterThan(50 * 1024);
    expect(bytes).toBeLessThan(mostBytes);
  });

  it('has neither the controls of other pages, the sentences of errors nor fonts in it', () => {
    expect(
      loaded.filter((path) => /(table|select|wavesurfer|errors-chinese|fonts|woff2)/.test(path)),
    ).toEqual([]);
  });

  it('says what to do where its program does not come or is too new for the browser', async () => {
    const opening = page.getByText('Chrome、Edge 117');
    expect(await opening.count()).toBe(0);
    await page.route('**/*.js', (route) => route.abort());
    await page.reload();
    await opening.waitFor();
  });
});

async function cookieOf(house: Courthouse): Promise<{ name: string; value: string; url: string }> {
  const answer = await fetch(`${house.console.url}api/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ username: 'guard', password: 'courthouse-demo' }),
  });
  const [name = '', value = ''] = answer.headers.get('set-cookie')?.split(';')[0]?.split('=') ?? [];
  return { name, value, url: house.console.url };
}
