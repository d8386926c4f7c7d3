/** How the ledger stands: whether somebody saw another one or a longer one, and whether it is being signed; read from the ledger itself. */
import { theSystem } from '../kernel/actor.js';
import type { Instant } from '../kernel/clock.js';
import { Reader } from '../storage/reader.js';
import type { FactData, RecordedFact } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import type { Beginning, LedgerLoss } from './beginning.js';
import { word, type Ledger } from './ledger.service.js';
import { entriesAbout, storedEntry } from './ledger.store.js';
import { originOf } from './note.js';
import type { LedgerStanding, SeenOtherwise } from './witness.js';

export class Standing {
  /** by who saw it */
  readonly #contradictions = new Map<string, SeenOtherwise>();
  #losses: readonly LedgerLoss[] = [];
  #statement: string | undefined;
  #unsignedSince: Instant | undefined;

  constructor(
    private readonly ledger: Ledger,
    private readonly reader: Reader,
    private readonly writer: Writer,
  ) {}

  /** What was on record before a restart still stands after it. */
  async open(): Promise<void> {
    const rows = await entriesAbout(this.reader, [{ kind: 'ledger', id: this.ledger.court }]);
    for (const fact of rows.map((row) => storedEntry(row))) this.#take(fact);
    this.ledger.onCommitted((facts) => {
      for (const fact of facts) if (fact.type === 'ledger.begun-anew') this.#take(fact);
    });
  }

  get now(): LedgerStanding {
    return {
      contradictions: this.seenOtherwise.map(({ found, here, known, by }) => ({ found, here, known, by })),
      losses: this.#losses,
      ...(this.#unsignedSince === undefined ? {} : { unsignedSince: this.#unsignedSince }),
    };
  }

  /** The contradictions with their evidence. */
  get seenOtherwise(): readonly SeenOtherwise[] {
    return [...this.#contradictions.values()];
  }

  /** The name that the ledger goes by now. */
  get origin(): string {
    return this.#losses.at(-1)?.origin ?? originOf(this.ledger.court);
  }

  /** The statement that began the present ledger; absent for a court's first. */
  get beginning(): string | undefined {
    return this.#statement;
  }

  async contradicted({ found, here, known, by, root, note }: SeenOtherwise): Promise<void> {
    const before = this.#contradictions.get(by);
    if (before?.found === found && before.known === known && before.root === root) return;
    await this.#record('ledger.contradicted', { found, here, known, by, root, note });
  }

  /** Who saw another ledger sees this one again, and all of it. */
  async agreed(by: string, size: number): Promise<void> {
    const before = this.#contradictions.get(by);
    if (before !== undefined && size >= before.known) await this.#record('ledger.agreed', { by, size });
  }

  async unsigned(why: string): Promise<void> {
    if (this.#unsignedSince === undefined) await this.#record('ledger.unsigned', { why: word(why, 'staff') });
  }

  async signed(): Promise<void> {
    if (this.#unsignedSince !== undefined) await this.#record('ledger.signed-again', {});
  }

  async #record(type: string, data: FactData): Promise<void> {
    const subject = { kind: 'ledger', id: this.ledger.court };
    this.#take(await this.writer.write(async (unit) => unit.record({ type, by: theSystem, subject, data })));
  }

  #take({ type, at, data, seq }: Taken): void {
    const by = String(data['by']);
    if (type === 'ledger.contradicted') this.#contradictions.set(by, data as unknown as SeenOtherwise);
    else if (type === 'ledger.agreed') this.#contradictions.delete(by);
    else if (type === 'ledger.unsigned') this.#unsignedSince = at;
    else if (type === 'ledger.signed-again') this.#unsignedSince = undefined;
    else if (type === 'ledger.begun-anew') this.#acknowledged(at, data, seq);
  }

  /** What was contradicted up to there is acknowledged; whoever knows still more contradicts again. */
  #acknowledged(at: Instant, data: FactData, entry: number): void {
    const { origin, after, kept, known } = data as unknown as Beginning;
    this.#losses = [...this.#losses, { origin, after, kept: kept.size, known: known.size, at, entry }];
    this.#statement = String(data['statement']);
    for (const [by, seen] of this.#contradictions)
      if (seen.known <= known.size) this.#contradictions.delete(by);
  }
}

type Taken = Pick<RecordedFact, 'type' | 'at' | 'data' | 'seq'>;
