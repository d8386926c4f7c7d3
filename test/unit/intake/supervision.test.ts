/** What the watch over the devices makes of heartbeats and of their absence, on real rows. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Device } from '../../../src/intake/device.js';
import { Supervision } from '../../../src/intake/supervision.follower.js';
import { toInstant } from '../../../src/kernel/clock.js';
import { handTime } from '../../support/hand-time.js';
import { HandClock } from '../../support/court.js';
import { heldIntake, press } from '../../support/intake.js';

const held = heldIntake({ beforeAll, afterAll });
let clock: HandClock;
let watch: Supervision;
let button: Device;
let count = 0;

beforeAll(() => held.intake.hearing.start());
beforeEach(async () => {
  clock = new HandClock(1_000_000);
  const { hearing, devices, reader } = held.intake;
  watch = new Supervision(hearing, devices, reader, clock);
  watch.onApplicationBootstrap();
  button = await held.intake.enrol(`button-${(count += 1)}`);
});
afterEach(() => {
  watch.onModuleDestroy();
  jest.useRealTimers();
});

async function beat(more: object = {}, device = button): Promise<void> {
  const words = { v: 1, boot: 'b', lastSeq: 0, uptimeMs: 1, at: new Date().toISOString(), ...more };
  await held.intake.says(device, words, { channel: 'status', qos: 0 });
  await held.intake.settled();
}
/** Heartbeats as they come, for so long. */
async function beats(seconds: number, more: object = {}): Promise<void> {
  for (let gone = 0; gone < seconds; gone += 15) {
    clock.pass(15_000);
    await beat(more);
  }
}
async function look(afterMs: number): Promise<void> {
  clock.pass(afterMs);
  watch.look();
  await held.intake.settled();
}
const told = async (id = button.id): Promise<string[]> =>
  (await held.intake.facts(/^device\.(heard|silent|returned|failing|mended)/, id)).map(({ type, data }) =>
    [type.replace('device.', ''), data['ailment']].filter(Boolean).join(' '),
  );
const ailments = () => held.intake.devices.ailmentsOf(button.id);

describe('a device', () => {
  it('is heard at its first word of any kind, silent after three heartbeats, and back at the next', async () => {
    await held.intake.says(button, press('b', 1));
    await held.intake.settled();
    expect(await told()).toEqual(['heard']);
    for (let looks = 0; looks < 9; looks += 1) await look(5_000);
    expect(await told()).toEqual(['heard']);
    await look(5_000);
    expect(await told()).toEqual(['heard', 'silent']);
    await look(5_000);
    await beat();
    await beat();
    expect(await told()).toEqual(['heard', 'silent', 'returned']);
  });

  it('shows its last word and battery, and who said nothing yet is not missed', async () => {
    handTime(5_000_000);
    const report = () => held.intake.devices.reports().find(({ id }) => id === button.id);
    for (let looks = 0; looks < 20; looks += 1) await look(5_000);
    expect(await told()).toEqual([]);
    await beat({ battery: 70 });
    await beat();
    expect(report()).toMatchObject({ lastHeardAt: toInstant(5_000_000), battery: 70 });
  });

  it('that is disabled is seen to speak, and nothing is told of it', async () => {
    await held.intake.devices.setEnabled(button.id, false, { kind: 'system', id: 'x' });
    await beat({ battery: 2 });
    await held.intake.devices.setEnabled(button.id, true, { kind: 'system', id: 'x' });
    expect(await told()).toEqual([]);
  });

  it('is not silent while the broker is away', async () => {
    await beat();
    held.intake.broker.isThere = false;
    for (let looks = 0; looks < 30; looks += 1) await look(5_000);
    held.intake.broker.isThere = true;
    await look(5_000);
    expect(await told()).toEqual(['heard']);
  });

  it('is looked for every five seconds, until the console ends', async () => {
    watch.onModuleDestroy();
    handTime();
    watch.onApplicationBootstrap();
    await beat();
    const pass = async (ms: number): Promise<void> => {
      clock.pass(ms);
      jest.advanceTimersByTime(ms);
      await held.intake.settled();
    };
    for (let looks = 0; looks < 9; looks += 1) await pass(5_000);
    expect(await told()).toEqual(['heard']);
    await pass(4_999);
    expect(await told()).toEqual(['heard']);
    await pass(1);
    expect(await told()).toEqual(['heard', 'silent']);
    watch.onModuleDestroy();
    expect(jest.getTimerCount()).toBe(0);
    await beat();
    expect(await told()).toEqual(['heard', 'silent']);
  });
});

describe('a battery', () => {
  it('is low, told once, and well when it is charged a little', async () => {
    for (const battery of [20, 19, 3, 24, undefined, 25, 24]) await beat({ battery });
    expect(await told()).toEqual(['heard', 'failing battery', 'mended battery']);
    const [fact] = await held.intake.facts(/failing/, button.id);
    expect(fact?.data).toEqual({ ailment: 'battery', place: 'court-3', percent: 19 });
    expect(ailments()).toEqual({});
  });
});

describe('a clock', () => {
  const at = (aheadMs: number) => ({ at: toInstant(Date.now() + aheadMs) });
  beforeEach(() => handTime(5_000_000));

  it('is wrong at the second heartbeat that says so, and right at the first', async () => {
    await beat(at(60_001));
    expect(ailments()).toEqual({});
    await beat({ at: undefined });
    await beat(at(60_002));
    expect(ailments()).toEqual({ clock: { aheadMs: 60_002 } });
    expect(watch.clocks()).toEqual([60_002]);
    await beat(at(-31_000));
    expect(await told()).toEqual(['heard', 'failing clock']);
    await beat(at(30_000));
    expect(await told()).toEqual(['heard', 'failing clock', 'mended clock']);
    expect(ailments()).toEqual({});
    await beat(at(-60_001));
    await beat(at(0));
    await beat(at(-60_001));
    expect(ailments()).toEqual({});
  });

  it('is not blamed where most are off to the same side, and forgotten with who falls silent', async () => {
    const others = [await held.intake.enrol(`gate-${count}`), await held.intake.enrol(`door-${count}`)];
    for (const one of [button, ...others, button]) await beat(at(3_600_000), one);
    expect(ailments()).toEqual({});
    expect(watch.clocks()).toEqual([3_600_000, 3_600_000, 3_600_000]);
    for (let looks = 0; looks < 11; looks += 1) await look(5_000);
    expect(watch.clocks()).toEqual([]);
    await beat(at(3_600_000));
    await beat(at(3_600_000));
    expect(ailments()).toEqual({ clock: { aheadMs: 3_600_000 } });
  });
});

describe('a gap', () => {
  const has = async (...seqs: number[]): Promise<void> => {
    for (const seq of seqs) await held.intake.says(button, press('b', seq));
  };

  it('is told once what a heartbeat named has been missing for half a minute, told anew when it changes, and over when it is filled', async () => {
    await has(1, 2, 4);
    await beats(30, { lastSeq: 5 });
    expect(ailments()).toEqual({});
    await beats(15, { lastSeq: 5 });
    expect(ailments()).toEqual({ gap: { boot: 'b', lastSeq: 5, missing: 2 } });
    await beats(30, { lastSeq: 5 });
    expect(await told()).toEqual(['heard', 'failing gap']);
    await has(5);
    await beats(15, { lastSeq: 5 });
    expect(ailments()).toEqual({ gap: { boot: 'b', lastSeq: 5, missing: 1 } });
    await has(3);
    await beats(15, { lastSeq: 5 });
    expect(await told()).toEqual(['heard', 'failing gap', 'failing gap', 'mended gap']);
    await beats(30, { lastSeq: 6 });
    expect(ailments()).toEqual({});
    await beats(15, { lastSeq: 6 });
    expect(ailments()).toEqual({ gap: { boot: 'b', lastSeq: 6, missing: 1 } });
  });

  it('of a power-up before this one stays until it is filled', async () => {
    await beats(45, { lastSeq: 1 });
    expect(ailments()).toEqual({ gap: { boot: 'b', lastSeq: 1, missing: 1 } });
    await beats(60, { boot: 'c' });
    expect(ailments()).toEqual({ gap: { boot: 'b', lastSeq: 1, missing: 1 } });
    await held.intake.says(button, press('c', 1));
    await beats(60, { boot: 'c', lastSeq: 1 });
    expect(ailments()).toHaveProperty('gap');
    await has(1);
    await beats(15, { boot: 'c', lastSeq: 1 });
    expect(ailments()).toEqual({});
    await beats(45, { boot: 'd', lastSeq: 1 });
    expect(ailments()).toEqual({ gap: { boot: 'd', lastSeq: 1, missing: 1 } });
  });

  it('that cannot be counted or written is judged again at the next heartbeat', async () => {
    const { ledger } = held.intake;
    await beats(30, { lastSeq: 1 });
    const seal = ledger.seal.bind(ledger);
    ledger.seal = () => Promise.reject(new Error('the disk is full'));
    clock.pass(15_000);
    await held.intake.says(button, { v: 1, boot: 'b', lastSeq: 1, uptimeMs: 1 }, { channel: 'status' });
    await held.intake.settled();
    ledger.seal = seal;
    expect(ailments()).toEqual({});
    await beats(15, { lastSeq: 1 });
    expect(ailments()).toHaveProperty('gap');
  });
});
