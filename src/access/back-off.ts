/** How long a guesser of passwords must wait: longer after each wrong one, for his username at his address alone, never for ever. */

const freeGuesses = 3;
const firstWaitMs = 1000;
const longestWaitMs = 30_000;
const forgottenAfterMs = 15 * 60_000;
const mostKept = 10_000;

interface Guesses {
  readonly wrong: number;
  readonly untilMs: number;
  /** attempts since then that were not even looked at */
  readonly unlooked: number;
}

export class BackOff {
  readonly #guesses = new Map<string, Guesses>();

  /** Milliseconds until the next attempt is looked at; 0 is now. An attempt that must wait is counted. */
  waitMs(key: string, nowMs: number): number {
    const guesses = this.#guesses.get(key);
    if (guesses === undefined || guesses.untilMs <= nowMs) return 0;
    this.#guesses.set(key, { ...guesses, unlooked: guesses.unlooked + 1 });
    return guesses.untilMs - nowMs;
  }

  /** @returns how many attempts were turned away unlooked since the last wrong one */
  wrong(key: string, nowMs: number): number {
    const before = this.#guesses.get(key);
    const remembered = before !== undefined && nowMs - before.untilMs < forgottenAfterMs;
    const wrong = (remembered ? before.wrong : 0) + 1;
    const wait = wrong < freeGuesses ? 0 : Math.min(firstWaitMs * 2 ** (wrong - freeGuesses), longestWaitMs);
    this.#guesses.delete(key);
    this.#guesses.set(key, { wrong, untilMs: nowMs + wait, unlooked: 0 });
    // A flood of made-up usernames must not fill the memory: the oldest are forgotten first.
    if (this.#guesses.size > mostKept) this.#forgetOldest();
    return before?.unlooked ?? 0;
  }

  right(key: string): void {
    this.#guesses.delete(key);
  }

  #forgetOldest(): void {
    const oldest = this.#guesses.keys().next();
    if (oldest.done !== true) this.#guesses.delete(oldest.value);
  }
}
