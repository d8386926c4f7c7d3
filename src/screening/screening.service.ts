/** Keeps what the gates count, see and decide. */
import { Injectable } from '@nestjs/common';
import type { EventOf } from '../../devices/protocol/event.js';
import { Devices } from '../intake/devices.service.js';
import { theSystem } from '../kernel/actor.js';
import { toInstant, type Instant } from '../kernel/clock.js';
import { Entries } from '../ledger/entries.service.js';
import { word } from '../ledger/ledger.service.js';
import { Reader } from '../storage/reader.js';
import type { FactData, RecordedFact, Unit } from '../storage/unit.js';
import {
  laneStep,
  type About,
  type Lane,
  type LaneDetail,
  type LaneItem,
  type LaneRecord,
  type LaneStep,
} from './lane.js';
import {
  allLanes,
  beginDay,
  countOn,
  insertLane,
  insertPassages,
  lastScreenings,
  screeningsBetween,
  LanesTable,
  screeningNamed,
  ScreeningsTable,
} from './screening.store.js';

export type GateEvent = EventOf<'gate'>;
type Said<Type extends GateEvent['type']> = Extract<GateEvent, { type: Type }>;

/** The court's day of an instant. */
export class CourtDays {
  constructor(readonly of: (at: string) => string) {}
}

const recentSteps = 20;

@Injectable()
export class Screening {
  constructor(
    private readonly reader: Reader,
    private readonly entries: Entries,
    private readonly devices: Devices,
    private readonly days: CourtDays,
  ) {}

  /** A gate is enrolled: it has a lane from now on. */
  async open(unit: Unit, id: string, place: string, name: string): Promise<void> {
    const day = this.days.of(unit.at);
    if (!(await insertLane(unit, { id, place, name, day }))) return;
    unit.record({
      type: 'lane.opened',
      by: theSystem,
      subject: { kind: 'lane', id },
      data: { place, name, day },
    });
  }

  /** The commonest event of all: two statements. */
  async count(unit: Unit, fact: RecordedFact, event: Said<'passages'>): Promise<void> {
    const { passed, alarmed } = event;
    const minute = { from: utc(event.from), to: utc(event.to), passed, alarmed };
    const lane = laneOf(fact);
    await insertPassages(unit, lane, event.boot, event.seq, minute);
    const day = this.days.of(unit.at);
    if (!(await countOn(unit, lane, day, minute))) {
      await this.#today(unit, fact);
      await countOn(unit, lane, day, minute);
    }
    tell(unit, fact, 'lane.passed', minute);
  }

  async detect(unit: Unit, fact: RecordedFact, event: Said<'detection'>): Promise<void> {
    await this.#today(unit, fact);
    const { class: kind, zoneCode, image } = event;
    await this.#keep(unit, fact, event, {
      what: 'detection',
      class: kind,
      zoneCode,
      ...(image === undefined ? {} : { about: { image } }),
    });
    await unit
      .rows(LanesTable)
      .update({ id: laneOf(fact) }, { detection: { at: unit.at, class: kind, zoneCode } });
    tell(unit, fact, 'lane.detected', { class: kind, zoneCode });
  }

  async decide(unit: Unit, fact: RecordedFact, event: Said<'decision'>): Promise<void> {
    await this.#today(unit, fact);
    const lane = laneOf(fact);
    const { outcome, detection } = event;
    const seen =
      detection === undefined ? undefined : await screeningNamed(unit, lane, detection.boot, detection.seq);
    const kind = seen?.class === undefined ? {} : { class: seen.class };
    const about: About = {
      ...(event.item === undefined ? {} : { item: word(event.item, 'staff') }),
      operators: event.operators.map((name) => word(name, 'staff')),
    };
    await this.#keep(unit, fact, event, { what: 'decision', outcome, ...kind, about });
    await unit.rows(LanesTable).update({ id: lane }, { decision: { at: unit.at, outcome, ...kind } });
    tell(unit, fact, 'lane.decided', { outcome, ...kind, ...about });
  }

  async check(unit: Unit, fact: RecordedFact, event: Said<'self-check'>): Promise<void> {
    await this.#today(unit, fact);
    const about = { ok: event.ok, operators: event.by.map((name) => word(name, 'staff')) };
    await this.#keep(unit, fact, event, { what: 'self-check', about });
    tell(unit, fact, 'lane.checked', about);
  }

  /** For the board. */
  async lanes(): Promise<LaneItem[]> {
    return (await allLanes(this.reader)).map(laneItem);
  }

  async list(): Promise<{ items: LaneDetail[]; next: null }> {
    const items: LaneDetail[] = [];
    for (const lane of await allLanes(this.reader)) {
      const recent = await lastScreenings(this.reader, lane.id, recentSteps);
      items.push({ ...laneItem(lane), recent: recent.map(laneStep) });
    }
    return { items: await this.entries.joined(items), next: null };
  }

  /** What all lanes saw and decided in a while, newest first. */
  async between(from: Instant, to: Instant, limit = 50): Promise<(LaneStep & { readonly lane: string })[]> {
    const found = [];
    for (const { id } of await allLanes(this.reader))
      for (const step of await screeningsBetween(this.reader, id, from, to, limit))
        found.push({ lane: id, ...laneStep(step) });
    const newest = found.toSorted((a, b) => (a.at > b.at ? -1 : 1)).slice(0, limit);
    return this.entries.joined(newest);
  }

  /** The lane is there, and its counts are of today. */
  async #today(unit: Unit, fact: RecordedFact): Promise<void> {
    const id = laneOf(fact);
    const day = this.days.of(unit.at);
    if (await beginDay(unit, id, day)) {
      unit.record({
        type: 'lane.day-began',
        by: theSystem,
        subject: { kind: 'lane', id },
        data: { day },
      });
    }
    await this.open(unit, id, String(fact.data['place']), this.devices.named(id)?.name ?? id);
  }

  async #keep(
    unit: Unit,
    fact: RecordedFact,
    { boot, seq }: GateEvent,
    kept: Omit<LaneRecord, 'lane' | 'boot' | 'seq' | 'at'>,
  ): Promise<void> {
    await unit.rows(ScreeningsTable).insert({ lane: laneOf(fact), boot, seq, at: unit.at, ...kept });
  }
}

const utc = (at: string): string => toInstant(Date.parse(at));
const laneOf = (fact: RecordedFact): string => String(fact.data['device']);
const laneItem = ({ day: _day, ...item }: Lane): LaneItem => item;

const tell = (unit: Unit, { by, data: { device } }: RecordedFact, type: string, data: FactData): void =>
  void unit.record({ type, by, subject: { kind: 'lane', id: String(device) }, data });
