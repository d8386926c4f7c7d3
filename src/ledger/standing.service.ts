/** How the ledger stands: whether somebody saw another one or a longer one, and whether it is being signed; read from the ledger itself. */
import { theSystem } from '../kernel/actor.js';
import type { Instant } from '../kernel/clock.js';
import { Reader } from '../storage/reader.js';
import type { FactData } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import { word, type Ledger } from './ledger.service.js';
import { entriesAbout, storedEntry } from './ledger.store.js';
import type { LedgerContradiction, LedgerStanding } from './witness.js';

export class Standing {
  /** by who saw it */
  readonly #contradictions = new Map<string, LedgerContradiction>();
  #unsignedSince: Instant | undefined;

  constructor(
    private readonly ledger: Ledger,
    private readonly reader: Reader,
    private readonly writer: Writer,
  ) {}

  /** What was on record before a restart still stands after it. */
  async open(): Promise<void> {
    const rows = await entriesAbout(this.reader, [{ kind: 'ledger', id: this.ledger.court }]);
    for (const { type, at, data } of rows.map((row) => storedEntry(row))) this.#take(type, at, data);
  }

  get now(): LedgerStanding {
    const contradictions = [...this.#contradictions.values()];
    return {
      contradictions,
      ...(this.#unsignedSince === undefined ? {} : { unsignedSince: this.#unsignedSince }),
    };
  }

  async contradicted(contradiction: LedgerContradiction): Promise<void> {
    const { found, here, known, by } = contradiction;
    const before = this.#contradictions.get(by);
    if (before?.found === found && before.known === known) return;
    await this.#record('ledger.contradicted', { found, here, known, by });
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
    const at = await this.writer.write(
      async (unit) => unit.record({ type, by: theSystem, subject, data }).at,
    );
    this.#take(type, at, data);
  }

  #take(type: string, at: Instant, data: FactData): void {
    const by = String(data['by']);
    if (type === 'ledger.contradicted') this.#contradictions.set(by, data as unknown as LedgerContradiction);
    else if (type === 'ledger.agreed') this.#contradictions.delete(by);
    else if (type === 'ledger.unsigned') this.#unsignedSince = at;
    else if (type === 'ledger.signed-again') this.#unsignedSince = undefined;
  }
}
