/** The verifier's page as the console serves it, in a real browser: a dropped packet is judged there and sent nowhere. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.js';
import { flipped } from '../support/packet-edits.js';
import { wholeCourt } from '../support/whole-court.js';

const held = wholeCourt({ beforeAll, afterAll });
jest.setTimeout(120_000);

const zip = readFileSync('test/golden/packet-v1.zip');
const trust = readFileSync('test/golden/packet-v1-trust.pem');
const requests: string[] = [];
let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
  page = await browser.newPage();
  page.on('request', (request) => requests.push(request.url()));
}, 180_000);

afterAll(() => browser.close());

/** What a page has and Node has not. */
interface Dropping {
  readonly DataTransfer: new () => { readonly items: { add(file: File): void } };
  readonly DragEvent: new (type: string, given: object) => Event;
}

/** As a hand does: the file is let go over the field. */
const drop = (field: string, name: string, bytes: Buffer): Promise<void> =>
  page.locator(`label:has(input[name=${field}])`).evaluate(
    (label, file) => {
      const { DataTransfer, DragEvent } = globalThis as unknown as Dropping;
      const content = Uint8Array.from(atob(file.base64), (character) => character.charCodeAt(0));
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content], file.name));
      label.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    },
    { name, base64: bytes.toString('base64') },
  );

async function judged(packet: Buffer): Promise<string> {
  await page.goto(`${held.court.url}/verify.html`);
  await drop('trust', 'court.pem', trust);
  await drop('packet', 'packet.zip', packet);
  await page.locator('output[data-exit]').waitFor({ timeout: 90_000 });
  const [line] = (await page.locator('output').textContent())?.split('\n') ?? [];
  return `${await page.locator('output').getAttribute('data-exit')} ${line}`;
}

describe('the page at /verify.html', () => {
  it('needs no sign-in, comes under a policy of its own, and may reach nothing', async () => {
    const answer = await fetch(`${held.court.url}/verify.html`);
    expect(answer.status).toBe(200);
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-[^']+';/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toMatch(/sandbox allow-scripts$/);
    await page.goto(`${held.court.url}/verify.html`);
    const reached = await page.evaluate(() =>
      fetch('/api/session').then(
        () => 'reached',
        () => 'refused',
      ),
    );
    expect(reached).toBe('refused');
  });

  it('calls a dropped packet whole, and names the file of a changed one, without a request', async () => {
    requests.length = 0;
    expect(await judged(zip)).toBe('0 whole');
    const at = zip.indexOf('RIFF') + 99;
    expect(await judged(flipped(zip, at, 1))).toMatch(/^1 altered: data\/media\/original\//);
    expect(await judged(zip.subarray(0, 9000))).toMatch(/^2 incomplete: /);
    expect(new Set(requests)).toEqual(new Set([`${held.court.url}/verify.html`]));
  });
});
