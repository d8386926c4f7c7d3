/** A courthouse for a story: the real console as a process, and people at real browsers. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { demoPeople } from '../../src/access/demo.js';
import { launchBrowser } from './browser.js';
import { ConsoleProgram } from './console-program.js';
import { Program } from './device-program.js';

export class Courthouse {
  readonly folder = mkdtempSync(join(tmpdir(), 'courthouse-story-'));
  /** where pictures of pages are left to be looked at; gone with the house unless COURT_TEST_SHOTS names a folder */
  readonly shots = process.env['COURT_TEST_SHOTS'] ?? this.folder;
  readonly #devices: Program[] = [];
  #browser: Promise<Browser> | undefined;
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
    // One for all, also for those who come at the same time.
    this.#browser ??= launchBrowser();
    const context = await (
      await this.#browser
    ).newContext({
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

  /** A guard at the desk whose screen is live and whose sound was tried, and the console knows it. */
  async guard(): Promise<Page> {
    const page = await this.person('guard');
    await page.locator('[data-testid="live-state"][data-state="following"]').waitFor();
    await page.getByTestId('sound-arm').first().click();
    await Promise.all([
      page.waitForResponse((answer) => answer.url().endsWith('/api/duty/sound')),
      page.getByTestId('sound-heard').click({ timeout: 20_000 }),
    ]);
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

  /** Ends the console, lets somebody at the machine do his work, and starts it again where it was. */
  async restart(meanwhile: () => void): Promise<void> {
    const { ports } = this.console;
    await this.console.stop();
    meanwhile();
    this.#console = await ConsoleProgram.start({ dataDir: this.folder, ports });
  }

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

  /** The records of all open alarms say that they were shown and sounded: a key pressed by a program can be there before. */
  async perceived(withinMs = 20_000): Promise<void> {
    const ask = await this.ask('guard');
    const isPerceived = async (): Promise<boolean> => {
      const { items } = (await (await ask('api/alarms?state=open')).json()) as {
        items: { shown?: object; sounded?: object }[];
      };
      return (
        items.length > 0 && items.every(({ shown, sounded }) => shown !== undefined && sounded !== undefined)
      );
    };
    for (const untilMs = performance.now() + withinMs; !(await isPerceived()); await pause(20))
      if (performance.now() > untilMs) throw new Error('an alarm was not shown and sounded in time');
  }

  async close(): Promise<void> {
    await this.#browser?.then(
      (browser) => browser.close(),
      () => undefined,
    );
    for (const device of this.#devices) device.kill();
    await this.#console?.stop();
    rmSync(this.folder, { recursive: true, force: true });
    const said = personalIn(this.#console?.text ?? '');
    if (said.length > 0) throw new Error(`the console's log names people: ${said.join(' ')}`);
  }
}

const people = demoPeople.map(({ name }) => name.split(' ').at(-1) ?? name);

/** Names, mobile numbers and identity numbers: a log has none of them. */
export const personalIn = (log: string): readonly string[] => [
  ...people.filter((name) => log.includes(name)),
  ...(log.match(
    /(?<![\da-f])(?:1[3-9]\d{9}|\d{6}(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d{4}[\dXx])(?![\da-f])/g,
  ) ?? []),
];
