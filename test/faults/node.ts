/** One machine of several: a real console that stands by or is active, and its own wires to the database and the broker. */
import { setTimeout as pause } from 'node:timers/promises';
import { freePorts } from '../support/free-ports.js';
import { ConsoleProgram } from '../support/console-program.js';
import type { Mosquitto } from '../support/mosquitto.js';
import type { CourtDatabase, Login } from './court-database.js';
import { FaultProxy } from './proxy.js';

export interface NodeOptions {
  readonly name: number;
  readonly login: Login;
  readonly database: CourtDatabase;
  readonly mosquitto: Mosquitto;
  /** on storage that all machines share */
  readonly dataDir: string;
  readonly dist?: string;
}

const blackHole = { holdsUp: true, holdsDown: true };
const askAgainMs = 20;

export class CourtNode {
  #console: ConsoleProgram | undefined;
  /** since its last start, on the steady clock; absent while it runs */
  endedAtMs: number | undefined;

  private constructor(
    readonly options: NodeOptions,
    readonly http: number,
    readonly toDatabase: FaultProxy,
    readonly toBroker: FaultProxy,
  ) {}

  static async make(options: NodeOptions): Promise<CourtNode> {
    const [http = 0] = await freePorts(1);
    const toDatabase = await FaultProxy.to(Number(options.database.server.port));
    return new CourtNode(options, http, toDatabase, await FaultProxy.to(options.mosquitto.port));
  }

  get name(): number {
    return this.options.name;
  }

  get url(): string {
    return `http://127.0.0.1:${this.http}/`;
  }

  get console(): ConsoleProgram {
    if (this.#console === undefined) throw new Error(`node ${this.name} was not started`);
    return this.#console;
  }

  get isRunning(): boolean {
    return this.#console?.isRunning === true;
  }

  /** Starts its console and waits until it takes alarms or stands by. */
  async start(): Promise<void> {
    const { database, mosquitto, login, dataDir, dist } = this.options;
    this.endedAtMs = undefined;
    const console = await ConsoleProgram.launch({
      dataDir,
      ports: { http: this.http, mqtt: 0 },
      settings: {
        COURT_STANDBY: '1',
        COURT_DATABASE_URL: database.url(login, String(this.toDatabase.port)),
        COURT_MQTT_URL: mosquitto.consoleUrl('demo', `mqtt://127.0.0.1:${this.toBroker.port}`),
        COURT_MQTT_PORT: '',
      },
      ...(dist === undefined ? {} : { dist }),
    });
    this.#console = console;
    void console.ended().then(() => (this.endedAtMs = performance.now()));
    const isUp = async (): Promise<boolean> => (await this.role()) !== undefined;
    await this.#until(isUp, 60_000, 'to come up');
  }

  /** What it says of itself; nothing where it does not answer. */
  async role(): Promise<'active' | 'standby' | undefined> {
    const answer = await this.#ask('healthz');
    return answer?.ok === true ? ((await answer.json()) as { role: 'active' | 'standby' }).role : undefined;
  }

  async isReady(): Promise<boolean> {
    return (await this.#ask('readyz'))?.ok === true;
  }

  blackHole(wire: 'toDatabase' | 'toBroker'): void {
    this[wire].weather(blackHole);
  }

  /** Both wires as they should be, and nothing left of what was on them. */
  mend(): void {
    for (const wire of [this.toDatabase, this.toBroker]) {
      wire.cut();
      wire.weather({});
    }
  }

  /** @returns the exit code; nothing where it did not end in time */
  async ends(withinMs: number): Promise<number | null | undefined> {
    const late = new AbortController();
    const tooLong = pause(withinMs, undefined, { signal: late.signal }).catch(() => undefined);
    const code = await Promise.race([this.console.ended(), tooLong]);
    late.abort();
    return code;
  }

  async close(): Promise<void> {
    await this.#console?.kill();
    await Promise.all([this.toDatabase.close(), this.toBroker.close()]);
  }

  async #ask(path: string): Promise<Response | undefined> {
    return fetch(`${this.url}${path}`, {
      headers: { connection: 'close' },
      signal: AbortSignal.timeout(1_000),
    }).catch(() => undefined);
  }

  async #until(isSo: () => Promise<boolean>, withinMs: number, what: string): Promise<void> {
    for (const startedAtMs = performance.now(); !(await isSo()); await pause(askAgainMs)) {
      if (!this.isRunning || performance.now() - startedAtMs > withinMs)
        throw new Error(`node ${this.name} was ${what} and did not:\n${this.console.text.slice(-3_000)}`);
    }
  }
}
