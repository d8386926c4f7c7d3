/** Who has been silent for three of its heartbeats. Pure: by a clock that nobody steps, handed in. */
import { heartbeatMs } from '../../devices/protocol/limits.js';

export const silentAfterMs = 3 * heartbeatMs;
export const lookEveryMs = 5_000;
/** Who looks later than this was away himself: stopped, or starved of time. */
const awayAfterMs = 3 * lookEveryMs;

export class Silence {
  readonly #heardAtMs = new Map<string, number>();
  #lookedAtMs: number;
  /** Our own absence and the broker's are no silence of theirs: from here everybody has his whole time again. */
  #graceFromMs: number;

  constructor(nowMs: number) {
    this.#lookedAtMs = nowMs;
    this.#graceFromMs = nowMs;
  }

  heard(id: string, nowMs: number): void {
    this.#heardAtMs.set(id, nowMs);
  }

  /**
   * @param canHear whether devices can be heard at all: the broker is there
   * @returns those of `ids` that said nothing for too long
   */
  look(ids: readonly string[], nowMs: number, canHear: boolean): string[] {
    if (!canHear || nowMs - this.#lookedAtMs > awayAfterMs) this.#graceFromMs = nowMs;
    this.#lookedAtMs = nowMs;
    return ids.filter(
      (id) => nowMs - Math.max(this.#heardAtMs.get(id) ?? 0, this.#graceFromMs) > silentAfterMs,
    );
  }
}
