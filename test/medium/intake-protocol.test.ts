import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generate } from 'mqtt-packet';
import { wholeCourt } from '../support/whole-court.js';

const held = wholeCourt({ beforeAll, afterAll });
const noted = async (device: string) =>
  (await held.court.facts('trouble.raised'))
    .filter(({ data }) => data['device'] === device && data['kind'] === 'protocol')
    .map(({ data }) => data['note']);

describe('what a known device says on its own topic is never dropped', () => {
  it('with the retained flag or QoS 0 it is recorded, rings, and each is noted as trouble', async () => {
    const button = await held.court.device('button-101');
    expect(await button.say({ type: 'pressed', pattern: 'help' }, { retain: true })).toMatchObject({
      outcome: 'recorded',
      alarm: expect.any(String),
    });
    expect(await button.say({ type: 'pressed', pattern: 'help' }, { qos: 0 })).toMatchObject({
      outcome: 'recorded',
      alarm: expect.any(String),
    });
    expect(await noted('button-101')).toEqual(['retained', 'qos-0']);
  });

  it('with QoS 2 it is recorded and the connection closed before PUBREC; the repeat is repeated', async () => {
    const button = await held.court.device('button-102', { clean: false });
    const payload = JSON.stringify(button.event({ type: 'pressed', pattern: 'emergency' }));
    const packets: string[] = [];
    button.client.on('packetreceive', (packet) => packets.push(packet.cmd));
    button.publish(button.topic('event'), payload, { qos: 2 });
    await button.closed();
    expect(packets).not.toContain('pubrec');
    const [raised] = await held.court.told('alarm.raised', ({ data }) => data['device'] === 'button-102');
    const again = await held.court.device('button-102');
    expect(await again.send(payload)).toMatchObject({ outcome: 'repeated', alarm: raised?.subject.id });
    expect(await noted('button-102')).toEqual(['qos-2']);
  });

  it('long after it happened, or dated in the future, it is recorded and shown as late with all three times', async () => {
    for (const [id, at] of [
      ['button-103', '2024-02-29T08:00:00+08:00'],
      ['button-104', '2199-01-01T00:00:00Z'],
    ] as const) {
      const button = await held.court.device(id);
      const { alarm } = await button.say({ type: 'pressed', pattern: 'emergency', at });
      const deviceAt = new Date(at).toISOString();
      const { body } = await held.court.get<{ raisedAt: string }>('guard', `/api/alarms/${alarm}`);
      expect(body).toMatchObject({ late: true, deviceAt, brokerAt: expect.any(String) });
      const [raised] = await held.court.told('alarm.raised', ({ subject }) => subject.id === alarm);
      expect(raised?.data).toMatchObject({ late: true, deviceAt, brokerAt: expect.any(String) });
    }
    const button = await held.court.device('button-105');
    const { alarm } = await button.press('help');
    expect((await held.court.get('guard', `/api/alarms/${alarm}`)).body).not.toHaveProperty('late');
  });
});

describe('a message over 64 KiB', () => {
  const saying = (bytes: number): string => {
    const event = { v: 1, boot: 'large', seq: 1, at: '2026-01-01T00:00:00Z', type: 'test', filler: '' };
    return JSON.stringify({ ...event, filler: 'x'.repeat(bytes - JSON.stringify(event).length) });
  };

  it('of exactly 64 KiB is still recorded', async () => {
    const button = await held.court.device('button-106');
    expect(await button.send(saying(64 * 1024))).toMatchObject({ outcome: 'recorded' });
  });

  it.each([64 * 1024 + 1, 64 * 1024 + 1100, 9_000_000])(
    '(%d bytes) is cut, the connection closed, and trouble raised with its topic',
    async (bytes) => {
      const id = bytes > 1_000_000 ? 'button-107' : bytes > 66_000 ? 'button-108' : 'button-109';
      const button = await held.court.device(id);
      button.publish(button.topic('event'), saying(bytes));
      await button.closed();
      const [trouble] = await held.court.told('trouble.raised', ({ data }) => data['device'] === id);
      expect(trouble?.data).toMatchObject({ note: 'too-large', topic: button.topic('event') });
      expect(button.receipts).toEqual([]);
      expect(
        (await held.court.facts()).filter(({ type, by }) => type.startsWith('event.rec') && by.id === id),
      ).toEqual([]);
    },
  );

  it('is known by its topic even where that comes byte by byte', async () => {
    const id = 'button-110';
    const topic = `court/demo/button/${id}/event`;
    const socket = connect(held.court.settings.mqttPort ?? 0, '127.0.0.1');
    socket.setNoDelay(true);
    const isIn = new Promise((go) => socket.once('data', go));
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
    await isIn;
    const publish = generate({
      cmd: 'publish',
      topic,
      payload: saying(70_000),
      qos: 1,
      messageId: 1,
      dup: false,
      retain: false,
    });
    const closed = new Promise((go) => socket.once('close', go));
    socket.on('error', () => undefined);
    for (const byte of publish.subarray(0, 60)) {
      socket.write(Buffer.from([byte]));
      await new Promise((go) => setImmediate(go));
    }
    await closed;
    const [trouble] = await held.court.told('trouble.raised', ({ data }) => data['device'] === id);
    expect(trouble?.data).toMatchObject({ note: 'too-large', topic });
  });
});
