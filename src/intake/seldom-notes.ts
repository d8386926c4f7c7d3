/** Keeps a party that is refused over and over from filling the ledger. Pure. */
const againAfterMs = 10_000;
const mostKinds = 50;
const mostParties = 10_000;

interface Party {
  readonly sinceMs: number;
  readonly kinds: Set<string>;
}

export class SeldomNotes {
  readonly #parties = new Map<string, Party>();

  /** Each kind of refusal of a party is noted once in ten seconds, and no more than fifty kinds. */
  mayNote(party: string, kind: string, nowMs: number): boolean {
    const known = this.#parties.get(party);
    if (known === undefined || nowMs - known.sinceMs >= againAfterMs) {
      this.#remember(party, { sinceMs: nowMs, kinds: new Set([kind]) });
      return true;
    }
    if (known.kinds.has(kind) || known.kinds.size >= mostKinds) return false;
    known.kinds.add(kind);
    return true;
  }

  #remember(party: string, fresh: Party): void {
    this.#parties.delete(party);
    this.#parties.set(party, fresh);
    if (this.#parties.size <= mostParties) return;
    const oldest = this.#parties.keys().next();
    if (oldest.done !== true) this.#parties.delete(oldest.value);
  }
}
