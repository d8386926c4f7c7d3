/** The console's own broker itself: what it says, whom it trusts over TLS, from its start to its end. */
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Certificates } from '../../../src/access/certificates.adapter.js';
import { EmbeddedBroker } from '../../../src/intake/embedded-broker.adapter.js';
import { systemClock } from '../../../src/kernel/clock.js';
import { freePorts } from '../../support/free-ports.js';
import { OwnBroker } from '../../support/own-broker.js';

const held = OwnBroker.held({ beforeAll, beforeEach, afterEach, afterAll });
const isOut = (work: Promise<unknown>) => expect(work).rejects.toThrow(/Not authorized|closed/i);
const address = '127.0.0.1';
const receipt = (seq: number): string => JSON.stringify({ v: 1, boot: 'b', seq, outcome: 'recorded' });

describe('what the console says', () => {
  it('goes to who listens, and to nobody else', async () => {
    const [button, other] = [await held.comes('button-1'), await held.comes('button-2')];
    await held.broker.publish(button.topic('receipt'), receipt(1));
    await held.broker.publish(button.topic('command'), '{"type":"ping"}');
    await button.until(() => button.receipts.length + button.commands.length === 2);
    expect([button.receipts, button.commands]).toMatchObject([[{ seq: 1 }], [{ type: 'ping' }]]);
    await held.broker.publish(other.topic('receipt'), receipt(2));
    await other.until(() => other.receipts.length === 1);
    expect([other.receipts.length, other.commands.length, button.receipts.length]).toEqual([1, 0, 1]);
  });

  it('goes at QoS 1, and is not retained', async () => {
    const button = await held.comes('button-1');
    const packets: unknown[] = [];
    button.client.on('packetreceive', (packet) => packet.cmd === 'publish' && packets.push(packet));
    await held.broker.publish(button.topic('receipt'), receipt(1));
    await held.broker.publish(button.topic('command'), '{"type":"ping"}');
    await button.until(() => button.commands.length === 1);
    const how = { qos: 1, retain: false, dup: false };
    expect(packets).toMatchObject([how, how]);
    await button.close();
    const again = await held.comes('button-1');
    await held.broker.publish(again.topic('receipt'), receipt(2));
    await again.until(() => again.receipts.length > 0);
    expect([again.receipts, again.commands]).toMatchObject([[{ seq: 2 }], []]);
  });

  it('reaches the line on which a device came again, and one that asks for QoS 0', async () => {
    const first = await held.comes('button-1');
    const second = await held.comes('button-1');
    await first.closed();
    await held.broker.publish(second.topic('receipt'), receipt(1));
    await second.until(() => second.receipts.length === 1);
    await second.client.unsubscribeAsync(second.topic('receipt'));
    await held.broker.publish(second.topic('receipt'), receipt(2));
    await second.client.subscribeAsync(second.topic('receipt'), { qos: 0 });
    await held.broker.publish(second.topic('receipt'), receipt(3));
    await second.until(() => second.receipts.length === 2);
    expect(second.receipts).toMatchObject([{ seq: 1 }, { seq: 3 }]);
  });

  it('is done with where nobody listens any more', async () => {
    const button = await held.comes('button-1');
    await button.close();
    await held.broker.publish(button.topic('receipt'), receipt(1));
  });
});

describe('over TLS', () => {
  const ca = { cert: '', key: '' };
  beforeAll(() => void Object.assign(ca, { cert: held.tls.cert, key: held.tls.key }));

  it('a certificate of the court is proof without a secret, for the device that it names', async () => {
    const button = await held.overTls('button-1', { ...ca, secret: 'none' });
    await button.client.publishAsync(button.topic('event'), 'a press', { qos: 1 });
    expect(held.ears.words).toEqual(['a press']);
    await button.close();
    await held.overTls('button-1', { ...ca, username: undefined, password: undefined } as never);
    expect(held.ears.refusals).toEqual([]);
    await isOut(held.overTls('button-2', ca));
    expect(held.ears.refusals).toEqual([{ what: 'identity', stranger: 'button-2', address }]);
  });

  it('one that was revoked is none', async () => {
    held.ears.revoked.add(held.tls.serial);
    await isOut(held.overTls('button-1', ca));
    expect(held.ears.refusals).toEqual([
      { what: 'certificate', device: held.ears.devices.get('button-1'), address },
    ]);
  });

  it('a secret is proof where no certificate of the court is shown', async () => {
    await held.overTls('button-2');
    await isOut(held.overTls('button-2', { secret: 'guessed' }));
    expect(held.ears.refusals.map(({ what }) => what)).toEqual(['secret']);
    const folder = mkdtempSync(join(tmpdir(), 'other-ca-'));
    const other = new Certificates({ dataDir: folder, court: 'x', given: undefined, clock: systemClock });
    await other.serverTls();
    const { cert, key } = await other.forDevice('button-1');
    await isOut(held.overTls('button-1', { cert, key, secret: 'none' }));
    expect(held.ears.refusals.map(({ what }) => what)).toEqual(['secret', 'secret']);
    rmSync(folder, { recursive: true });
  });
});

describe('the broker', () => {
  it('is up from its start to its end', async () => {
    const [free = 0] = await freePorts(1);
    const other = new EmbeddedBroker({ court: 'demo', bind: '127.0.0.1', port: free, tls: undefined });
    expect(other.isUp()).toBe(false);
    await expect(other.publish('a', 'b')).rejects.toThrow('the broker is not running');
    await other.stop();
    await other.start(held.ears);
    expect(other.isUp()).toBe(true);
    const button = await held.comes('button-1', {}, `mqtt://127.0.0.1:${free}`);
    await other.stop();
    await button.closed();
    expect(other.isUp()).toBe(false);
  });

  it('opens only what it is told to, and tells where it cannot', async () => {
    const bind = '127.0.0.1';
    const tlsAlone = { port: held.tlsPort, ...(await held.certificates.serverTls()) };
    await expect(
      new EmbeddedBroker({ court: 'demo', bind, port: held.port, tls: undefined }).start(held.ears),
    ).rejects.toThrow(/EADDRINUSE/);
    await expect(
      new EmbeddedBroker({ court: 'demo', bind, port: undefined, tls: tlsAlone }).start(held.ears),
    ).rejects.toThrow(/EADDRINUSE/);
  });

  it('outlives what is no MQTT', async () => {
    const socket = connect(held.port, '127.0.0.1').on('error', () => undefined);
    socket.write('GET / HTTP/1.1\r\n\r\n');
    await new Promise((closed) => socket.resume().once('close', closed));
    const button = await held.comes('button-1');
    await button.client.publishAsync(button.topic('event'), 'a press', { qos: 1 });
    expect(held.ears.words).toEqual(['a press']);
  });
});
