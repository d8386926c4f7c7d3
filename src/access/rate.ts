/** How often somebody may knock at an open door: so many times a minute for each address. */

const windowMs = 60_000;
const mostKept = 10_000;

export class Rate {
  #begunMs = 0;
  #counts = new Map<string, number>();

  constructor(private readonly mostAMinute: number) {}

  /** Counts this time; false where it is one too many. */
  allows(key: string, nowMs: number): boolean {
    if (nowMs - this.#begunMs >= windowMs || this.#counts.size > mostKept) {
      this.#begunMs = nowMs;
      this.#counts = new Map();
    }
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    return count <= this.mostAMinute;
  }
}
