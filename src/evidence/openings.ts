/** Which sign-in has opened which file, so that no part of it is read by who did not open it. Pure. */

/** No sign-in lasts longer. */
const lifeMs = 12 * 3_600_000;
const mostKept = 20_000;

export class Openings {
  readonly #openedMs = new Map<string, number>();

  /**
   * Whether this request opens the file: one for its start does, and so does the first for any other part.
   * Known only to this process: after a restart the next part is an opening again.
   */
  isOpening(session: string, file: string, fromStart: boolean, nowMs: number): boolean {
    const openedMs = this.#openedMs.get(`${session} ${file}`);
    return fromStart || openedMs === undefined || nowMs - openedMs > lifeMs;
  }

  /** Once the opening is on record. */
  remember(session: string, file: string, nowMs: number): void {
    this.#openedMs.delete(`${session} ${file}`);
    this.#openedMs.set(`${session} ${file}`, nowMs);
    const oldest = this.#openedMs.size > mostKept ? this.#openedMs.keys().next() : { done: true as const };
    if (oldest.done !== true) this.#openedMs.delete(oldest.value);
  }
}
