/** The console's own broker on free ports, heard by the test. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Certificates, type DeviceTls } from '../../src/access/certificates.adapter.js';
import { EmbeddedBroker } from '../../src/intake/embedded-broker.adapter.js';
import { systemClock } from '../../src/kernel/clock.js';
import { freePorts } from './free-ports.js';
import { deviceNamed, HandEars } from './hand-ears.js';
import { WireDevice, type WireOptions } from './wire-device.js';

type Hook = (work: () => Promise<void>) => void;

/** Knows button-1, which has a certificate, button-2, and gate-1, which is disabled. */
export class OwnBroker {
  readonly #dataDir = mkdtempSync(join(tmpdir(), 'court-broker-'));
  readonly #devices: WireDevice[] = [];
  certificates!: Certificates;
  /** of button-1 */
  tls!: DeviceTls;
  ears!: HandEars;
  broker!: EmbeddedBroker;
  port = 0;
  tlsPort = 0;

  static held(
    hooks: Readonly<Record<'beforeAll' | 'beforeEach' | 'afterEach' | 'afterAll', Hook>>,
  ): OwnBroker {
    const held = new OwnBroker();
    hooks.beforeAll(() => held.#certify());
    hooks.beforeEach(() => held.#start());
    hooks.afterEach(() => held.#stop());
    hooks.afterAll(async () => rmSync(held.#dataDir, { recursive: true }));
    return held;
  }

  async comes(
    id: string,
    more: WireOptions = {},
    url = `mqtt://127.0.0.1:${this.port}`,
  ): Promise<WireDevice> {
    const device = await WireDevice.connect(url, id, more);
    this.#devices.push(device);
    return device;
  }

  overTls(id: string, more: WireOptions = {}): Promise<WireDevice> {
    return this.comes(id, { rejectUnauthorized: false, ...more }, `mqtts://127.0.0.1:${this.tlsPort}`);
  }

  async #certify(): Promise<void> {
    const given = { dataDir: this.#dataDir, court: 'demo', given: undefined, clock: systemClock };
    this.certificates = new Certificates(given);
    await this.certificates.serverTls();
    this.tls = await this.certificates.forDevice('button-1');
  }

  async #start(): Promise<void> {
    [this.port = 0, this.tlsPort = 0] = await freePorts(2);
    const disabled = deviceNamed('gate-1', { enabled: false });
    this.ears = HandEars.of(deviceNamed('button-1'), deviceNamed('button-2'), disabled);
    const tls = { port: this.tlsPort, ...(await this.certificates.serverTls()) };
    this.broker = new EmbeddedBroker({ court: 'demo', bind: '127.0.0.1', port: this.port, tls });
    await this.broker.start(this.ears);
  }

  async #stop(): Promise<void> {
    await Promise.all(this.#devices.splice(0).map((device) => device.close()));
    await this.broker.stop();
  }
}
