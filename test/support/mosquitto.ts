/** A real Mosquitto with the court's own configuration file, in a folder that nobody needs afterwards. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Certificates } from '../../src/access/certificates.adapter.js';
import { consoleName, dynamicSecurityFile } from '../../src/intake/dynamic-security.js';
import { hashSecret } from '../../src/intake/secrets.adapter.js';
import { systemClock } from '../../src/kernel/clock.js';
import { Waiters } from './device-waiters.js';
import { freePort } from './free-ports.js';

const program = '/usr/sbin/mosquitto';
const consoleSecret = 'a-secret-of-the-console';
/** Another system's user on the same broker. */
export const watcher = { username: 'watcher', password: 'a-secret-of-the-watcher' };
type Users = Record<'roles' | 'clients', unknown[]>;
type Rows = Parameters<typeof dynamicSecurityFile>[0];

export class Mosquitto {
  log = '';
  readonly #told = new Waiters();
  #child: ChildProcess | undefined;

  private constructor(
    readonly folder: string,
    readonly port: number,
    readonly tlsPort: number,
    /** PEM of the authority that signed its certificate */
    readonly ca: string,
  ) {}

  /** @param rows of the register; @throws when Mosquitto is not installed or does not take the file */
  static async start(court: string, rows: Rows): Promise<Mosquitto> {
    if (!existsSync(program)) throw new Error('Mosquitto is not installed: apt-get install mosquitto');
    const folder = mkdtempSync(join(tmpdir(), 'court-mosquitto-'));
    const given = { dataDir: folder, court, given: undefined, clock: systemClock };
    const { cert, key, ca } = await new Certificates(given).serverTls();
    writeFileSync(join(folder, 'server.crt'), cert);
    writeFileSync(join(folder, 'server.key'), key);
    const mosquitto = new Mosquitto(folder, await freePort(), await freePort(), ca);
    await mosquitto.writeUsers(court, rows);
    mosquitto.#writeSettings();
    await mosquitto.run();
    return mosquitto;
  }

  get url(): string {
    return `mqtt://127.0.0.1:${this.port}`;
  }

  /** With the user of the console. */
  consoleUrl(court: string, base = this.url): string {
    const url = new URL(base);
    url.username = consoleName(court);
    url.password = consoleSecret;
    return url.href;
  }

  get usersFile(): string {
    return join(this.folder, 'dynamic-security.json');
  }

  /** The register's users, and one of another system that may only listen. */
  async writeUsers(court: string, rows: Rows): Promise<void> {
    const file = JSON.parse(dynamicSecurityFile(rows, court, await hashSecret(consoleSecret))) as Users;
    const acls = ['subscribePattern', 'unsubscribePattern', 'publishClientReceive'].map((acltype) => ({
      acltype,
      topic: `court/${court}/#`,
      allow: true,
    }));
    file.roles.push({ rolename: 'listener', acls });
    file.clients.push({
      username: watcher.username,
      roles: [{ rolename: 'listener' }],
      ...(await hashSecret(watcher.password)),
    });
    writeFileSync(this.usersFile, JSON.stringify(file));
  }

  async run(): Promise<void> {
    this.log = '';
    const child = spawn(program, ['-c', join(this.folder, 'mosquitto.conf')], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#child = child;
    child.stderr.on('data', (chunk: Buffer) => {
      this.log += chunk.toString();
      this.#told.wake();
    });
    child.on('exit', () => this.#told.wake());
    const isGone = (): boolean => child.exitCode !== null || child.signalCode !== null;
    await this.#told.until(() => this.log.includes(' running\n') || isGone());
    if (isGone()) throw new Error(`Mosquitto did not start:\n${this.log}`);
  }

  /** SIGTERM lets it save what waits; SIGKILL does not. */
  async halt(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  /** Has it read its certificates and the list of those revoked again. */
  reload(): void {
    this.#child?.kill('SIGHUP');
  }

  /**
   * Adds the court's listener for devices with certificates.
   * @param tlsFolder of the console: its authority and its list of what was revoked
   * @returns its address, from the next start of the broker on
   */
  async certificates(tlsFolder: string): Promise<string> {
    const port = await freePort();
    const text = readFileSync('deploy/mosquitto-certificates.conf', 'utf8')
      .replace('listener 8884', `listener ${port} 127.0.0.1`)
      .replaceAll(/\/var\/lib\/mosquitto\/(ca\.crt|devices\.crl)/g, join(tlsFolder, '$1'))
      .replaceAll('/var/lib/mosquitto/', `${this.folder}/`);
    writeFileSync(join(this.folder, 'conf.d/certificates.conf'), text);
    return `mqtts://localhost:${port}`;
  }

  /** Resolves when the broker's log says so. */
  says(words: string): Promise<void> {
    return this.#told.until(() => this.log.includes(words));
  }

  async stop(): Promise<void> {
    await this.halt('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The file of the court, with this folder and these ports in the place of the real ones. */
  #writeSettings(): void {
    const included = join(this.folder, 'conf.d');
    mkdirSync(included);
    const changes: [string, string][] = [
      ['/etc/mosquitto/conf.d', included],
      ['listener 1883 127.0.0.1', `listener ${this.port} 127.0.0.1`],
      ['listener 8883', `listener ${this.tlsPort} 127.0.0.1`],
      ['/var/lib/mosquitto/', `${this.folder}/`],
    ];
    let text = readFileSync('deploy/mosquitto.conf', 'utf8');
    for (const [from, to] of changes) {
      if (!text.includes(from)) throw new Error(`deploy/mosquitto.conf does not say ${from}`);
      text = text.replaceAll(from, to);
    }
    // Started by root, it would give its rights away and could not read this folder.
    writeFileSync(join(this.folder, 'mosquitto.conf'), `user root\n${text}`);
  }
}
