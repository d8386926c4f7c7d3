/** Looks again and again, each time so long after the look before has ended, so that no two looks meet. */

export class Looking {
  readonly #look: () => Promise<void>;
  readonly #everyMs: number;
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(look: () => Promise<void>, everyMs: number) {
    this.#look = look;
    this.#everyMs = everyMs;
  }

  /** The first look is now. */
  readonly begin = async (): Promise<void> => {
    try {
      await this.#look();
    } catch {
      // What is due is a row, and what is not seen is still so: the next look finds it.
    } finally {
      if (!this.#isOver) this.#timer = setTimeout(() => void this.begin(), this.#everyMs);
    }
  };

  end(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }
}
