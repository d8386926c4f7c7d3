/** Times presses until Chromium has painted them on the guard's page. */
import { chromium, type Page } from 'playwright-core';
import { openButtons } from './devices.js';
import { spreadOf, type Spread, type Target } from './job.js';
import { openScreen } from './screen.js';

const chromiumPath = '/usr/bin/chromium';
const warmUp = 3;

/** Runs in the page: for each alarm's row, the moment after the frame that first had it. */
export const watchPainting = `
  window.painted = {};
  const nowMs = () => performance.timeOrigin + performance.now();
  new MutationObserver(() => {
    for (const row of document.querySelectorAll('[data-testid="alarm-row"]')) {
      const id = row.dataset.alarm;
      if (window.painted[id] !== undefined) continue;
      window.painted[id] = 0;
      requestAnimationFrame(() => setTimeout(() => (window.painted[id] = nowMs())));
    }
  }).observe(document.body, { childList: true, subtree: true });
`;

export async function measurePainting(target: Target, count: number): Promise<Spread> {
  const browser = await chromium.launch({
    executablePath: chromiumPath,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  });
  try {
    const page = await signedIn(await browser.newPage({ bypassCSP: true }), target);
    await page.evaluate(watchPainting);
    return await timePaintings(page, target, count);
  } finally {
    await browser.close();
  }
}

async function signedIn(page: Page, target: Target): Promise<Page> {
  const data = { username: 'guard', password: 'courthouse-demo' };
  await page.request.post(`${target.httpUrl}api/session`, { data });
  await page.goto(target.httpUrl);
  await page.locator('[data-testid="live-state"][data-state="following"]').waitFor();
  return page;
}

async function timePaintings(page: Page, target: Target, count: number): Promise<Spread> {
  const screen = await openScreen(target);
  const raised = new Map<string, (alarm: string) => void>();
  screen.onFact = ({ type, subject, data }) => {
    if (type === 'alarm.raised') raised.get(`${data.device} ${data.seq}`)?.(subject?.id ?? '');
  };
  const buttons = await openButtons(target.mqttUrl, () => undefined);
  const tookMs: number[] = [];
  for (let at = 0; at < count + warmUp; at += 1) {
    const button = buttons[at % buttons.length];
    if (button === undefined) break;
    const pressedAtMs = performance.timeOrigin + performance.now();
    const seq = button.say('pressed');
    const alarm = await new Promise<string>((come) => raised.set(`${button.id} ${seq}`, come));
    const painted = await page.waitForFunction(`window.painted[${JSON.stringify(alarm)}]`);
    if (at >= warmUp) tookMs.push(Number(await painted.jsonValue()) - pressedAtMs);
    await screen.post(`api/alarms/${alarm}/close`, { outcome: 'test', reason: 'bench' });
    await page.waitForFunction(`!document.querySelector('[data-alarm=${JSON.stringify(alarm)}]')`);
  }
  screen.close();
  await Promise.all(buttons.map((button) => button.close()));
  return spreadOf(tookMs);
}
