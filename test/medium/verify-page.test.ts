/** The verifier as a page in a real browser says word for word what the program says, and sends nothing anywhere. */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { buildPacket } from '../../src/packets/builder.adapter.js';
import { launchBrowser } from '../support/browser.js';
import { incidentSeqs, newCourt, newFolder, newInput } from '../support/packet-court.js';
import { flipped } from '../support/packet-edits.js';
import { temporaryFile, tool, unpacked, verifier } from '../support/packet-verdict.js';
import { newWitness } from '../support/signer-witness.js';

jest.setTimeout(120_000);

const page_ = join(import.meta.dirname, '../../src/packets/verify/verify.html');
const requests: string[] = [];

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
  const context = await browser.newContext({ offline: true });
  page = await context.newPage();
  page.on('request', (request) => requests.push(request.url()));
});

afterAll(() => browser.close());

interface Asked {
  readonly packet: string;
  readonly trust?: string;
  readonly against?: string;
}

async function pageSays(asked: Asked): Promise<string> {
  // The browser gives a page that is opened anew the files chosen on it before: another one stands between.
  await page.goto('about:blank');
  await page.goto(`file://${page_}`);
  // The packet last, so that there is one verdict to wait for.
  for (const name of ['trust', 'against', 'packet'] as const) {
    const file = asked[name];
    if (file !== undefined) await page.locator(`input[name=${name}]`).setInputFiles(file);
  }
  await page.locator('output[data-exit]').waitFor({ timeout: 60_000 });
  const exit = await page.locator('output').getAttribute('data-exit');
  return `${exit} ${await page.locator('output').textContent()}`;
}

const headlines: Readonly<Record<string, RegExp>> = {
  whole: /^完整，.*Whole/,
  're-packed': /^内容完整.*packed anew/,
  'self-consistent': /^自身一致.*Self-consistent/,
  altered: /^已被改动.*Altered/,
  incomplete: /^不完整.*Incomplete/,
};
const headline = async (): Promise<string> => (await page.locator('h2').textContent()) ?? '';

async function programSays(asked: Asked): Promise<string> {
  const { line, exit, notes } = await verifier.examine(asked);
  return `${exit} ${[line, ...notes].join('\n')}`;
}

describe('the page', () => {
  it('says of packets whole, packed anew, cut, changed and sealed by another what the program says', async () => {
    const court = newCourt();
    const witness = newWitness(() => court.trust);
    const trust = temporaryFile('trust.pem', `${court.trust}# witness/station, , \n${witness.pem}`);
    const folder = newFolder();
    const built = async (name: string, older: readonly number[]): Promise<string> => {
      const ledger = await court.ledger.extract(incidentSeqs, court.sealer, older);
      const checkpoint = older.length === 0 ? witness.cosign(ledger.checkpoint, []).note : ledger.checkpoint;
      const input = await newInput(court, folder, { ledger: { ...ledger, checkpoint } });
      return (await buildPacket(input, court.sealer, join(folder, name))).path;
    };
    const packet = await built('packet.zip', []);
    court.ledger.record('session.opened', {});
    const newer = await built('newer.zip', [8]);
    const bytes = readFileSync(packet);
    const repacked = join(folder, 'repacked.zip');
    const bag = unpacked(packet);
    tool('zip', ['-qr', repacked, bag.split('/').at(-1)!], dirname(bag));
    const hurt = join(folder, 'hurt.zip');
    writeFileSync(hurt, flipped(bytes, bytes.indexOf('RIFF') + 99, 1));
    const sm2Hurt = join(folder, 'sm2.zip');
    writeFileSync(sm2Hurt, flipped(bytes, bytes.indexOf('/signature/tagmanifest.sm2.sig') + 40, 1));
    const cases: [string, Asked][] = [
      ['0 whole', { packet, trust }],
      ['2 self-consistent', { packet }],
      ['0 whole', { packet: newer, trust, against: packet }],
      ['1 altered: ledger/checkpoint.txt', { packet, trust, against: newer }],
      ['0 re-packed', { packet: repacked, trust }],
      ['1 altered: data/media/original/001-第三法庭_录音.wav', { packet: hurt, trust }],
      ['1 altered: signature/tagmanifest.sm2.sig', { packet: sm2Hurt, trust }],
      ['2 incomplete: ', { packet: temporaryFile('cut.zip', bytes.subarray(0, 9000)), trust }],
      ['1 altered: signature/seal.note', { packet, trust: temporaryFile('o.pem', newCourt().trust) }],
      ['1 altered: none.zip', { packet: temporaryFile('none.zip', 'no ZIP'), trust }],
      ['0 whole', { packet: 'test/golden/packet-v1.zip', trust: 'test/golden/packet-v1-trust.pem' }],
    ];
    for (const [expected, asked] of cases) {
      const said = await pageSays(asked);
      expect([asked, said.slice(0, expected.length)]).toEqual([asked, expected]);
      expect(said).toBe(await programSays(asked));
      // A person reads it in Chinese first; the exact verdict stands below.
      expect(await headline()).toMatch(headlines[said.slice(2).split(/[:\n]/)[0]!]!);
    }
    expect(requests.filter((url) => url !== `file://${page_}`)).toEqual([]);
  });

  it('may by its own policy reach nothing', async () => {
    await page.goto(`file://${page_}`);
    const tried = await page.evaluate(async () => {
      try {
        await fetch('https://example.org/');
        return 'sent';
      } catch (error) {
        return String(error);
      }
    });
    expect(tried).toMatch(/Refused|Failed|violates/);
    const policy = await page.locator('meta[http-equiv]').getAttribute('content');
    expect(policy).toMatch(
      /^default-src 'none'; script-src 'sha256-[^']+'; style-src 'unsafe-inline'; base-uri/,
    );
  });
});
