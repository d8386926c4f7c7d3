/** A courthouse for a story: the real console as a process, and people at real browsers. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { ConsoleProgram } from './console-program.js';
import { Program } from './device-program.js';

const chromiumOptions = {
  executablePath: '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

export class Courthouse {
  readonly folder = mkdtempSync(join(tmpdir(), 'courthouse-story-'));
  readonly #devices: Program[] = [];
  #browser: Browser | undefined;
  #console: ConsoleProgram | undefined;

  static async open(settings: Readonly<Record<string, string>> = {}): Promise<Courthouse> {
    const house = new Courthouse();
    house.#console = await ConsoleProgram.start({ dataDir: house.folder, settings });
    return house;
  }

  get console(): ConsoleProgram {
    if (this.#console === undefined) throw new Error('the console is not open');
    return this.#console;
  }

  /** Somebody at a browser of his own, in front of the sign-in. */
  async visitor(size = { width: 1920, height: 1080 }): Promise<Page> {
    this.#browser ??= await chromium.launch(chromiumOptions);
    const context = await this.#browser.newContext({
      viewport: size,
      locale: 'zh-CN',
      acceptDownloads: true,
    });
    const page = await context.newPage();
    await page.goto(this.console.url);
    return page;
  }

  async signIn(page: Page, username: string): Promise<void> {
    await page.getByTestId('sign-in-username').fill(username);
    await page.getByTestId('sign-in-password').fill('courthouse-demo');
    await page.getByTestId('sign-in-submit').click();
    await page.getByTestId('sign-out').waitFor();
  }

  /** A person at a browser of his own, signed in. */
  async person(username: string, size?: { width: number; height: number }): Promise<Page> {
    const page = await this.visitor(size);
    await this.signIn(page, username);
    return page;
  }

  /** A guard at the desk whose screen is live and whose sound was tried. */
  async guard(): Promise<Page> {
    const page = await this.person('guard');
    await page.locator('[data-testid="live-state"][data-state="following"]').waitFor();
    await page.getByTestId('sound-arm').first().click();
    await page.getByTestId('sound-heard').click({ timeout: 20_000 });
    return page;
  }

  /** A device program as a person starts it, speaking MQTT over TCP. */
  device(kind: string, id: string, lines: readonly string[], more: readonly string[] = []): Program {
    const said = lines.flatMap((line) => ['--say', line]);
    const own = [
      '--url',
      this.mqtt,
      '--court',
      'demo',
      '--device',
      id,
      '--secret',
      `demo-${id}`,
      '--folder',
      join(this.folder, 'devices', id),
    ];
    const program = new Program(kind, [...own, ...said, ...more], this.folder);
    this.#devices.push(program);
    return program;
  }

  /** Where devices speak; another broker's address where there is one. */
  get mqtt(): string {
    return this.broker ?? this.console.mqtt;
  }

  broker: string | undefined;

  /** What a signed-in person's program would ask. */
  async ask(username: string): Promise<(path: string, init?: RequestInit) => Promise<Response>> {
    const json = { 'Content-Type': 'application/json' };
    const signIn = await fetch(`${this.console.url}api/session`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ username, password: 'courthouse-demo' }),
    });
    const cookie = signIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    return (path, init) => fetch(`${this.console.url}${path}`, { ...init, headers: { ...json, cookie } });
  }

  async close(): Promise<void> {
    await this.#browser?.close();
    for (const device of this.#devices) device.kill();
    await this.#console?.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
