/** What features do because of another feature's fact, inside the transaction that records it. */
import type { RecordedFact, Unit } from '../storage/unit.js';

export interface Reaction {
  /** kebab-case, unique; stands in `reaction.failed` */
  readonly name: string;
  readonly to: string;
  /** looked at before anything is spent on the reaction */
  readonly when?: (fact: RecordedFact) => boolean;
  readonly act: (unit: Unit, fact: RecordedFact) => Promise<void>;
}

export class Reactions {
  readonly #byType = new Map<string, Reaction[]>();
  readonly #byName = new Map<string, Reaction>();

  add(reaction: Reaction): void {
    if (this.#byName.has(reaction.name)) throw new TypeError(`two reactions are called ${reaction.name}`);
    this.#byName.set(reaction.name, reaction);
    this.#byType.set(reaction.to, [...(this.#byType.get(reaction.to) ?? []), reaction]);
  }

  to(fact: RecordedFact): readonly Reaction[] {
    return (this.#byType.get(fact.type) ?? []).filter((reaction) => reaction.when?.(fact) ?? true);
  }

  named(name: string): Reaction | undefined {
    return this.#byName.get(name);
  }
}
