/** When presses do not come through it is written down once, and once when they do again, whatever befalls the console between. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { CanaryLink } from '../../../src/intake/canary-link.adapter.js';
import { Canary } from '../../../src/intake/canary.follower.js';
import type { Hearing } from '../../../src/intake/hearing.service.js';
import { SelfTest } from '../../../src/intake/self-test.service.js';
import { toInstant } from '../../../src/kernel/clock.js';
import { handTime } from '../../support/hand-time.js';
import { HandClock } from '../../support/court.js';
import { heldIntake } from '../../support/intake.js';

const held = heldIntake({ beforeAll, afterAll });
const nowMs = 5_000_000;
let clock: HandClock;
let selfTest: SelfTest;

beforeEach(() => {
  handTime(nowMs);
  clock = new HandClock(1_000_000);
  selfTest = new SelfTest(held.intake.reader, held.intake.writer, clock);
});
afterEach(() => void jest.useRealTimers());

const told = async () =>
  (await held.intake.facts(/^canary\./, 'canary')).map(({ type, data }) => [
    type.replace('canary.', ''),
    data,
  ]);
async function passes(seconds: number): Promise<void> {
  for (let gone = 0; gone < seconds; gone += 1) {
    clock.pass(1_000);
    jest.advanceTimersByTime(1_000);
    const seq = selfTest.proof.due(clock.nowMs());
    if (seq !== undefined) selfTest.proof.pressed(seq, clock.nowMs());
    await selfTest.look();
  }
}
const comesThrough = (): void => {
  selfTest.proof.pressed(1_000, clock.nowMs());
  selfTest.receipted(1_000);
};
const failedAt = toInstant(nowMs + 25_000);

describe('the self test', () => {
  it('knows nothing before the first press, and tells nothing', async () => {
    await passes(24);
    expect([selfTest.standing, await told()]).toEqual([{}, []]);
    selfTest.receipted(77);
    expect(selfTest.standing).toEqual({});
  });

  it('tells once since when no press comes through', async () => {
    await passes(60);
    expect(selfTest.standing).toEqual({ failingSince: failedAt });
    expect(await told()).toEqual([['failed', { since: failedAt }]]);
    const [fact] = await held.intake.facts(/^canary/);
    expect(fact).toMatchObject({ by: { kind: 'system' }, subject: { kind: 'canary' } });
  });

  it('after a new start stands where it stood until a press comes through, and then tells since when it did not', async () => {
    await passes(24);
    expect(await told()).toHaveLength(1);
    comesThrough();
    const provenAt = toInstant(nowMs + 24_000);
    expect(selfTest.standing).toEqual({ provenAt });
    await passes(2);
    expect(await told()).toEqual([
      ['failed', { since: failedAt }],
      ['recovered', { since: failedAt }],
    ]);
    await passes(60);
    expect(selfTest.standing).toEqual({ provenAt, failingSince: toInstant(nowMs + 49_000) });
    expect(await told()).toHaveLength(3);
    comesThrough();
    await passes(1);
    expect(await told()).toHaveLength(4);
    const after = new SelfTest(held.intake.reader, held.intake.writer, clock);
    await after.look();
    expect(await told()).toHaveLength(4);
  });

  it('writes at the next look what could not be written', async () => {
    const { ledger } = held.intake;
    const before = (await told()).length;
    await passes(24);
    const seal = ledger.seal.bind(ledger);
    ledger.seal = () => Promise.reject(new Error('the disk is full'));
    await expect(passes(1)).rejects.toThrow('the disk is full');
    ledger.seal = seal;
    expect(await told()).toHaveLength(before);
    // Two looks that meet write once.
    await Promise.all([selfTest.look(), selfTest.look()]);
    expect(await told()).toHaveLength(before + 1);
  });
});

describe('the canary', () => {
  const link = { done: [] as string[] };
  const linked = {
    open: () => Promise.resolve(void link.done.push('open')),
    press: (seq: number) => void link.done.push(`press ${seq}`),
    close: () => Promise.resolve(void link.done.push('close')),
  } as unknown as CanaryLink;

  it('opens its line once devices are heard, and presses every ten seconds', async () => {
    const hearing = { hasBegun: false };
    const canary = new Canary(linked, hearing as Hearing, selfTest, clock);
    canary.onApplicationBootstrap();
    const seconds = async (count: number): Promise<void> => {
      for (let gone = 0; gone < count; gone += 1) {
        clock.pass(1_000);
        jest.advanceTimersByTime(1_000);
      }
      await held.intake.settled();
    };
    jest.advanceTimersByTime(999);
    await seconds(12);
    expect(link.done).toEqual([]);
    hearing.hasBegun = true;
    await seconds(1);
    expect(link.done).toEqual(['press 1', 'open']);
    await seconds(9);
    expect(link.done).toHaveLength(2);
    await seconds(1);
    expect(link.done).toEqual(['press 1', 'open', 'press 2']);
    const before = (await told()).length;
    const { ledger } = held.intake;
    const seal = ledger.seal.bind(ledger);
    ledger.seal = () => Promise.reject(new Error('the disk is full'));
    await seconds(10);
    ledger.seal = seal;
    expect(await told()).toHaveLength(before);
    await seconds(1);
    await canary.onModuleDestroy();
    expect(link.done.at(-1)).toBe('close');
    expect(jest.getTimerCount()).toBe(0);
  });
});
