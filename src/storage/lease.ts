/** When a lease is over: judged by whoever watches it, and by whoever holds it, each by a clock of its own that nobody steps. */

/** What the table says of the court's holder at one moment. */
export interface Standing {
  /** fencing number: grows by one whenever the court passes on, and never otherwise */
  readonly epoch: number;
  /** grows at each renewal */
  readonly renewals: number;
  /** who it is, for people: `court-a.local:812` */
  readonly holder: string;
  /** whether the holder's own connection stands; one that froze or was cut off may look so for hours */
  readonly isConnected: boolean;
}

export const pace = {
  renewEveryMs: 1_000,
  /** since the beginning of the last renewal that came through: less than the next, so that a holder that cannot renew is gone before another comes */
  stepsDownAfterMs: 5_000,
  /** unchanged for so long, as the watcher saw it */
  expiresAfterMs: 6_500,
  lookEveryMs: 400,
  /** what the server allows between two statements of a transaction: one frozen in its midst must not hold the row */
  idleInTransactionMs: 4_000,
} as const;

/** Looks at a lease again and again. Wall clocks are never compared: what counts is for how long nothing changed here. */
export class Watch {
  #seen = '';
  #sinceMs = Number.NaN;

  /** @param standing nothing where nobody ever held the court @param nowMs of a steady clock */
  isTakeable(standing: Standing | undefined, nowMs: number): boolean {
    if (standing?.isConnected !== true) return true;
    const seen = `${standing.epoch}/${standing.renewals}`;
    if (seen !== this.#seen) [this.#seen, this.#sinceMs] = [seen, nowMs];
    return nowMs - this.#sinceMs >= pace.expiresAfterMs;
  }
}

/** What the holder knows of its own time. */
export class Term {
  #endsAtMs: number;
  #hasAsked = false;

  /** @param nowMs of a steady clock, as all that follow */
  constructor(nowMs: number) {
    this.#endsAtMs = nowMs + pace.stepsDownAfterMs;
  }

  /** @param begunAtMs when the renewal that came through was sent: nobody can have seen it earlier */
  renewed(begunAtMs: number): void {
    this.#endsAtMs = begunAtMs + pace.stepsDownAfterMs;
    this.#hasAsked = false;
  }

  leftMs(nowMs: number): number {
    return Math.max(0, this.#endsAtMs - nowMs);
  }

  /**
   * Whether to give the court up. A process that stood still itself finds its time long past without having tried: it gets as
   * long as one renewal takes to ask, once. It can write nothing meanwhile that is not its own to write.
   */
  isOver(nowMs: number): boolean {
    const lateMs = nowMs - this.#endsAtMs;
    if (lateMs < 0) return false;
    if (this.#hasAsked || lateMs < pace.renewEveryMs) return true;
    this.#hasAsked = true;
    this.#endsAtMs = nowMs + pace.renewEveryMs;
    return false;
  }
}
