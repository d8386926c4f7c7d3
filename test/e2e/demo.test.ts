import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { freePorts } from '../support/free-ports.js';
import { Waiters } from '../support/device-waiters.js';

/** `npm run demo` as a person types it, in a process group of its own. */
class Demo {
  text = '';
  readonly #told = new Waiters();
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  #isOver = false;

  constructor(
    ports: { http: number; mqtt: number },
    words: readonly string[],
    settings: Record<string, string>,
  ) {
    const { NODE_OPTIONS: _, ...env } = process.env;
    this.#child = spawn('npm', ['run', 'demo', '--', ...words], {
      detached: true,
      env: { ...env, COURT_HTTP_PORT: String(ports.http), COURT_MQTT_PORT: String(ports.mqtt), ...settings },
    });
    this.#ended = once(this.#child, 'close').then(() => {
      this.#isOver = true;
      this.#told.wake();
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        this.text += chunk;
        this.#told.wake();
      });
    }
  }

  /** @throws with all that it said, where it ended without these words */
  async says(words: string): Promise<void> {
    await this.#told.until(() => this.text.includes(words) || this.#isOver);
    if (!this.text.includes(words)) throw new Error(`it ended and never said "${words}":\n${this.text}`);
  }

  /** Resolves when it is over by itself, and all that it said is here. */
  async ended(): Promise<void> {
    await this.#ended;
  }

  /** To all its processes, as a terminal does; resolves when the last of them has closed its output. */
  async end(signal: NodeJS.Signals): Promise<void> {
    process.kill(-(this.#child.pid ?? 0), signal);
    await this.#ended;
  }
}

const isServed = (url: string): Promise<boolean> =>
  fetch(url).then(
    (answer) => answer.ok,
    () => false,
  );

describe('npm run demo', () => {
  const folders: string[] = [];

  const folder = (): string => {
    const path = mkdtempSync(join(tmpdir(), 'courthouse-demo-test-'));
    folders.push(path);
    return path;
  };

  afterEach(() => {
    for (const path of folders.splice(0)) rmSync(path, { recursive: true, force: true });
  });

  it('starts a living courthouse, prints address and sign-ins, and ends at Ctrl-C leaving nothing behind', async () => {
    const [http = 0, mqtt = 0] = await freePorts(2);
    // Others of this machine leave things in the folder of all.
    const own = folder();
    const demo = new Demo({ http, mqtt }, [], { TMPDIR: own });
    await demo.says('Ctrl-C');
    for (const name of ['guard', 'police', 'courthouse-demo', `http://127.0.0.1:${http}/`])
      expect(demo.text).toContain(name);
    const signIn = await fetch(`http://127.0.0.1:${http}/api/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"username":"guard","password":"courthouse-demo"}',
    });
    expect(signIn.status).toBe(201);
    const cookie = signIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    const heard = async (): Promise<number> => {
      const { items } = (await (
        await fetch(`http://127.0.0.1:${http}/api/devices`, { headers: { cookie } })
      ).json()) as { items: { state: string }[] };
      return items.filter((device) => device.state === 'heard').length;
    };
    const deadline = Date.now() + 60_000;
    while ((await heard()) < 20) {
      expect(Date.now()).toBeLessThan(deadline);
      await new Promise<void>((go) => setTimeout(go, 200));
    }
    await demo.end('SIGINT');
    expect(demo.text).not.toContain('ended with');
    expect(demo.text).not.toContain('Error');
    expect(await isServed(`http://127.0.0.1:${http}/healthz`)).toBe(false);
    expect(readdirSync(own).filter((name) => name.startsWith('courthouse-demo-'))).toEqual([]);
  }, 120_000);

  it('takes up its data folder again after every process of it was killed', async () => {
    const data = folder();
    const [http = 0, mqtt = 0] = await freePorts(2);
    const first = new Demo({ http, mqtt }, ['--quiet-devices'], { COURT_DATA_DIR: data });
    await first.says('Ctrl-C');
    const size = await sizeOfLedger(http);
    await first.end('SIGKILL');
    const second = new Demo({ http, mqtt }, ['--quiet-devices'], { COURT_DATA_DIR: data });
    await second.says('Ctrl-C');
    expect(await sizeOfLedger(http)).toBeGreaterThanOrEqual(size);
    await second.end('SIGINT');
    expect(await isServed(`http://127.0.0.1:${http}/healthz`)).toBe(false);
    expect(existsSync(join(data, 'court.sqlite'))).toBe(true);
  }, 120_000);

  it('tells all wrong settings at once and starts nothing', async () => {
    const demo = new Demo({ http: 70_000, mqtt: 1883 }, ['--quiet-devices'], {
      COURT_TIME_ZONE: 'Nowhere/Land',
      COURT_DATA_DIR: folder(),
    });
    await demo.ended();
    for (const name of ['COURT_TIME_ZONE', 'COURT_HTTP_PORT']) expect(demo.text).toContain(name);
  }, 60_000);
});

async function sizeOfLedger(http: number): Promise<number> {
  const note = await (await fetch(`http://127.0.0.1:${http}/api/ledger/checkpoint`)).text();
  return Number(note.split('\n')[1]);
}
