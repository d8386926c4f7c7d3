/** The whole demo court as `npm run demo` serves it: real ports, a database of its own, everything wired. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { demoPassword } from '../../src/access/demo.js';
import type { Settings } from '../../src/config.js';
import { Entries, type KeptFact } from '../../src/ledger/entries.service.js';
import { Ledger } from '../../src/ledger/ledger.service.js';
import { start } from '../../src/main.js';
import type { Unit } from '../../src/storage/unit.js';
import { Writer } from '../../src/storage/writer.js';
import { testDatabase } from './database.js';
import { freePorts } from './free-ports.js';
import { listenToStatements, wholeReads } from './query-plans.js';
import { Screen } from './screen.js';
import { WireDevice, type WireOptions } from './wire-device.js';

export interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
  readonly headers: Headers;
}

type Running = Awaited<ReturnType<typeof start>>;
type Closing = () => Promise<void> | void;

const said = listenToStatements();

export class WholeCourt {
  readonly #cookies = new Map<string, string>();
  readonly #closing: Closing[] = [];
  #running: Running;

  private constructor(
    readonly settings: Settings,
    running: Running,
    private readonly drop: Closing,
  ) {
    this.#running = running;
  }

  static async open(given: Partial<Settings> = {}): Promise<WholeCourt> {
    const database = await testDatabase();
    const dataDir = mkdtempSync(join(tmpdir(), 'whole-court-'));
    const [httpPort = 0, mqttPort = 0] = await freePorts(2);
    const settings: Settings = {
      told: [],
      court: { id: 'demo', name: '测试人民法院', timeZone: 'Asia/Shanghai', telephone: undefined },
      demo: true,
      screeningOpens: undefined,
      testEveryDays: 30,
      homeAssistantUrl: undefined,
      bind: '127.0.0.1',
      httpPort,
      tls: undefined,
      mqttPort,
      mqttsPort: 8883,
      mqttUrl: undefined,
      signerSocket: undefined,
      formsDir: undefined,
      tsaUrl: undefined,
      stationCert: undefined,
      databaseUrl: database.url,
      dataDir,
      ...given,
    };
    return new WholeCourt(settings, await start(settings), async () => {
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    });
  }

  get app(): INestApplicationContext {
    return this.#running.app;
  }

  get url(): string {
    return `http://127.0.0.1:${this.settings.httpPort}`;
  }

  /** @throws where something was asked that takes the longer the older a court is */
  async close(): Promise<void> {
    await this.#closeClients();
    await this.#running.stop();
    const [, path] = /^sqlite:(.*)/.exec(this.settings.databaseUrl) ?? [];
    const whole = path === undefined ? [] : wholeReads(path, said);
    await this.drop();
    if (whole.length > 0) throw new Error(`these read a whole table that grows:\n${whole.join('\n')}`);
  }

  /** Ends the console, lets the test change what lies on the disk, and starts it again on the same data. */
  async restart(meanwhile: () => Promise<void> | void = () => undefined): Promise<void> {
    await this.#closeClients();
    await this.#running.stop();
    await meanwhile();
    this.#running = await start(this.settings);
  }

  async device(id: string, options: WireOptions = {}): Promise<WireDevice> {
    const { mqttPort } = this.settings;
    const device = await WireDevice.connect(`mqtt://127.0.0.1:${mqttPort}`, id, options);
    this.#closing.push(() => device.close());
    return device;
  }

  /** A page of somebody signed in, connected and not yet following. */
  async screen(username: string): Promise<Screen> {
    const screen = await Screen.connect(this.url, await this.cookie(username));
    this.#closing.push(() => screen.close());
    return screen;
  }

  async cookie(username: string): Promise<string> {
    const known = this.#cookies.get(username);
    if (known !== undefined) return known;
    const cookie = await this.signIn(username);
    this.#cookies.set(username, cookie);
    return cookie;
  }

  /** A sign-in of its own. */
  async signIn(username: string): Promise<string> {
    const answer = await fetch(`${this.url}/api/session`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ username, password: demoPassword }),
    });
    if (answer.status !== 201) throw new Error(`${username} cannot sign in: ${await answer.text()}`);
    return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  }

  async get<Body = never>(username: string, path: string): Promise<Answer<Body>> {
    return this.#ask(username, path, {});
  }

  post<Body = never>(username: string, path: string, body?: unknown): Promise<Answer<Body>> {
    return this.#tell('POST', username, path, body);
  }

  put<Body = never>(username: string, path: string, body: unknown): Promise<Answer<Body>> {
    return this.#tell('PUT', username, path, body);
  }

  patch<Body = never>(username: string, path: string, body: unknown): Promise<Answer<Body>> {
    return this.#tell('PATCH', username, path, body);
  }

  #tell<Body>(method: string, username: string, path: string, body?: unknown): Promise<Answer<Body>> {
    return this.#ask(username, path, {
      method,
      ...(body === undefined
        ? {}
        : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
    });
  }

  async #ask<Body>(username: string, path: string, request: RequestInit): Promise<Answer<Body>> {
    const headers = new Headers(request.headers);
    headers.set('Cookie', await this.cookie(username));
    const answer = await fetch(this.url + path, { ...request, headers });
    const text = await answer.text();
    const body = (text === '' ? undefined : JSON.parse(text)) as Body;
    return { status: answer.status, body, headers: answer.headers };
  }

  write<T>(work: (unit: Unit) => Promise<T>): Promise<T> {
    return this.app.get(Writer).write(work);
  }

  async facts(type?: string): Promise<KeptFact[]> {
    const all = await this.app.get(Entries).from(1, 100_000);
    return type === undefined ? all : all.filter((fact) => fact.type === type);
  }

  get head(): number {
    return this.app.get(Ledger).head();
  }

  /** Resolves with the first facts of a type that fit, once there are so many; looks only after `after`. */
  async told(
    type: string,
    fits: (fact: KeptFact) => boolean = () => true,
    { after = 0, count = 1 }: { after?: number; count?: number } = {},
  ): Promise<KeptFact[]> {
    const ledger = this.app.get(Ledger);
    for (;;) {
      let off: () => void = () => undefined;
      const next = new Promise<void>((go) => {
        off = ledger.onCommitted(() => go());
      });
      const found = (await this.facts(type)).filter((fact) => fact.seq > after && fits(fact));
      if (found.length >= count) {
        off();
        return found;
      }
      await next;
      off();
    }
  }

  async #closeClients(): Promise<void> {
    for (const close of this.#closing.splice(0)) await close();
  }
}

/** One court for all tests of a file. */
export function wholeCourt(
  hooks: {
    beforeAll(open: () => Promise<void>): void;
    afterAll(close: () => Promise<void>): void;
  },
  given: () => Promise<Partial<Settings>> = async () => ({}),
): { readonly court: WholeCourt } {
  const held: { court: WholeCourt | undefined } = { court: undefined };
  hooks.beforeAll(async () => {
    held.court = await WholeCourt.open(await given());
  });
  hooks.afterAll(async () => held.court?.close());
  return {
    get court() {
      if (held.court === undefined) throw new Error('the court is not open yet');
      return held.court;
    },
  };
}
