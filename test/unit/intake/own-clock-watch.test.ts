/** When the console’s own clock is stepped, behind or doubted it is written down, and when it is right again. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { OwnClockWatch } from '../../../src/intake/own-clock.follower.js';
import { toInstant } from '../../../src/kernel/clock.js';
import { HandClock } from '../../support/court.js';
import { handTime, seconds } from '../../support/hand-time.js';
import { heldIntake } from '../../support/intake.js';

const held = heldIntake({ beforeAll, afterAll });
const nowMs = Date.parse('2030-01-01T00:00:00.000Z');
let steady: HandClock;

beforeEach(() => handTime(nowMs));
afterEach(() => void jest.useRealTimers());
const pass = (): Promise<void> => {
  steady.pass(1_000);
  return seconds(1, () => held.intake.settled());
};

describe('the console’s own clock', () => {
  let clocks: number[] = [];
  let wall: HandClock;
  let lastEntry: string;
  let watch: OwnClockWatch;
  beforeEach(async () => {
    wall = new HandClock(nowMs);
    steady = new HandClock(1_000);
    lastEntry = toInstant(nowMs - 1_000);
    const ledger = { court: 'demo', clock: wall, now: () => lastEntry };
    watch = new OwnClockWatch(held.intake.writer, ledger, { clocks: () => clocks }, steady);
  });
  const look = async (wallMs = 1_000): Promise<void> => {
    wall.pass(wallMs);
    steady.pass(1_000);
    await watch.look();
  };
  const told = async (from: number) =>
    (await held.intake.facts(/^clock\./, 'demo')).slice(from).map(({ type, data }) => [type.slice(6), data]);

  it('is told when it is stepped and when it is right again, each once', async () => {
    const before = (await told(0)).length;
    await look();
    await look();
    expect(await told(before)).toEqual([]);
    await look(3_601_000);
    const wallAt = toInstant(nowMs + 3_603_000);
    const stepped = ['stepped', { offMs: 3_600_000, byMs: 3_600_000, wall: wallAt }];
    expect(await told(before)).toEqual([stepped]);
    await look();
    await look(-3_599_000);
    const right = ['right', { offMs: 0, byMs: -3_600_000, wall: toInstant(nowMs + 5_000) }];
    expect(await told(before)).toEqual([stepped, right]);
    const [fact] = (await held.intake.facts(/^clock\./)).slice(before);
    expect(fact).toMatchObject({ by: { kind: 'system' }, subject: { kind: 'clock', id: 'demo' } });
  });

  it('that begins before the last entry is behind', async () => {
    const before = (await told(0)).length;
    lastEntry = toInstant(nowMs + 60_000);
    await look(0);
    expect(await told(before)).toEqual([
      ['behind', { offMs: -60_000, byMs: -60_000, wall: toInstant(nowMs) }],
    ]);
  });

  it('is told at the next look where that could not be written', async () => {
    const before = (await told(0)).length;
    const { ledger } = held.intake;
    const seal = ledger.seal.bind(ledger);
    await look();
    ledger.seal = () => Promise.reject(new Error('the disk is full'));
    await expect(look(3_601_000)).rejects.toThrow();
    clocks = [90_000, 90_000, 90_000];
    ledger.seal = seal;
    await look();
    expect((await told(before)).map(([what]) => what)).toEqual(['stepped', 'doubted']);
  });

  it('is doubted while most devices say otherwise', async () => {
    const before = (await told(0)).length;
    clocks = [90_000, 80_000, 100_000, 0];
    await look();
    await look();
    clocks = [0, 0, 0];
    await look();
    await look();
    expect(await told(before)).toEqual([
      ['doubted', { offMs: -90_000, wall: toInstant(nowMs + 1_000) }],
      ['believed', { wall: toInstant(nowMs + 3_000) }],
    ]);
  });

  it('is looked at every second', async () => {
    const before = (await told(0)).length;
    watch.onApplicationBootstrap();
    await pass();
    wall.pass(3_600_000);
    await pass();
    expect((await told(before)).map(([what]) => what)).toEqual(['stepped']);
    await watch.onModuleDestroy();
  });
});
