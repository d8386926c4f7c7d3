/** Which broker there is, where devices are told to go and what looks after them, by the settings alone. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Certificates } from '../../../src/access/certificates.adapter.js';
import { readSettings, type Settings } from '../../../src/config.js';
import { Enrolling } from '../../../src/intake/credentials.controller.js';
import { Devices } from '../../../src/intake/devices.service.js';
import { EmbeddedBroker } from '../../../src/intake/embedded-broker.adapter.js';
import { HandOver } from '../../../src/intake/hand-over.follower.js';
import { IntakeModule } from '../../../src/intake/intake.module.js';
import { OutsideBroker } from '../../../src/intake/outside-broker.adapter.js';
import { RevocationList } from '../../../src/intake/revocation-list.follower.js';
import { systemClock } from '../../../src/kernel/clock.js';
import { providersOf } from '../../simulation/container.js';
import { heldIntake } from '../../support/intake.js';

const held = heldIntake({ beforeAll, afterAll });
const dataDir = mkdtempSync(join(tmpdir(), 'court-module-'));
const certificates = new Certificates({ dataDir, court: 'demo', given: undefined, clock: systemClock });
let ca: string;

beforeAll(async () => {
  ({ ca } = await certificates.serverTls());
});
afterAll(() => rmSync(dataDir, { recursive: true }));

const settings = (more: Record<string, string>): Settings =>
  readSettings({ COURT_ID: 'demo', COURT_DATABASE_URL: 'sqlite:x', COURT_DATA_DIR: dataDir, ...more });
const demo = settings({ COURT_DEMO: '1' });
const own = settings({ COURT_MQTTS_PORT: '8899' });
const outside = settings({ COURT_MQTT_URL: 'mqtt://console.demo:secret@broker.court:1884' });
const outsideTls = settings({ COURT_MQTT_URL: 'mqtts://console.demo:secret@broker.court:8884' });

/** What the module makes of a thing, given what the thing asks for. */
async function made<T>(isIt: (provide: unknown) => boolean, ...given: unknown[]): Promise<T> {
  const recipe = providersOf(IntakeModule).find((one) => 'provide' in one && isIt(one.provide));
  if (recipe === undefined || !('useFactory' in recipe)) throw new Error('the module does not make it');
  return (await recipe.useFactory?.(...given)) as T;
}
const isBroker = (provide: unknown): boolean => typeof provide === 'symbol';

describe('the intake', () => {
  it('has a broker of its own, or the one outside that is named', async () => {
    for (const one of [demo, own])
      expect(await made(isBroker, one, certificates)).toBeInstanceOf(EmbeddedBroker);
    for (const one of [outside, outsideTls])
      expect(await made(isBroker, one, certificates)).toBeInstanceOf(OutsideBroker);
  });

  it.each([
    ['the demo', demo, 'mqtt://:1883', false],
    ['a broker of its own', own, 'mqtts://:8899', true],
    ['a plain one outside', outside, 'mqtt://broker.court:1884', false],
    ['one outside over TLS', outsideTls, 'mqtts://broker.court:8884', true],
  ])(
    'tells an electrician of %s where a device goes and what it trusts, and no secret',
    async (_, one, url, isTls) =>
      expect(await made((provide) => provide === Enrolling, one, certificates)).toEqual({
        ...{ court: 'demo', url, ca: isTls ? ca : undefined },
      }),
  );

  it('keeps a list of revoked certificates for a broker outside alone, and hands over only where the court can be another’s', async () => {
    const { devices, hearing } = held.intake;
    const list = (one: Settings) =>
      made((provide) => provide === RevocationList, one, devices, certificates, hearing);
    expect([await list(own), await list(outsideTls)]).toEqual([undefined, expect.any(RevocationList)]);
    const handsOver = (one: Settings, holding?: object) =>
      made((provide) => provide === HandOver, one, { holding }, hearing);
    expect([await handsOver(own, {}), await handsOver(outside), await handsOver(outside, {})]).toEqual([
      undefined,
      undefined,
      expect.any(HandOver),
    ]);
  });

  it('has a canary whose secret is public in the demo alone, and the register as it is on disk', async () => {
    const { reader, writer, places } = held.intake;
    await held.intake.enrol('button-1');
    const register = (one: Settings) =>
      made<Devices>((provide) => provide === Devices, one, reader, writer, places);
    const [open, secret] = [await register(demo), await register(own)];
    expect(open.canarySecret).toBe('demo-canary');
    expect(secret.canarySecret).toMatch(/^[\w-]{24}$/);
    expect(open.named('button-1')).toEqual(held.intake.devices.named('button-1'));
  });

  it('ends its broker with itself', async () => {
    const { hearing, broker } = held.intake;
    let isStopped = false;
    broker.stop = () => Promise.resolve(void (isStopped = true));
    await new IntakeModule(hearing).onModuleDestroy();
    expect(isStopped).toBe(true);
  });
});
