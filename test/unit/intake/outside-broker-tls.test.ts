/** A broker outside over TLS is trusted by the court's own authority, and by no other. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Certificates, type ServerTls } from '../../../src/access/certificates.adapter.js';
import { CanaryLink } from '../../../src/intake/canary-link.adapter.js';
import { OutsideBroker } from '../../../src/intake/outside-broker.adapter.js';
import { systemClock } from '../../../src/kernel/clock.js';
import { Elsewhere } from '../../support/elsewhere.js';
import { freePort } from '../../support/free-ports.js';
import { HandEars } from '../../support/hand-ears.js';
import { until } from '../../support/hand-time.js';

const dataDir = mkdtempSync(join(tmpdir(), 'court-tls-'));
let tls: ServerTls;
let elsewhere: Elsewhere;
let url: string;

beforeAll(async () => {
  tls = await new Certificates({ dataDir, court: 'demo', given: undefined, clock: systemClock }).serverTls();
  const port = await freePort();
  elsewhere = await Elsewhere.open(port, tls);
  url = `mqtts://localhost:${port}`;
});
afterAll(async () => {
  await elsewhere.close();
  rmSync(dataDir, { recursive: true });
});

it('the console’s link comes up by the court’s authority', async () => {
  const broker = new OutsideBroker({ court: 'demo', url, ca: tls.ca });
  await broker.start(HandEars.of());
  await until(() => broker.isUp());
  await broker.stop();
});

it('it does not without it, and says why it is lost', async () => {
  const ears = HandEars.of();
  const broker = new OutsideBroker({ court: 'demo', url });
  await broker.start(ears);
  await until(() => ears.news.length > 0);
  expect([broker.isUp(), ears.news]).toEqual([
    false,
    [{ what: 'lost', reason: expect.stringMatching(/certificate/) }],
  ]);
  await broker.stop();
});

it('the canary’s link trusts the same authority, and at the console’s own broker whatever certificate it has', async () => {
  const about = { court: 'demo', url, secret: 'x', onReceipt: () => undefined };
  const [trusting, own] = [
    new CanaryLink({ ...about, ca: tls.ca, isOwnBroker: false }),
    new CanaryLink({ ...about, isOwnBroker: true }),
  ];
  await trusting.open();
  await trusting.close();
  await own.open();
  await own.close();
  const { length } = elsewhere.connects;
  const other = new CanaryLink({ ...about, isOwnBroker: false });
  void other.open();
  const refused = new OutsideBroker({ court: 'demo', url, ca: tls.ca });
  await refused.start(HandEars.of());
  await until(() => refused.isUp());
  await Promise.all([other.close(), refused.stop()]);
  expect(elsewhere.connects.slice(length)).toEqual(['console.demo, its session kept']);
});
