/** What of a file a reader has had by now, in one answer or in several that took up where the one before was torn. Pure. */
export interface Span {
  readonly from: number;
  /** exclusive */
  readonly to: number;
}

/** Remembered while the console runs; after a restart a reader begins again, or gives his receipt (回执). */
export class Received {
  readonly #upTo = new Map<string, number>();

  /** @param reader who reads what @returns whether he has all `bytes` of it now */
  add(reader: string, { from, to }: Span, bytes: number): boolean {
    const before = this.#upTo.get(reader) ?? 0;
    // Whoever asks from a place on has what stands before it, and no more than was sent.
    if (from > before) return false;
    const now = Math.max(before, to);
    if (now < bytes) this.#upTo.set(reader, now);
    else this.#upTo.delete(reader);
    return now >= bytes;
  }
}
