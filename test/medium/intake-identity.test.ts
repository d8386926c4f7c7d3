import { connect as dial } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generate, type Packet } from 'mqtt-packet';
import { wholeCourt } from '../support/whole-court.js';
import { WireDevice } from '../support/wire-device.js';

const held = wholeCourt({ beforeAll, afterAll });
const refused = (what: string, fits: (data: Record<string, unknown>) => boolean = () => true) =>
  held.court.told('device.refused', ({ data }) => data['what'] === what && fits(data));
const subjectOf = async (what: string) => (await refused(what))[0]?.subject.id;

/** A connection that speaks bytes; resolves when the console closes it. */
function speak(id: string, ...packets: Packet[]): Promise<void> {
  const socket = dial(held.court.settings.mqttPort ?? 0, '127.0.0.1');
  socket.on('error', () => undefined).resume();
  const hello = { clientId: id, username: id, password: Buffer.from(`demo-${id}`) };
  const connect = {
    cmd: 'connect',
    protocolId: 'MQTT',
    protocolVersion: 4,
    clean: true,
    keepalive: 0,
  } as const;
  socket.write(Buffer.concat([{ ...connect, ...hello }, ...packets].map((packet) => generate(packet))));
  return new Promise((go) => socket.once('close', () => go()));
}
const publish = (topic: string, payload = '{}'): Packet => ({
  cmd: 'publish',
  topic,
  payload,
  qos: 1,
  messageId: 1,
  dup: false,
  retain: false,
});

describe('identity on MQTT (contracts.md 1)', () => {
  it('lets nobody in with a wrong secret, another client id, no name or no such device', async () => {
    await expect(held.court.device('button-101', { secret: 'wrong' })).rejects.toThrow();
    expect(await subjectOf('secret')).toBe('button-101');
    await expect(held.court.device('button-101', { clientId: 'button-102' })).rejects.toThrow();
    await expect(held.court.device('button-101', { username: '' })).rejects.toThrow();
    expect(await refused('identity')).toBeDefined();
    await expect(held.court.device('button-999')).rejects.toThrow();
    const [unknown] = await refused('unknown-device');
    expect(unknown?.data['stranger']).toMatchObject({ text: 'button-999', scope: 'access' });
  });

  it('keeps a session to its identity: a stranger with its client id neither takes nor cuts it', async () => {
    const button = await held.court.device('button-102', { clean: false });
    await expect(held.court.device('button-102', { secret: 'guessed', clean: false })).rejects.toThrow();
    await expect(held.court.device('button-103', { clientId: 'button-102', clean: false })).rejects.toThrow();
    expect(await button.say({ type: 'test' })).toMatchObject({ outcome: 'recorded' });
    expect(button.isClosed).toBe(false);
  });

  it('takes over where the device itself comes again', async () => {
    const first = await held.court.device('button-104');
    const second = await held.court.device('button-104');
    await first.closed();
    expect(await second.say({ type: 'test' })).toMatchObject({ outcome: 'recorded' });
  });

  it.each([
    'court/demo/button/button-106/event',
    'court/demo/gate/button-105/event',
    'court/other/button/button-105/event',
    'court/demo/button/button-105/receipt',
    'court/demo/button/button-105/command',
    'court/demo/button/button-105/event/more',
    '$SYS/broker/uptime',
    'elsewhere',
  ])('refuses to publish to %s, and notes it', async (topic) => {
    await speak('button-105', publish(topic, '{"v":1}'));
    const [fact] = await refused('publish', (data) => (data['topic'] as { text: string }).text === topic);
    expect(fact?.subject).toEqual({ kind: 'device', id: 'button-105' });
    expect((await held.court.facts()).filter(({ by }) => by.id === 'button-106')).toEqual([]);
  });

  it.each([
    '#',
    '+/+/+/+/receipt',
    '$SYS/#',
    'court/demo/button/button-106/receipt',
    'court/demo/button/button-107/event',
    'court/demo/button/+/command',
  ])('refuses to subscribe to %s, and notes it', async (topic) => {
    const button = await held.court.device('button-107');
    const granted = await button.client.subscribeAsync(topic, { qos: 1 }).catch(() => undefined);
    expect(granted?.[0]?.qos ?? 128).toBe(128);
    expect(
      await refused('subscribe', (data) => (data['topic'] as { text: string }).text === topic),
    ).toBeDefined();
  });

  it('refuses a wildcard in the topic of a PUBLISH, and notes it', async () => {
    // mqtt-packet will not write such a frame: the topic is put in afterwards.
    const frame = generate(publish('court/demo/button/button-108/event'));
    const at = frame.indexOf('button-108');
    frame[at] = '+'.charCodeAt(0);
    const socket = dial(held.court.settings.mqttPort ?? 0, '127.0.0.1');
    socket.on('error', () => undefined).resume();
    const closed = new Promise((go) => socket.once('close', go));
    const id = 'button-108';
    socket.write(
      generate({
        cmd: 'connect',
        clientId: id,
        username: id,
        password: Buffer.from(`demo-${id}`),
        protocolId: 'MQTT',
        protocolVersion: 4,
        clean: true,
        keepalive: 0,
      }),
    );
    socket.write(frame);
    await closed;
    const [fact] = await held.court.told('device.refused', ({ subject }) => subject.id === id);
    expect(fact?.data).toMatchObject({ what: 'publish' });
  });

  it.each(['court/demo/button/button-110/event', 'court/demo/gate/button-109/event', '#', 'last/words'])(
    'refuses a will on %s at the door',
    async (topic) => {
      const will = { topic, payload: Buffer.from('{}'), qos: 1 as const, retain: false };
      await expect(held.court.device('button-109', { will })).rejects.toThrow();
      await refused('will', (data) => (data['topic'] as { text: string }).text === topic);
    },
  );

  it('publishes a device’s own will, as what it says itself', async () => {
    const said = { v: 1, boot: 'will', seq: 1, at: new Date().toISOString(), type: 'fault', code: 'gone' };
    const topic = 'court/demo/button/button-110/event';
    const will = { topic, payload: Buffer.from(JSON.stringify(said)), qos: 1 as const, retain: false };
    const button = await held.court.device('button-110', { will });
    button.client.stream.destroy();
    const [fact] = await held.court.told('event.recorded', ({ by }) => by.id === 'button-110');
    expect(fact?.data).toMatchObject({ boot: 'will', seq: 1, type: 'fault' });
  });

  it('speaks no MQTT 5 to whom it would not understand', async () => {
    await expect(held.court.device('button-111', { protocolVersion: 5 })).rejects.toThrow();
  });

  it('cuts a disabled device at once, hears nothing more of it, and lets it in again when enabled', async () => {
    const button = await held.court.device('button-112');
    await button.say({ type: 'test' });
    const { status } = await held.court.post('admin', '/api/devices/button-112/disable');
    expect(status).toBe(200);
    await button.closed();
    await expect(held.court.device('button-112')).rejects.toThrow();
    await held.court.post('admin', '/api/devices/button-112/enable');
    const again = await held.court.device('button-112');
    expect(await again.say({ type: 'test' })).toMatchObject({ outcome: 'recorded' });
    again.status();
    await held.court.told('device.heard', ({ subject }) => subject.id === 'button-112', { count: 2 });
  });

  it('tells a flood of one stranger once, and of one who calls himself ever differently only so often', async () => {
    const knock = (id: string) =>
      expect(
        WireDevice.connect(`mqtt://127.0.0.1:${held.court.settings.mqttPort}`, id, {}),
      ).rejects.toThrow();
    const toldOf = async (before: number) =>
      (await held.court.facts('device.refused')).filter(({ seq }) => seq > before).length;
    const first = held.court.head;
    for (let time = 0; time < 20; time += 1) await knock('button-777');
    // It is written behind the refusing.
    await held.court.told('device.refused', undefined, { after: first });
    expect(await toldOf(first)).toBe(1);
    const second = held.court.head;
    await Promise.all(Array.from({ length: 120 }, (_, at) => knock(`stranger-${at}`)));
    expect(await toldOf(second)).toBeLessThanOrEqual(100);
  });
});
