/** Presses through a real Mosquitto: stored before they are receipted, whatever fails on the way. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { connectAsync } from 'mqtt';
import type { Databases } from '../../src/storage/databases.js';
import { DATABASES } from '../../src/storage/storage.module.js';
import { Writer } from '../../src/storage/writer.js';
import { watcher } from '../support/mosquitto.js';
import { OutsideCourt } from '../support/outside-court.js';
import { OutsideDevice } from '../support/outside-device.js';

let court: OutsideCourt;
let button: OutsideDevice;

beforeAll(async () => {
  court = await OutsideCourt.open();
  button = await OutsideDevice.connect(court.mosquitto.url, 'button-103');
});

afterAll(async () => {
  await button.leave();
  await court.close();
});

/** Facts about one event of button-103. */
const about = async (type: string, seq: number): Promise<number> =>
  (await court.facts(type)).filter((fact) => fact.data['seq'] === seq).length;

describe('a device behind Mosquitto', () => {
  test('a press gets its receipt when it is stored, and its repeat gets the same alarm', async () => {
    await button.says(1, { type: 'pressed', pattern: 'emergency', at: '2026-05-01T00:00:00.000Z' });
    const first = await button.receiptOf(1);
    expect(first.outcome).toBe('recorded');
    expect(first.alarm).toBeDefined();
    expect(await about('alarm.raised', 1)).toBe(1);
    await button.says(1, { type: 'pressed', pattern: 'emergency', at: '2026-05-01T00:00:00.000Z' });
    const second = await button.receiptOf(1, 2);
    expect(second).toMatchObject({ outcome: 'repeated', alarm: first.alarm, at: first.at });
    expect(await about('event.recorded', 1)).toBe(1);
  });

  test('what cannot be understood is kept and rings', async () => {
    await button.sends('{"v":1,"boot":"boot-of-button-103","seq":2,');
    const receipt = await button.receipt((one) => 'sha256' in one);
    expect(receipt.outcome).toBe('malformed');
    expect(receipt.alarm).toBeDefined();
  });

  test('an empty message of a device is no clearing of ours: it is kept and rings', async () => {
    await button.sends('');
    const receipt = await button.receipt((one) => 'sha256' in one && one.sha256.startsWith('e3b0c442'));
    expect(receipt.outcome).toBe('malformed');
  });

  test('a press at QoS 0 is recorded and noted', async () => {
    await button.says(3, undefined, { qos: 0 });
    expect((await button.receiptOf(3)).outcome).toBe('recorded');
    const notes = await court.told('event.noted');
    expect(notes.map((fact) => fact.data['note'])).toContain('qos-0');
  });

  test('a press at QoS 2 comes at QoS 1 and is recorded once', async () => {
    await button.says(4, undefined, { qos: 2 });
    expect((await button.receiptOf(4)).outcome).toBe('recorded');
    expect(await about('event.recorded', 4)).toBe(1);
  });

  test('a retained press rings like any other, is noted, and its copy is cleared', async () => {
    const before = (await court.facts('event.noted')).length;
    const seen: string[] = [];
    const listener = await connectAsync(court.mosquitto.url, watcher);
    const until = (said: (payload: Buffer) => boolean): Promise<void> =>
      new Promise((done) =>
        listener.on('message', (_topic, payload) => (said(payload) ? done() : undefined)),
      );
    await listener.subscribeAsync('court/demo/#', { qos: 1 });
    const cleared = until((payload) => payload.length === 0);
    await button.says(5, undefined, { retain: true });
    expect((await button.receiptOf(5)).outcome).toBe('recorded');
    await cleared;
    const notes = await court.told('event.noted', before + 1);
    expect(notes.at(-1)?.data).toMatchObject({ note: 'retained', device: 'button-103' });
    listener.on('message', (topic, _payload, { retain }) => seen.push(`${topic} ${retain}`));
    const next = until((payload) => payload.includes('"seq":6'));
    // A new subscription is given every retained copy first.
    await listener.subscribeAsync('court/demo/+/+/event', { qos: 1 });
    await button.says(6);
    await next;
    expect(seen.filter((one) => one.endsWith('true'))).toEqual([]);
    expect(await about('event.recorded', 5)).toBe(1);
    await listener.endAsync();
  });

  test('a commit that fails leaves the press in the broker, which hands it on again', async () => {
    const { dialect } = court.app.get<Databases>(DATABASES);
    const planted =
      dialect === 'sqlite'
        ? [
            "CREATE TRIGGER planted BEFORE INSERT ON events WHEN new.seq = 7 BEGIN SELECT RAISE(ABORT, 'planted'); END",
            'DROP TRIGGER planted',
          ]
        : [
            'ALTER TABLE events ADD CONSTRAINT planted CHECK (seq <> 7) NOT VALID',
            'ALTER TABLE events DROP CONSTRAINT planted',
          ];
    const change = (sql: string | undefined): Promise<unknown> =>
      court.app.get(Writer).write((unit) => unit.query(sql ?? ''));
    await change(planted[0]);
    const cut = new Promise<void>((done) => {
      const look = (): void => (court.hearing.broker.isUp() ? void setImmediate(look) : done());
      look();
    });
    await button.says(7);
    await cut;
    expect(await about('event.recorded', 7)).toBe(0);
    await change(planted[1]);
    expect((await button.receiptOf(7)).outcome).toBe('recorded');
    expect(await about('event.recorded', 7)).toBe(1);
  });

  test('a press that comes while console and broker are restarted waits for them', async () => {
    await court.end();
    await button.says(8);
    await court.mosquitto.halt();
    await court.mosquitto.run();
    await court.begin();
    await court.told('event.recorded', 1, (fact) => fact.data['seq'] === 8);
    await button.leave();
    button = await OutsideDevice.connect(court.mosquitto.url, 'button-103');
    expect(await about('event.recorded', 8)).toBe(1);
  });

  test('a press that comes while the console is killed is in the ledger once', async () => {
    await court.end();
    const child = spawn(process.execPath, ['dist/src/main.js'], {
      env: { PATH: process.env['PATH'], ...(await court.environment()) },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await new Promise<void>((up, failed) => {
      let said = '';
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (said.includes('fingerprint')) up();
      });
      child.once('close', () => failed(new Error(`the console ended:\n${said}`)));
    });
    await button.says(9);
    await button.receiptOf(9);
    const gone = once(child, 'exit');
    // Many on their way at once: some stored, some not, none acknowledged to nobody.
    const sent = Array.from({ length: 40 }, (_, at) => button.says(10 + at));
    child.kill('SIGKILL');
    await Promise.all([...sent, gone]);
    await court.begin();
    for (let seq = 10; seq < 50; seq += 1) await button.receiptOf(seq);
    for (let seq = 9; seq < 50; seq += 1) expect(await about('event.recorded', seq)).toBe(1);
  });

  test('a broker that stays away is told, and so is its return', async () => {
    const lost = (await court.facts('broker.lost')).length;
    await court.mosquitto.halt();
    await court.told('broker.lost', lost + 1);
    const returned = (await court.facts('broker.returned')).length;
    expect(court.hearing.started).toBe(false);
    await court.mosquitto.run();
    await court.told('broker.returned', returned + 1);
    expect(court.hearing.started).toBe(true);
    await button.leave();
    button = await OutsideDevice.connect(court.mosquitto.url, 'button-103');
    await button.says(60);
    expect((await button.receiptOf(60)).outcome).toBe('recorded');
  });
});
