/** The real console in a process of its own, on free ports, with a data folder that outlives it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { get as getPlain } from 'node:http';
import { get as getOverTls } from 'node:https';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePorts } from './free-ports.js';

export interface ConsoleOptions {
  /** kept when the console ends: a second start takes it up again */
  readonly dataDir: string;
  /** the same again, where devices must find the console at its old place */
  readonly ports?: ConsolePorts;
  /** `COURT_...` settings beside or instead of the demo's */
  readonly settings?: Readonly<Record<string, string>>;
  /** arguments of Node itself, e.g. `--cpu-prof` */
  readonly node?: readonly string[];
  /** a program before Node, e.g. `strace -f ...` */
  readonly under?: readonly string[];
  /** another build than this one */
  readonly dist?: string;
}

export interface ConsolePorts {
  readonly http: number;
  readonly mqtt: number;
}

const askAgainMs = 10;
const patienceMs = 90_000;

export class ConsoleProgram {
  /** all that it printed */
  text = '';
  /** from the start of the process to the first 200 of /readyz */
  readyAfterMs = Number.NaN;
  readonly ports: ConsolePorts;
  readonly #child: ChildProcess;
  readonly #isPlain: boolean;
  readonly #ended: Promise<number | null>;

  private constructor(options: ConsoleOptions, ports: ConsolePorts) {
    this.ports = ports;
    const settings = {
      COURT_DEMO: '1',
      COURT_GUARD_TELEPHONE: '0438-000 0110',
      COURT_ID: 'demo',
      COURT_DATA_DIR: options.dataDir,
      COURT_HTTP_PORT: String(ports.http),
      COURT_MQTT_PORT: String(ports.mqtt),
      ...options.settings,
    };
    this.#isPlain = settings.COURT_DEMO === '1';
    const main = join(options.dist ?? join(process.cwd(), 'dist'), 'src/main.js');
    const line = [...(options.under ?? []), process.execPath, ...(options.node ?? []), main];
    this.#child = spawn(line[0] ?? '', line.slice(1), { env: { ...ownEnvironment(), ...settings } });
    this.#ended = once(this.#child, 'close').then(([code]) => code as number | null);
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.text += chunk.toString()));
  }

  /** Started, and ready to take alarms. @throws with what it printed, where it ends instead */
  static async start(options: ConsoleOptions): Promise<ConsoleProgram> {
    const console = await ConsoleProgram.launch(options);
    await console.ready();
    return console;
  }

  /** Started, and not waited for. */
  static async launch(options: ConsoleOptions): Promise<ConsoleProgram> {
    const [http = 0, mqtt = 0] = options.ports === undefined ? await freePorts(2) : [];
    return new ConsoleProgram(options, options.ports ?? { http, mqtt });
  }

  /** Ends in `/`. */
  get url(): string {
    return `${this.#isPlain ? 'http' : 'https'}://127.0.0.1:${this.ports.http}/`;
  }

  get mqtt(): string {
    return `mqtt://127.0.0.1:${this.ports.mqtt}`;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  async ready(): Promise<void> {
    const startedAtMs = performance.now();
    while (!(await this.#isReady())) {
      if (!this.isRunning) throw new Error(`the console ended before it was ready:\n${this.text}`);
      if (performance.now() - startedAtMs > patienceMs) {
        await this.kill();
        throw new Error(`the console is not ready after ${patienceMs / 1000} s:\n${this.text}`);
      }
      await pause(askAgainMs);
    }
    this.readyAfterMs = performance.now() - startedAtMs;
  }

  /** As a power failure of the process: at once, whatever it is doing. Resolves when it is gone. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  /** Asks it to end. @returns its exit code */
  async stop(): Promise<number | null> {
    this.#child.kill('SIGTERM');
    return this.#ended;
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** @returns the exit code, nothing where a signal ended it */
  ended(): Promise<number | null> {
    return this.#ended;
  }

  #isReady(): Promise<boolean> {
    return new Promise((done) => {
      const options = { agent: false as const, rejectUnauthorized: false };
      const answered = (answer: { statusCode?: number | undefined; resume(): unknown }): void => {
        answer.resume();
        done(answer.statusCode === 200);
      };
      const request = this.#isPlain
        ? getPlain(`${this.url}readyz`, options, answered)
        : getOverTls(`${this.url}readyz`, options, answered);
      request.on('error', () => done(false));
    });
  }
}

/** Without the settings and the runner's options of whoever runs the tests. */
function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('COURT_') && name !== 'NODE_OPTIONS'),
  );
}
