/** The canary presses as every button does, and knows the receipts of its own presses. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { CanaryLink } from '../../../src/intake/canary-link.adapter.js';
import { canary } from '../../../src/intake/canary.js';
import { readEvent } from '../../../devices/protocol/event.js';
import { until } from '../../support/hand-time.js';
import { OwnBroker } from '../../support/own-broker.js';

const held = OwnBroker.held({ beforeAll, beforeEach, afterEach, afterAll });
let receipts: number[];
let link: CanaryLink;

beforeEach(() => {
  held.ears.devices.set('canary', canary);
  receipts = [];
  link = new CanaryLink({
    court: 'demo',
    url: `mqtt://127.0.0.1:${held.port}`,
    secret: 'demo-canary',
    isOwnBroker: true,
    onReceipt: (seq) => receipts.push(seq),
  });
});
afterEach(() => link.close());

const answer = (words: object): Promise<void> =>
  held.broker.publish(
    'court/demo/button/canary/receipt',
    JSON.stringify({ v: 1, outcome: 'recorded', at: '2026-01-01T00:00:00.000Z', ...words }),
  );

it('presses once it is connected, and hears the receipts of this start alone', async () => {
  link.press(1);
  await link.open();
  link.press(2);
  await until(() => held.ears.heard.length === 1);
  const [heard] = held.ears.heard;
  expect(heard).toMatchObject({ device: canary, channel: 'event', qos: 1, retain: false });
  const reading = readEvent('button', heard!.payload);
  expect(reading).toMatchObject({
    shape: 'understood',
    seq: 2,
    event: { v: 1, type: 'pressed', pattern: 'help' },
  });
  const { boot } = reading;
  expect(boot).toMatch(/^canary-\d+$/);
  await answer({ boot: 'canary-1', seq: 7 });
  await answer({ sha256: 'a'.repeat(64) });
  await answer({ boot, seq: 'none' });
  await answer({ boot, seq: 2 });
  await until(() => receipts.length > 0);
  expect(receipts).toEqual([2]);
});

it('keeps no press for a connection that is not there, and comes again by itself', async () => {
  await link.open();
  held.broker.cut('canary');
  let seq = 0;
  await until(() => {
    link.press((seq += 1));
    return held.ears.heard.length > 0;
  });
  expect(held.ears.refusals).toEqual([]);
});

it('is let in when its secret is right, also where it was refused before', async () => {
  held.ears.devices.delete('canary');
  const open = link.open();
  await until(() => held.ears.refusals.length > 0);
  expect(held.ears.refusals[0]).toMatchObject({ what: 'unknown-device', stranger: 'canary' });
  held.ears.devices.set('canary', canary);
  await open;
});

it('can end before it ever began', () => link.close());
