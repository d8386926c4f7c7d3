/** Decides which kept events to publish when: at once, again by the schedule, and all again after a reconnect. */
import { type Kept, nameOf } from './outbox-log.js';

export interface Flight {
  readonly kept: Kept;
  readonly sentAtMs: number;
  readonly attempt: number;
  readonly dueAtMs: number;
}

export type ResendAfter = (attempt: number, chance: number) => number;

// A day's backlog goes out behind this window; a new event never waits for it.
const backlogWindow = 64;

export class Delivery {
  readonly #flights = new Map<string, Flight>();

  constructor(
    readonly resendAfter: ResendAfter,
    readonly chance: () => number,
  ) {}

  /** A new event is sent at once. */
  launch(kept: Kept, nowMs: number): void {
    const attempt = (this.#flights.get(nameOf(kept))?.attempt ?? -1) + 1;
    const dueAtMs = nowMs + this.resendAfter(attempt, this.chance());
    this.#flights.set(nameOf(kept), { kept, sentAtMs: nowMs, attempt, dueAtMs });
  }

  /** What to publish now: the flights that are due again, then the backlog as far as the window lets it. */
  due(pending: Iterable<Kept>, nowMs: number): readonly Kept[] {
    const sending = [...this.#flights.values()].filter((flight) => flight.dueAtMs <= nowMs);
    const waiting: Kept[] = [];
    for (const kept of pending) {
      if (this.#flights.size + waiting.length >= backlogWindow) break;
      if (!this.#flights.has(nameOf(kept))) waiting.push(kept);
    }
    const all = [...sending.map((flight) => flight.kept), ...waiting];
    for (const kept of all) this.launch(kept, nowMs);
    return all;
  }

  /** The flight that a receipt ends. */
  land(boot: string, seq: number): Flight | undefined {
    const name = nameOf({ boot, seq });
    const flight = this.#flights.get(name);
    this.#flights.delete(name);
    return flight;
  }

  /** After a reconnect everything without a receipt is sent again. */
  restart(): void {
    this.#flights.clear();
  }

  nextDueAtMs(): number | undefined {
    let next: number | undefined;
    for (const { dueAtMs } of this.#flights.values())
      if (next === undefined || dueAtMs < next) next = dueAtMs;
    return next;
  }
}
