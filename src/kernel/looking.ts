/** Looks again and again for what is due, each time so long after the look before has ended, so that no two looks meet. */

export abstract class Looking {
  readonly #everyMs: number;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<unknown> = Promise.resolve();
  #isOver = false;

  constructor(everyMs: number) {
    this.#everyMs = everyMs;
  }

  protected abstract look(): Promise<unknown>;

  /** The first look is at the start. */
  onApplicationBootstrap(): void {
    this.#running = this.#go();
  }

  /** @returns when no look is under way any more */
  async onModuleDestroy(): Promise<void> {
    this.#isOver = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  async #go(): Promise<void> {
    try {
      await this.look();
    } catch {
      // What is due is a row, and what is not seen is still so: the next look finds it.
    } finally {
      if (!this.#isOver) this.#timer = setTimeout(() => this.onApplicationBootstrap(), this.#everyMs);
    }
  }
}
