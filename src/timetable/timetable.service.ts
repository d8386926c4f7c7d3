/** Keeps the timetable of hearings, and tells which one a room has at a moment. */
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../kernel/actor.js';
import { laterBy, toInstant, toMs, type Instant } from '../kernel/clock.js';
import { invalid, missing } from '../kernel/errors.js';
import { newIdentifier } from '../kernel/identifiers.js';
import { Entries } from '../ledger/entries.service.js';
import { word } from '../ledger/ledger.service.js';
import { Places } from '../places/places.service.js';
import { Reader } from '../storage/reader.js';
import type { FactData, Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import { dayOf, daysBetween } from './court-time.js';
import {
  hearingSchema,
  isNow,
  planImport,
  told,
  type HearingChange,
  type HearingItem,
  type ImportPlan,
  type ImportResult,
  type NewHearing,
} from './hearing.js';
import {
  deleteHearing,
  hearingsBetween,
  hearingWith,
  importedBetween,
  insertHearing,
} from './hearings.store.js';

/** The time zone of the court. */
export class CourtZone {
  constructor(readonly timeZone: string) {}
}

const nothing: ImportResult = { added: 0, changed: 0, cancelled: 0, unchanged: 0 };

/** A press must not wait behind the import of a whole year. */
const atOnce = 25;

@Injectable()
export class Timetable {
  constructor(
    private readonly writer: Writer,
    private readonly reader: Reader,
    private readonly entries: Entries,
    private readonly places: Places,
    private readonly zone: CourtZone,
  ) {}

  /** Those that touch the time from `from` to `to`, earliest first. */
  async between(from: Instant, to: Instant, place?: string): Promise<HearingItem[]> {
    return this.entries.joined(await hearingsBetween(this.reader, from, to, place));
  }

  /** What is heard in a room at a moment; two at once where the timetable says so. */
  async nowIn(place: string, at: Instant = toInstant(Date.now())): Promise<HearingItem[]> {
    return (await this.between(at, at, place)).filter((hearing) => isNow(hearing, at));
  }

  /** Those that begin within `withinMs` after `at`, in all rooms or one. */
  async due(withinMs: number, at: Instant = toInstant(Date.now()), place?: string): Promise<HearingItem[]> {
    return (await this.between(at, laterBy(at, withinMs), place)).filter(({ startsAt }) => startsAt > at);
  }

  /** The court's day of a moment. */
  day(at: Instant = toInstant(Date.now())): { from: Instant; to: Instant } {
    const day = dayOf(at, this.zone.timeZone);
    return daysBetween(day, day, this.zone.timeZone);
  }

  async add(given: NewHearing, by: Actor): Promise<HearingItem> {
    this.#demandPlace(given);
    const id = await this.writer.write((unit) => this.#insert(unit, given, 'hand', by));
    return this.named(id);
  }

  /** @throws `missing` HEARING_MISSING */
  async change(id: string, change: HearingChange, by: Actor): Promise<HearingItem> {
    const before = await this.named(id);
    const parsed = hearingSchema.safeParse({ ...told(before), ...change });
    if (!parsed.success)
      throw invalid('HEARING_INVALID', parsed.error.issues[0]?.message ?? 'this is no hearing');
    this.#demandPlace(parsed.data);
    // What a person changed is his: the next import leaves it alone.
    await this.writer.write((unit) => this.#replace(unit, id, parsed.data, 'hand', by));
    return this.named(id);
  }

  cancel(id: string, by: Actor): Promise<void> {
    return this.writer.write((unit) => this.#cancel(unit, id, by));
  }

  /** Those of one day of the court's calendar, `2026-03-02`, earliest first. */
  async onDay(day: string): Promise<HearingItem[]> {
    const { from, to } = daysBetween(day, day, this.zone.timeZone);
    return (await this.between(from, to)).filter(({ startsAt }) => startsAt < to);
  }

  /** What the import of a file would change; nothing is written. */
  async preview(file: readonly NewHearing[]): Promise<ImportResult> {
    return file.length === 0 ? nothing : (await this.#planned(file)).counts;
  }

  /** The file holds all hearings of the days from its first to its last; what an earlier one had there besides is cancelled. */
  async import(file: readonly NewHearing[], sha256: string, by: Actor): Promise<ImportResult> {
    if (file.length === 0) throw invalid('TIMETABLE_EMPTY', 'the file holds no hearing');
    const { days, plan, counts } = await this.#planned(file);
    // In parts: what a crash cut off the next import of the same file makes good.
    await this.#inParts(plan.add, (unit, hearing) => this.#insert(unit, hearing, 'import', by));
    await this.#inParts(plan.change, (unit, { id, to }) => this.#replace(unit, id, to, 'import', by));
    await this.#inParts(plan.cancel, (unit, id) => this.#cancel(unit, id, by));
    await this.writer.write(async (unit) => {
      const subject = { kind: 'timetable', id: sha256 };
      unit.record({ type: 'timetable.imported', by, subject, data: { ...counts, ...days } });
    });
    return counts;
  }

  /** @param file not empty */
  async #planned(
    file: readonly NewHearing[],
  ): Promise<{ days: { from: Instant; to: Instant }; plan: ImportPlan; counts: ImportResult }> {
    const starts = file.map(({ startsAt }) => startsAt).toSorted();
    const { timeZone } = this.zone;
    const [first = '', last = ''] = [starts[0], starts.at(-1)];
    const days = daysBetween(dayOf(first, timeZone), dayOf(last, timeZone), timeZone);
    const before = await this.entries.joined(await importedBetween(this.reader, days.from, days.to));
    const plan = planImport(before, file);
    const { add, change, cancel } = plan;
    const counts = {
      added: add.length,
      changed: change.length,
      cancelled: cancel.length,
      unchanged: before.length - change.length - cancel.length,
    };
    return { days, plan, counts };
  }

  /** @throws `missing` HEARING_MISSING */
  async named(id: string): Promise<HearingItem> {
    const row = await hearingWith(this.reader, id);
    if (row === undefined) throw missing('HEARING_MISSING', 'there is no such hearing');
    return this.entries.joined(row);
  }

  async #inParts<Item>(
    items: readonly Item[],
    act: (unit: Unit, item: Item) => Promise<unknown>,
  ): Promise<void> {
    for (let from = 0; from < items.length; from += atOnce)
      await this.writer.write(async (unit) => {
        for (const item of items.slice(from, from + atOnce)) await act(unit, item);
      });
  }

  async #insert(unit: Unit, given: NewHearing, source: HearingItem['source'], by: Actor): Promise<string> {
    const id = newIdentifier(toMs(unit.at), { bytes: randomBytes });
    const data = inWords(given);
    await insertHearing(unit, { id, ...data, source });
    unit.record({
      type: 'hearing.scheduled',
      by,
      subject: { kind: 'hearing', id },
      data: { ...data, source },
    });
    return id;
  }

  async #replace(
    unit: Unit,
    id: string,
    to: NewHearing,
    source: HearingItem['source'],
    by: Actor,
  ): Promise<void> {
    if (!(await deleteHearing(unit, id))) throw missing('HEARING_MISSING', 'there is no such hearing');
    const data = inWords(to);
    await insertHearing(unit, { id, ...data, source });
    unit.record({ type: 'hearing.changed', by, subject: { kind: 'hearing', id }, data: { ...data, source } });
  }

  async #cancel(unit: Unit, id: string, by: Actor): Promise<void> {
    const row = await hearingWith(unit, id);
    if (row === undefined) throw missing('HEARING_MISSING', 'there is no such hearing');
    await deleteHearing(unit, id);
    const { place, startsAt } = row;
    unit.record({
      type: 'hearing.cancelled',
      by,
      subject: { kind: 'hearing', id },
      data: { place, startsAt },
    });
  }

  #demandPlace({ place }: NewHearing): void {
    if (this.places.of(place) === undefined) throw invalid('PLACE_UNKNOWN', `there is no place ${place}`);
  }
}

/** Who is heard about what are words: salted hashes in the ledger and in the row, their texts beside it. */
const inWords = ({ caseNumber, cause, judge, parties, risk, ...rest }: NewHearing) =>
  ({
    ...rest,
    ...(caseNumber === undefined ? {} : { caseNumber: word(caseNumber, 'staff') }),
    ...(cause === undefined ? {} : { cause: word(cause, 'staff') }),
    ...(judge === undefined ? {} : { judge: word(judge, 'staff') }),
    parties: parties.map((party) => word(party, 'staff')),
    ...(risk === undefined ? {} : { risk }),
  }) satisfies FactData;
