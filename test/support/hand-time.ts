/** Timers and the wall's clock as the test moves them; what is under way goes on by itself. */
import { jest } from '@jest/globals';

export const handTime = (now = Date.now()): void =>
  void jest.useFakeTimers({ now, doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });

/** Second by second. @param each what a second brings besides the timers that are due */
export async function seconds(count: number, each: () => unknown): Promise<void> {
  for (let gone = 0; gone < count; gone += 1) {
    await jest.advanceTimersByTimeAsync(1_000);
    await each();
  }
}

const longestWaitMs = 15_000;

/** Waits for a fact, whatever the timers do. */
export async function until(isSo: () => boolean): Promise<void> {
  for (const untilMs = performance.now() + longestWaitMs; !isSo();) {
    if (performance.now() > untilMs) throw new Error('it never came to be');
    await new Promise((go) => setImmediate(go));
  }
}
