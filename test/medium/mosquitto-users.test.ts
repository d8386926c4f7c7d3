/** The register as Mosquitto's dynamic-security plugin keeps it: who may do what, and how changes reach a running broker. */
import { execFile } from 'node:child_process';
import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connectAsync, type MqttClient } from 'mqtt';
import { readSettings } from '../../src/config.js';
import { BrokerLink } from '../../src/intake/broker-link.adapter.js';
import { theSystem } from '../../src/kernel/actor.js';
import { OutsideCourt } from '../support/outside-court.js';
import { OutsideDevice } from '../support/outside-device.js';
import { watcher } from '../support/mosquitto.js';

let court: OutsideCourt;
let listener: MqttClient;
const heard: string[] = [];
const url = (): string => court.mosquitto.url;
const topic = (channel: string, device = 'button-104'): string => `court/demo/button/${device}/${channel}`;

beforeAll(async () => {
  court = await OutsideCourt.open();
  listener = await connectAsync(url(), watcher);
  listener.on('message', (name, payload) => heard.push(`${name} ${payload.toString()}`));
  await listener.subscribeAsync('court/demo/#', { qos: 1 });
});

afterAll(async () => {
  await listener.endAsync(true);
  await court.close();
});

const isRefused = { message: 'Connection refused: Not authorized' };
const isNobody = { message: 'Connection refused: Identifier rejected' };

describe('a device on an outside broker', () => {
  test('connects by its own id, user and secret and in no other way', async () => {
    const device = await OutsideDevice.connect(url(), 'button-104');
    await device.leave();
    for (const wrong of [
      { password: 'demo-button-105' },
      { clientId: 'button-105' },
      { username: 'button-105' },
      { username: 'nobody' },
    ])
      await expect(OutsideDevice.connect(url(), 'button-104', wrong)).rejects.toMatchObject(isRefused);
    await expect(OutsideDevice.connect(url(), 'button-104', { clientId: '' })).rejects.toMatchObject(
      isNobody,
    );
    const nobody = connectAsync(
      url(),
      { clientId: 'button-104', protocolVersion: 4, reconnectPeriod: 0 },
      false,
    );
    await expect(nobody).rejects.toMatchObject(isRefused);
  });

  test('subscribes to its own receipt and command and to nothing else', async () => {
    const device = await OutsideDevice.connect(url(), 'button-104');
    const asks = (filter: string): Promise<unknown> => device.client.subscribeAsync(filter, { qos: 1 });
    await asks(topic('receipt'));
    await asks(topic('command'));
    for (const filter of [
      topic('event'),
      topic('receipt', 'button-105'),
      topic('+'),
      topic('#'),
      'court/demo/+/+/receipt',
      'court/#',
      '#',
      '+/+/+/+/+',
      '$SYS/#',
      '$CONTROL/dynamic-security/v1/response',
      `$share/group/${topic('receipt')}`,
      '$share/group/court/demo/+/+/event',
    ])
      await expect(asks(filter)).rejects.toThrow('Subscribe error');
    await device.leave();
  });

  test('is heard on its own event and status, and nowhere else, its will included', async () => {
    const others = [
      topic('receipt'),
      topic('command'),
      topic('event', 'button-105'),
      'court/demo/anything',
      '$SYS/x',
    ];
    for (const other of others) {
      const will = { topic: other, payload: Buffer.from('a will'), qos: 1 as const, retain: false };
      const device = await OutsideDevice.connect(url(), 'button-104', { will });
      for (const qos of [0, 1, 2] as const) await device.client.publishAsync(other, 'not mine', { qos });
      // Without DISCONNECT, so that the will is due.
      device.client.stream.destroy();
      await device.closed();
    }
    const device = await OutsideDevice.connect(url(), 'button-104');
    await device.client.publishAsync(topic('status'), '{"v":1}', { qos: 0 });
    await device.says(1);
    await device.receiptOf(1);
    // The listener has a connection of its own, which may be later than the receipt.
    while (!heard.some((one) => one.startsWith(`${topic('event')} `))) await setImmediate();
    // The console's own canary presses on the same broker.
    const said = heard.filter((one) => !/\/receipt |\/canary\//.test(one)).map((one) => one.split(' ')[0]);
    expect(new Set(said)).toEqual(new Set([topic('status'), topic('event')]));
    expect(heard.filter((one) => one.includes('a will') || one.includes('not mine'))).toEqual([]);
    await device.leave();
  });

  test('cannot order the plugin about', async () => {
    const device = await OutsideDevice.connect(url(), 'button-104');
    const order = { commands: [{ command: 'disableClient', username: 'button-105' }] };
    await device.client.publishAsync('$CONTROL/dynamic-security/v1', JSON.stringify(order), { qos: 1 });
    await device.leave();
    const other = await OutsideDevice.connect(url(), 'button-105');
    await other.leave();
  });

  test('that sends more than 64 KiB is disconnected', async () => {
    const device = await OutsideDevice.connect(url(), 'button-104');
    device.client.publish(device.topic('event'), Buffer.alloc(70_000, 'x'), { qos: 1 });
    await device.closed();
    await device.leave();
  });
});

describe('a change of the register', () => {
  test('enrols a device while the broker runs', async () => {
    await expect(OutsideDevice.connect(url(), 'button-120')).rejects.toMatchObject(isRefused);
    const wish = {
      id: 'button-120',
      kind: 'button',
      name: '新按钮',
      place: 'hall',
      secret: 'demo-button-120',
    } as const;
    await court.devices.enrol(wish, theSystem);
    const device = await connectsAtLast('button-120');
    await device.says(1);
    expect((await device.receiptOf(1)).outcome).toBe('recorded');
    await device.leave();
  });

  test('disables a device, which is cut at once and stays out until it is enabled', async () => {
    const device = await OutsideDevice.connect(url(), 'button-106');
    await court.devices.setEnabled('button-106', false, theSystem);
    await device.closed();
    await expect(OutsideDevice.connect(url(), 'button-106')).rejects.toMatchObject(isRefused);
    await court.devices.setEnabled('button-106', true, theSystem);
    const again = await connectsAtLast('button-106');
    await again.leave();
    await device.leave();
  });

  test('reaches a broker that was started from an older file, and what cannot is told', async () => {
    const { mosquitto } = court;
    const older = join(mosquitto.folder, 'older.json');
    copyFileSync(mosquitto.usersFile, older);
    const wish = {
      id: 'button-121',
      kind: 'button',
      name: '新按钮',
      place: 'hall',
      secret: 'demo-button-121',
    } as const;
    await court.devices.enrol(wish, theSystem);
    await (await connectsAtLast('button-121')).leave();
    await mosquitto.halt();
    copyFileSync(older, mosquitto.usersFile);
    await court.devices.setEnabled('button-107', false, theSystem);
    await court.devices.enrol({ ...wish, id: 'button-122', secret: 'demo-button-122' }, theSystem);
    const before = (await court.facts('broker.differs')).length;
    await mosquitto.run();
    const told = await court.told('broker.differs', before + 1);
    // Its secret went to the broker once and is known to nobody now.
    expect(told.at(-1)?.data).toMatchObject({ devices: ['button-121'] });
    await expect(OutsideDevice.connect(url(), 'button-107')).rejects.toMatchObject(isRefused);
    await (await OutsideDevice.connect(url(), 'button-122')).leave();
    expect(court.hearing.started).toBe(true);
  });

  test('is whole again with the file that `npm run mosquitto:users` writes beside the running console', async () => {
    const { mosquitto } = court;
    await mosquitto.halt();
    const said = await mosquittoUsers(mosquitto.folder, await court.environment());
    expect(said).not.toContain('COURT_MQTT_URL=');
    const before = (await court.facts('broker.agrees')).length;
    await mosquitto.run();
    await court.told('broker.agrees', before + 1);
    await (await OutsideDevice.connect(url(), 'button-121')).leave();
    await expect(OutsideDevice.connect(url(), 'button-107')).rejects.toMatchObject(isRefused);
  });
});

describe('npm run mosquitto:users', () => {
  test('gives a console without a broker the address, user and secret for one, over TLS as well', async () => {
    const { mosquitto } = court;
    await mosquitto.halt();
    const { COURT_MQTT_URL: _, ...environment } = await court.environment();
    const said = await mosquittoUsers(mosquitto.folder, environment);
    const [, given = ''] = /^COURT_MQTT_URL=(\S+)$/m.exec(said) ?? [];
    expect(readSettings({ ...environment, COURT_MQTT_URL: given }).mqttUrl).toBe(given);
    await mosquitto.run();
    const ca = readFileSync(join(court.folder, 'tls/ca.crt'), 'utf8');
    const secured = new URL(given);
    secured.protocol = 'mqtts:';
    secured.port = String(mosquitto.tlsPort);
    expect(await isUpAt(secured.href, ca)).toBe('up');
    expect(await isUpAt(secured.href, mosquitto.ca)).toContain('certificate');
  });
});

const mosquittoUsers = async (folder: string, environment: Record<string, string>): Promise<string> => {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['scripts/mosquitto-users.mjs', '--folder', folder, '--broker', url()],
    { env: { PATH: process.env['PATH'], ...environment } },
  );
  return stdout;
};

/** @returns `up`, or why the link of a console does not come up */
async function isUpAt(address: string, ca: string): Promise<string> {
  const outcome = new Promise<string>((done) => {
    link = new BrokerLink({
      url: address,
      clientId: 'console.demo',
      ca,
      needed: { 'court/demo/+/+/event': { qos: 1 } },
      wished: {},
      take: () => Promise.resolve(),
      onUp: () => done('up'),
      onDown: done,
    });
  });
  link?.open();
  const told = await outcome;
  await link?.close();
  return told;
}
let link: BrokerLink | undefined;

/** A change is in the broker a few milliseconds after it is in the register. */
async function connectsAtLast(id: string): Promise<OutsideDevice> {
  for (;;) {
    try {
      return await OutsideDevice.connect(url(), id);
    } catch (error) {
      if (!String(error).includes('Not authorized')) throw error;
    }
  }
}
