import { describe, expect, it } from '@jest/globals';
import { HandOver } from '../../src/intake/hand-over.follower.js';

class Trying extends HandOver {
  lookNow = (): Promise<void> => this.look();
}

/** One look a second, the broker up or not; @returns at which second the court was given up */
async function handedOverAfter(ups: readonly boolean[], isAwaited: boolean): Promise<number | undefined> {
  let [second, handedAt] = [0, undefined as number | undefined];
  const hearing = { started: true };
  const holding = { isAwaited: async () => isAwaited, giveUp: () => void (handedAt ??= second) };
  const trying = new Trying(hearing, holding, { nowMs: () => second * 1_000 });
  for (const isUp of ups) {
    hearing.started = isUp;
    await trying.lookNow();
    second += 1;
  }
  return handedAt;
}

describe('a console that lost the broker', () => {
  it('hands the court over after three seconds, where somebody waits that reaches the broker', async () => {
    expect(await handedOverAfter([true, false, false, false, false, false], true)).toBe(4);
    expect(await handedOverAfter([true, false, false, false, false, false], false)).toBeUndefined();
  });

  it('keeps the court over a short break, and where it never had the broker itself', async () => {
    expect(await handedOverAfter([true, false, false, true, false, false, false], true)).toBeUndefined();
    expect(await handedOverAfter([false, false, false, false, false, false], true)).toBeUndefined();
  });
});
