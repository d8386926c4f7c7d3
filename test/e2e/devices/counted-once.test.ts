/** A press is counted once by the real console, wherever between its disk and its receipt the button is killed. */
import { execFileSync } from 'node:child_process';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { ConsoleProgram } from '../../support/console-program.js';
import { inFolder } from '../../support/device-folder.js';
import { Program } from '../../support/device-program.js';
import { pressKeys } from '../../support/pressed-key.js';

interface Entry {
  readonly type: string;
  readonly data: { readonly device?: string };
}

async function pressesOf(console: ConsoleProgram, device: string): Promise<string[]> {
  const answer = await fetch(`${console.url}api/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ username: 'auditor', password: 'courthouse-demo' }),
  });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  const types: string[] = [];
  for (let from = 1; ;) {
    const page = await fetch(`${console.url}api/ledger/entries?from=${from}`, { headers: { cookie } });
    const lines = (await page.text()).split('\n').filter((line) => line !== '');
    if (lines.length === 0) return types;
    from += lines.length;
    const entries = lines.map((line) => JSON.parse(line) as Entry);
    types.push(...entries.filter(({ data }) => data.device === device).map(({ type }) => type));
  }
}

it('a USB button killed between disk and sending, and again after the receipt, has pressed once', async () => {
  await inFolder(async (folder) => {
    const dataDir = join(folder, 'console');
    await mkdir(dataDir);
    const key = join(folder, 'event7');
    execFileSync('mkfifo', [key]);
    const identity = ['--device', 'button-105', '--secret', 'demo-button-105'];
    const keys = ['--keys', key, '--key', '28=press emergency'];
    const outbox = join(folder, 'data/devices/button-105/outbox.jsonl');

    const unsent = new Program('button', ['--url', 'mqtt://127.0.0.1:1', ...identity, ...keys], folder);
    pressKeys(key, 28);
    await unsent.says('kept #1');
    unsent.kill();
    await unsent.ended();
    await copyFile(outbox, join(folder, 'before-the-receipt.jsonl'));

    const console = await ConsoleProgram.start({ dataDir });
    const sent = new Program('button', ['--url', console.mqtt, ...identity], folder);
    await sent.says('receipt #1: recorded');
    sent.kill();
    await sent.ended();
    // A power cut takes back what was not synced: that the press was received.
    await copyFile(join(folder, 'before-the-receipt.jsonl'), outbox);
    const repeating = new Program('button', ['--url', console.mqtt, ...identity, '--once'], folder);
    expect(await repeating.ended()).toBe(0);
    expect(repeating.text).toContain('receipt #1: repeated');
    const raised = (await pressesOf(console, 'button-105')).filter((type) =>
      /^alarm\.raised|pressed-again|conflict/.test(type),
    );
    await console.stop();
    expect(raised).toEqual(['alarm.raised']);
  });
}, 120_000);
