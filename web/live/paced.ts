/** Tells of a change at once, and what follows before the next picture together with it: a burst is drawn once a picture. Pure. */
export class Paced {
  #isResting = false;
  #isOwed = false;

  /**
   * @param onFrame calls back before the next picture is painted
   * @param isHidden nobody sees a picture, and none comes: nothing waits for one
   */
  constructor(
    readonly tell: () => void,
    readonly onFrame: (wake: () => void) => void,
    readonly isHidden: () => boolean,
  ) {}

  readonly say = (): void => {
    if (this.#isResting && !this.isHidden()) {
      this.#isOwed = true;
      return;
    }
    this.#isOwed = false;
    if (!this.#isResting) this.onFrame(this.wake);
    this.#isResting = true;
    this.tell();
  };

  /** The rest is over; what is owed is told. */
  readonly wake = (): void => {
    this.#isResting = false;
    if (this.#isOwed) this.say();
  };
}
