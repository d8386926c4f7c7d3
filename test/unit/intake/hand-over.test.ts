/** A console that lost the broker gives the court to one that stands by. */
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { HandOver } from '../../../src/intake/hand-over.follower.js';
import { HandClock } from '../../support/court.js';
import { handTime, seconds } from '../../support/hand-time.js';

let steady: HandClock;

beforeEach(() => handTime());
afterEach(() => void jest.useRealTimers());
const pass = (count: number): Promise<void> => seconds(count, () => steady.pass(1_000));

describe('a console that lost the broker', () => {
  let hearing: { started: boolean };
  let isAwaited: boolean;
  let given: string[];
  let handOver: HandOver;
  beforeEach(() => {
    steady = new HandClock(1_000);
    hearing = { started: true };
    isAwaited = true;
    given = [];
    const holding = {
      isAwaited: () => Promise.resolve(isAwaited),
      giveUp: (why: string) => void given.push(why),
    };
    handOver = new HandOver(hearing, holding, steady);
    handOver.onApplicationBootstrap();
  });
  afterEach(() => handOver.onModuleDestroy());

  it('gives the court to who stands by after three seconds', async () => {
    await pass(5);
    hearing.started = false;
    await pass(3);
    expect(given).toEqual([]);
    await pass(1);
    expect(given).toEqual(['it has lost the broker, and a console that stands by reaches it']);
  });

  it('keeps it where nobody stands by, or the broker is back meanwhile', async () => {
    await pass(1);
    hearing.started = false;
    isAwaited = false;
    await pass(10);
    isAwaited = true;
    hearing.started = true;
    await pass(1);
    hearing.started = false;
    await pass(3);
    expect(given).toEqual([]);
    await pass(1);
    expect(given).toHaveLength(1);
  });

  it('keeps it where it never had the broker', async () => {
    hearing.started = false;
    await handOver.onModuleDestroy();
    const other = new HandOver(hearing, handOver.holding, steady);
    other.onApplicationBootstrap();
    await pass(10);
    await other.onModuleDestroy();
    expect(given).toEqual([]);
  });
});
