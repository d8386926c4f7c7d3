/** Every word of a device is a sign of its life; its event is receipted after the broker's own acknowledgement; who is refused is noted. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Refusal } from '../../../src/intake/broker.js';
import type { Device } from '../../../src/intake/device.js';
import type { SignOfLife } from '../../../src/intake/hearing.service.js';
import { handTime } from '../../support/hand-time.js';
import { heldIntake, press, topicFor } from '../../support/intake.js';

const held = heldIntake({ beforeAll, afterAll });
let button: Device;
let canary: Device;
let alive: SignOfLife[] = [];
let deafen: () => void;

beforeAll(async () => {
  button = await held.intake.enrol('button-1');
  canary = held.intake.devices.named('canary')!;
});
beforeEach(() => {
  alive = [];
  deafen = held.intake.hearing.onSignOfLife((sign) => alive.push(sign));
});
afterEach(() => {
  deafen();
  jest.useRealTimers();
});
const notes = async () => (await held.intake.facts(/event\.noted/, 'button-1')).map(({ data }) => data);
/** What was noted of refusals, with words as plain text. */
const refusals = async (id: string) => {
  await held.intake.settled();
  return (await held.intake.facts(/device\.refused/, id)).map(({ data }) => textsIn(data));
};
const textsIn = (data: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null && 'text' in value ? value.text : value,
    ]),
  );

describe('the broker', () => {
  it('is told of the canary, heard from the start on, and heard while it is up', async () => {
    const { hearing, broker } = held.intake;
    expect([hearing.hasBegun, hearing.started]).toEqual([false, false]);
    broker.told.length = 0;
    await hearing.start();
    expect(broker.told).toEqual([['+canary', 'a secret of the canary']]);
    expect(broker.ears).toBe(hearing);
    expect([hearing.hasBegun, hearing.started]).toEqual([true, true]);
    broker.isThere = false;
    expect([hearing.hasBegun, hearing.started]).toEqual([true, false]);
    broker.isThere = true;
  });

  it('asks the register who a device is', async () => {
    const { hearing, devices } = held.intake;
    await held.intake.enrol('button-2', { secret: 'the secret of button-2' });
    expect(await hearing.authenticate('button-2', 'the secret of button-2')).toMatchObject({
      id: 'button-2',
    });
    expect(hearing.named('button-2')).toEqual(devices.named('button-2'));
    expect(hearing.register().map(({ id }) => id)).toEqual(['button-1', 'button-2', 'canary']);
    devices.remember(devices.mustKnow('button-2'), [
      { serial: 'A1', device: 'button-2', issuedAt: '2020', until: '2021' },
    ]);
    expect([hearing.isRevoked('A1'), hearing.isRevoked('B2')]).toEqual([true, false]);
  });
});

describe('a device', () => {
  it('has its receipt on its own topic, and who waits for that hears that the broker has it', async () => {
    const { hearing, broker } = held.intake;
    const receipted: unknown[] = [];
    hearing.onReceipted((...name) => receipted.push(name));
    broker.published.length = 0;
    const receipt = await held.intake.says(button, press('b', 1));
    expect(receipt).toMatchObject({ v: 1, boot: 'b', seq: 1, outcome: 'recorded' });
    expect(broker.published.map(({ topic }) => topic)).toEqual(['court/demo/button/button-1/receipt']);
    await held.intake.settled();
    expect(receipted).toEqual([['button-1', 'b', 1]]);
    expect(await held.intake.says(button, 'junk')).toHaveProperty('sha256');
    await held.intake.settled();
    expect(receipted).toHaveLength(1);
    broker.isThere = false;
    expect(await held.intake.says(button, press('b', 2))).toBeUndefined();
    broker.isThere = true;
    await held.intake.settled();
    expect(receipted).toHaveLength(1);
    expect(alive).toEqual([{ device: button, boot: 'b' }, { device: button }, { device: button, boot: 'b' }]);
  });

  it('has no receipt before the broker’s acknowledgement, and none for a heartbeat', async () => {
    const { hearing, broker } = held.intake;
    broker.published.length = 0;
    const payload = Buffer.from(JSON.stringify(press('b', 3)));
    await hearing.hear({ device: button, channel: 'event', payload, qos: 1, retain: false });
    const beat = { v: 1, boot: 'b', lastSeq: 3, uptimeMs: 1 };
    await held.intake.says(button, beat, { channel: 'status', qos: 0 });
    await held.intake.says(button, 'no heartbeat', { channel: 'status', qos: 0 });
    expect(broker.published).toEqual([]);
    expect(alive.slice(1)).toEqual([{ device: button, boot: 'b', status: beat }, { device: button }]);
    expect(await notes()).toEqual([]);
  });

  it.each([
    [{ qos: 1, retain: true }, ['retained']],
    [{ qos: 0 }, ['qos-0']],
    [{ qos: 2, retain: true }, ['retained', 'qos-2']],
  ])('that says an event with %j is receipted, and it is noted', async (how, expected) => {
    const before = (await notes()).length;
    expect(await held.intake.says(button, press(JSON.stringify(how), 1), how)).toBeDefined();
    expect((await notes()).slice(before)).toEqual(
      expected.map((note) => ({ note, device: 'button-1', place: 'court-3' })),
    );
    const [fact] = await held.intake.facts(/event\.noted/);
    expect(fact).toMatchObject({ by: { kind: 'device', id: 'button-1' }, subject: { kind: 'device' } });
  });

  it('that is the canary concerns nobody else', async () => {
    const head = held.intake.ledger.head();
    expect(await held.intake.says(canary, press('c', 1), { qos: 0, retain: true })).toBeDefined();
    expect(await held.intake.says(canary, { v: 1 }, { channel: 'status' })).toBeUndefined();
    expect([alive, held.intake.ledger.head()]).toEqual([[], head]);
  });

  it('is let in or cut as the register changes', async () => {
    const { devices, broker } = held.intake;
    broker.told.length = 0;
    await devices.setEnabled('button-2', false, { kind: 'system', id: 'x' });
    await devices.setEnabled('button-2', true, { kind: 'system', id: 'x' });
    expect(broker.told).toEqual([['-button-2'], ['+button-2', undefined]]);
  });
});

describe('who is refused', () => {
  const refused = (...all: Refusal[]): void => all.forEach((one) => held.intake.hearing.refused(one));

  it('is noted: a device by its name, a stranger by what he called himself, both in words that can be forgotten', async () => {
    const topic = topicFor(button, 'command');
    refused({ what: 'publish', device: button, topic, address: '10.0.0.1' });
    expect(await refusals('button-1')).toEqual([{ what: 'publish', address: '10.0.0.1', topic }]);
    const stranger = `intruder\u0000${'x'.repeat(600)}`;
    refused({ what: 'unknown-device', stranger, address: '10.0.0.2' });
    expect(await refusals('stranger')).toEqual([
      { what: 'unknown-device', address: '10.0.0.2', stranger: `intruder�${'x'.repeat(503)}` },
    ]);
    const [fact] = await held.intake.facts(/device\.refused/, 'stranger');
    expect(fact).toMatchObject({ by: { kind: 'system' }, subject: { kind: 'device' } });
    expect(fact?.data['stranger']).toMatchObject({ scope: 'access' });
  });

  it('is noted once in ten seconds for the same; a stranger’s name tells him from himself, a device’s does not', async () => {
    handTime(Date.now() + 60_000);
    const count = async (id: string): Promise<number> => (await refusals(id)).length;
    const [known, strange] = [await count('button-1'), await count('stranger')];
    const secret = { what: 'secret', address: '10.0.0.3' } as const;
    refused(
      { ...secret, device: button },
      { ...secret, device: button },
      { ...secret, device: button, stranger: 'x' },
    );
    refused({ ...secret, device: button, address: '10.0.0.4' }, { ...secret, what: 'will', device: button });
    expect(await count('button-1')).toBe(known + 3);
    refused(
      { ...secret, stranger: 'a' },
      { ...secret, stranger: 'b' },
      { ...secret, stranger: 'b', topic: 't' },
    );
    refused({ ...secret, stranger: 'a' }, { ...secret, stranger: 'a', address: '10.0.0.4' });
    expect(await count('stranger')).toBe(strange + 4);
    jest.advanceTimersByTime(10_000);
    refused({ ...secret, stranger: 'a' });
    expect(await count('stranger')).toBe(strange + 5);
    refused({ what: 'identity', stranger: 'a' });
    expect((await refusals('stranger')).at(-1)).toEqual({ what: 'identity', stranger: 'a' });
  });

  it('for a message that is too large has it noted as a fault of the device, where it is one', async () => {
    const before = (await notes()).length;
    const event = topicFor(button, 'event');
    refused({ what: 'too-large', device: button, topic: event });
    refused({ what: 'too-large', device: button, topic: 'made/up' });
    refused({ what: 'too-large', device: button });
    refused({ what: 'too-large', address: '10.0.0.5', topic: event });
    expect((await refusals('stranger')).at(-1)).toMatchObject({ what: 'too-large' });
    const fault = { note: 'too-large', device: 'button-1', place: 'court-3' };
    expect((await notes()).slice(before).map(textsIn)).toEqual([
      { ...fault, topic: event },
      { ...fault, topic: 'made/up' },
      fault,
    ]);
    expect((await notes())[before]?.['topic']).toBe(event);
    expect((await notes())[before + 1]?.['topic']).toMatchObject({ scope: 'access' });
  });

  it('is refused whether or not it can be written down', async () => {
    const { ledger } = held.intake;
    const [seal, head] = [ledger.seal.bind(ledger), ledger.head()];
    ledger.seal = () => Promise.reject(new Error('the disk is full'));
    refused({ what: 'too-large', device: button, address: '10.0.0.6' });
    held.intake.hearing.stands({ what: 'lost', reason: 'the line' });
    await held.intake.settled();
    ledger.seal = seal;
    await held.intake.settled();
    expect(ledger.head()).toBe(head);
  });
});

describe('how the broker stands', () => {
  it('is told at each change, the same difference once', async () => {
    const { hearing } = held.intake;
    const all = [
      { what: 'agrees' },
      { what: 'lost', reason: 'the line' },
      { what: 'lost', reason: 'the line' },
      { what: 'returned' },
      { what: 'differs', reason: 'no plugin' },
      { what: 'differs', reason: 'no plugin' },
      { what: 'differs', reason: 'no plugin', devices: ['button-1', 'gate-1'] },
      { what: 'differs', reason: 'no plugin', devices: ['button-1gate-1'] },
      { what: 'differs', reason: 'another' },
      { what: 'agrees' },
      { what: 'agrees' },
    ] as const;
    for (const news of all) hearing.stands(news);
    await held.intake.settled();
    const facts = await held.intake.facts(/^broker\./, 'demo');
    expect(facts.map(({ type, data }) => [type, textsIn(data)])).toEqual([
      ['broker.agrees', {}],
      ['broker.lost', { reason: 'the line' }],
      ['broker.lost', { reason: 'the line' }],
      ['broker.returned', {}],
      ['broker.differs', { reason: 'no plugin' }],
      ['broker.differs', { reason: 'no plugin', devices: ['button-1', 'gate-1'] }],
      ['broker.differs', { reason: 'no plugin', devices: ['button-1gate-1'] }],
      ['broker.differs', { reason: 'another' }],
      ['broker.agrees', {}],
    ]);
    expect(facts[1]).toMatchObject({ by: { kind: 'system' }, subject: { kind: 'broker' } });
    expect(facts[1]?.data['reason']).toMatchObject({ scope: 'staff' });
  });
});
