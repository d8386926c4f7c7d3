/** Waits for a fact instead of sleeping. */
interface Waiter {
  readonly holds: () => boolean;
  readonly resolve: () => void;
}

export class Waiters {
  readonly #waiting = new Set<Waiter>();

  /** Resolves at the first `wake` at which `holds` is true, or at once. */
  async until(holds: () => boolean): Promise<void> {
    if (holds()) return;
    await new Promise<void>((resolve) => this.#waiting.add({ holds, resolve }));
  }

  wake(): void {
    for (const waiter of this.#waiting) {
      if (!waiter.holds()) continue;
      this.#waiting.delete(waiter);
      waiter.resolve();
    }
  }
}
