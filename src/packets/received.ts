/** What of a file a reader has had by now, in one answer or in several that took up where the one before was torn. Pure. */
export interface Part {
  readonly from: number;
  /** exclusive */
  readonly to: number;
}

/** Remembered while the console runs; after a restart a reader begins again, or gives his receipt (回执). */
export class Received {
  readonly #upTo = new Map<string, number>();

  /** @param reader who reads what @returns whether he would have all `bytes` of it with this part */
  completes(reader: string, { from, to }: Part, bytes: number): boolean {
    // Whoever asks from a place on has what stands before it, and no more than was sent.
    return to >= bytes && from <= (this.#upTo.get(reader) ?? 0);
  }

  add(reader: string, { from, to }: Part): void {
    const before = this.#upTo.get(reader) ?? 0;
    if (from <= before && to > before) this.#upTo.set(reader, to);
  }

  /** He has it all. */
  forget(reader: string): void {
    this.#upTo.delete(reader);
  }
}
