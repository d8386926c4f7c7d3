/** Devices at the console's own broker: nobody in without proof, nothing said or heard but one's own, no acknowledgement before the disk. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { deviceNamed } from '../../support/hand-ears.js';
import { until } from '../../support/hand-time.js';
import { OwnBroker } from '../../support/own-broker.js';

const held = OwnBroker.held({ beforeAll, beforeEach, afterEach, afterAll });
const isOut = (work: Promise<unknown>) => expect(work).rejects.toThrow(/Not authorized|closed/i);
const address = '127.0.0.1';

const receipt = (seq: number): string => JSON.stringify({ v: 1, boot: 'b', seq, outcome: 'recorded' });

describe('a device', () => {
  it('comes in by its name and secret, and by nothing else', async () => {
    await held.comes('button-1');
    expect(held.ears.refusals).toEqual([]);
    const known = held.ears.devices.get('button-2');
    await isOut(held.comes('button-2', { secret: 'guessed' }));
    await isOut(held.comes('button-2', { password: undefined } as never));
    await isOut(held.comes('button-2', { username: 'button-1', secret: 'demo-button-1' }));
    await isOut(held.comes('button-2', { username: '' }));
    await isOut(held.comes('button-9'));
    await isOut(held.comes('gate-1'));
    expect(held.ears.refusals).toEqual([
      { what: 'secret', device: known, address },
      { what: 'secret', device: known, address },
      { what: 'identity', stranger: 'button-1', address },
      { what: 'identity', stranger: 'button-2', address },
      { what: 'unknown-device', stranger: 'button-9', address },
      { what: 'unknown-device', stranger: 'gate-1', address },
    ]);
  });

  it('is heard on its own topics, and acknowledged when that is on disk', async () => {
    const button = await held.comes('button-1');
    let store: () => void = () => undefined;
    held.ears.stores = () => new Promise<void>((done) => (store = done));
    const said = button.client.publishAsync(button.topic('event'), 'a press', { qos: 1, retain: true });
    let isAcknowledged = false;
    void said.then(() => (isAcknowledged = true));
    await until(() => held.ears.heard.length === 1);
    expect(held.ears.heard[0]).toEqual({
      ...{ device: held.ears.devices.get('button-1'), channel: 'event', payload: Buffer.from('a press') },
      ...{ qos: 1, retain: true },
    });
    // A second line's whole round trip later it still has none.
    await held.comes('button-2');
    expect([isAcknowledged, held.ears.acknowledgedOf]).toEqual([false, []]);
    store();
    await said;
    expect(held.ears.acknowledgedOf).toEqual(held.ears.heard);
    held.ears.stores = () => Promise.resolve();
    button.publish(button.topic('status'), 'a heartbeat', { qos: 0 });
    await until(() => held.ears.heard.length === 2);
    expect(held.ears.heard[1]).toMatchObject({ channel: 'status', qos: 0, retain: false });
  });

  it('that says a hundred things at once has 32 under way: another one waits behind no more, and each is heard in its turn', async () => {
    const [button, other] = [await held.comes('button-1'), await held.comes('button-2')];
    let store: () => void = () => undefined;
    const stored = new Promise<void>((done) => (store = done));
    held.ears.stores = () => stored;
    const words = Array.from({ length: 100 }, (_, nth) => `word ${nth}`);
    for (const word of words) button.publish(button.topic('event'), word);
    await until(() => held.ears.heard.length === 32);
    other.publish(other.topic('event'), 'a press');
    await until(() => held.ears.words.includes('a press'));
    expect(held.ears.words.indexOf('a press')).toBe(32);
    store();
    await until(() => held.ears.acknowledgedOf.length === 101);
    expect(held.ears.words.filter((word) => word !== 'a press')).toEqual(words);
  });

  it('that has said all and hangs up is heard to its last word', async () => {
    const button = await held.comes('button-1');
    for (let nth = 0; nth < 100; nth += 1) button.publish(button.topic('event'), `word ${nth}`);
    button.client.stream.end();
    await until(() => held.ears.acknowledgedOf.length === 100);
    expect(held.ears.words.at(-1)).toBe('word 99');
  });

  it('whose word could not be stored is closed without an acknowledgement', async () => {
    for (const [id, fault] of [
      ['button-1', new Error('the disk is full')],
      ['button-2', 'the disk is full'],
    ] as const) {
      const button = await held.comes(id);
      held.ears.stores = () => Promise.reject(fault);
      button.publish(button.topic('event'), 'a press');
      await button.closed();
    }
    expect([held.ears.heard.length, held.ears.acknowledgedOf, held.ears.refusals]).toEqual([2, [], []]);
  });

  it('that speaks QoS 2 is heard and closed', async () => {
    const button = await held.comes('button-1');
    const packets: string[] = [];
    button.client.on('packetreceive', ({ cmd }) => packets.push(cmd));
    button.publish(button.topic('event'), 'a press', { qos: 2 });
    await button.closed();
    expect([held.ears.words, held.ears.acknowledgedOf.length, held.ears.refusals]).toEqual([
      ['a press'],
      1,
      [],
    ]);
    expect(packets).not.toContain('pubrec');
  });

  it.each(['court/demo/button/button-2/event', 'court/demo/button/button-1/receipt', 'elsewhere'])(
    'is refused what is not its own: it says nothing on %s, by itself or as its will',
    async (topic) => {
      const button = await held.comes('button-1');
      button.publish(topic, 'a press');
      await button.closed();
      const device = held.ears.devices.get('button-1');
      expect(held.ears.refusals).toEqual([{ what: 'publish', device, topic, address }]);
      await isOut(
        held.comes('button-1', { will: { topic, payload: Buffer.from('gone'), qos: 1, retain: false } }),
      );
      expect(held.ears.refusals.slice(1)).toEqual([{ what: 'will', device, topic, address }]);
      expect(held.ears.heard).toEqual([]);
    },
  );

  it('hears nothing that is not its own, and goes on', async () => {
    const button = await held.comes('button-1');
    const other = 'court/demo/button/button-2/receipt';
    for (const topic of [other, '#', button.topic('event')]) {
      const [granted] = await button.client.subscribeAsync(topic, { qos: 1 }).catch(() => []);
      expect(granted?.qos ?? 128).toBe(128);
      expect(held.ears.refusals.at(-1)).toEqual({
        ...{ what: 'subscribe', topic, device: held.ears.devices.get('button-1'), address },
      });
    }
    await held.broker.publish(other, receipt(1));
    await held.broker.publish(button.topic('receipt'), receipt(2));
    await button.until(() => button.receipts.length > 0);
    expect(button.receipts).toMatchObject([{ seq: 2 }]);
  });

  it('has its own will said when its line breaks', async () => {
    const topic = 'court/demo/button/button-1/event';
    const button = await held.comes('button-1', {
      will: { topic, payload: Buffer.from('gone'), qos: 1, retain: false },
    });
    button.client.stream.destroy();
    await until(() => held.ears.heard.length === 1);
    expect([held.ears.words, held.ears.refusals]).toEqual([['gone'], []]);
  });

  it('that is disabled meanwhile says and hears nothing more', async () => {
    const button = await held.comes('button-1');
    held.ears.devices.set('button-1', deviceNamed('button-1', { enabled: false }));
    await held.broker.publish(button.topic('command'), '{"type":"ping"}');
    const [granted] = await button.client.subscribeAsync(button.topic('receipt'), { qos: 1 }).catch(() => []);
    expect(granted?.qos ?? 128).toBe(128);
    expect(button.commands).toEqual([]);
    button.publish(button.topic('event'), 'a press');
    await button.closed();
    expect(held.ears.refusals.map(({ what }) => what)).toEqual(['subscribe', 'publish']);
    expect(held.ears.heard).toEqual([]);
  });

  it('is cut alone', async () => {
    const [button, other] = [await held.comes('button-1'), await held.comes('button-2')];
    held.broker.admit();
    held.broker.cut('button-1');
    await button.closed();
    await other.client.publishAsync(other.topic('event'), 'a press', { qos: 1 });
    expect([other.isClosed, held.ears.words]).toEqual([false, ['a press']]);
  });
});

describe('a message that is too large', () => {
  const device = () => held.ears.devices.get('button-1');

  it.each([64 * 1024 + 1, 64 * 1024 + 1100])('of %d bytes is cut and told with its topic', async (bytes) => {
    const button = await held.comes('button-1');
    await button.client.publishAsync(button.topic('event'), 'x'.repeat(64 * 1024), { qos: 1 });
    button.publish(button.topic('event'), 'x'.repeat(bytes));
    await button.closed();
    expect(held.ears.refusals).toEqual([
      { what: 'too-large', device: device(), topic: button.topic('event'), address },
    ]);
    expect(held.ears.heard).toHaveLength(1);
  });

  it('of a stranger is cut too', async () => {
    await expect(held.comes('x'.repeat(40_000), { secret: 'x'.repeat(40_000) })).rejects.toThrow();
    expect(held.ears.refusals).toEqual([{ what: 'too-large', address }]);
  });
});
