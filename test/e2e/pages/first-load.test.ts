import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Courthouse } from '../../support/courthouse.js';
import { WireDevice } from '../../support/wire-device.js';

const mostBytes = 300 * 1024;

/** Runs in the page: the moment of the picture that first had an alarm. */
const watchFirst = `
  window.shownAt = new Promise((tell) => {
    new MutationObserver((_, watch) => {
      if (document.querySelector('[data-testid="alarm-row"]') === null) return;
      watch.disconnect();
      requestAnimationFrame(() => setTimeout(() => tell(performance.timeOrigin + performance.now())));
    }).observe(document, { childList: true, subtree: true });
  });
`;

interface Got {
  readonly path: string;
  readonly bytes: number;
  readonly atMs: number;
}

describe('the first load of the guard’s page', () => {
  let house: Courthouse;
  let page: Page;
  /** what came before the first alarm was on the screen */
  let first: readonly Got[] = [];

  beforeAll(async () => {
    house = await Courthouse.open();
    page = await house.visitor();
    const ask = await page.context().newCDPSession(page);
    await ask.send('Network.enable');
    await ask.send('Network.setCacheDisabled', { cacheDisabled: true });
    const asked = new Map<string, { path: string; aheadMs: number }>();
    const got: Got[] = [];
    ask.on('Network.requestWillBeSent', ({ requestId, request, wallTime, timestamp }) => {
      const { pathname: path } = new URL(request.url);
      asked.set(requestId, { path, aheadMs: (wallTime - timestamp) * 1000 });
    });
    // What went over the wire, headers and all, as the browser itself counts it.
    ask.on('Network.loadingFinished', ({ requestId, timestamp, encodedDataLength: bytes }) => {
      const { path = '', aheadMs = 0 } = asked.get(requestId) ?? {};
      got.push({ path, bytes, atMs: timestamp * 1000 + aheadMs });
    });
    await page.addInitScript(watchFirst);
    const button = await WireDevice.connect(house.mqtt, 'button-103', {});
    await button.press('emergency');
    await button.close();
    await page.context().addCookies([await cookieOf(house)]);
    await page.goto(house.console.url, { waitUntil: 'commit' });
    await page.getByTestId('alarm-row').first().waitFor();
    const shownAtMs = await page.evaluate<number>('window.shownAt');
    first = got.filter(({ atMs }) => atMs <= shownAtMs);
  }, 180_000);

  afterAll(() => house.close());

  it('takes less than 300 KiB until the first alarm is on the screen', () => {
    expect(first.some(({ path }) => path.endsWith('.js'))).toBe(true);
    const bytes = first.reduce((sum, each) => sum + each.bytes, 0);
    process.stdout.write(`first load: ${bytes} bytes\n`);
    expect(bytes).toBeGreaterThan(50 * 1024);
    expect(bytes).toBeLessThan(mostBytes);
  });

  it('has neither the controls of other pages, the sentences of errors nor fonts in it', () => {
    expect(
      first.filter(({ path }) => /(table|select|wavesurfer|errors-chinese|fonts|woff2)/.test(path)),
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
