/** Keeps what the gates count and see, and what gates and people decide. */
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EventOf } from '../../devices/protocol/event.js';
import { classOfItem } from '../intake/item-class.js';
import type { Actor } from '../kernel/actor.js';
import { toInstant, toMs, type Instant } from '../kernel/clock.js';
import { newIdentifier } from '../kernel/identifiers.js';
import type { Word } from '../ledger/entry.js';
import { Entries } from '../ledger/entries.service.js';
import { word } from '../ledger/ledger.service.js';
import { Reader } from '../storage/reader.js';
import type { FactData, RecordedFact, Unit } from '../storage/unit.js';
import {
  laneStep,
  type Lane,
  type LaneDetail,
  type LaneItem,
  type LaneRecord,
  type LaneStepAt,
} from './lane.js';
import { CourtDays, Lanes } from './lanes.service.js';
import {
  allLanes,
  changeLane,
  countOn,
  insertPassages,
  lastScreenings,
  screeningsBetween,
  screeningNamed,
  ScreeningsTable,
} from './screening.store.js';
import { isSlipKind, type SlipItem } from './slip.js';
import { Slips } from './slips.service.js';
import { ownersOf } from './slips.store.js';

export type GateEvent = EventOf<'gate'>;
type Said<Type extends GateEvent['type']> = Extract<GateEvent, { type: Type }>;

/** What was decided about somebody at a lane, by the gate's own terminal or on the screener's page. */
export interface Decision {
  readonly outcome: string;
  readonly detection?: { readonly boot: string; readonly seq: number } | undefined;
  /** what was found; that of the detection where it is absent */
  readonly class?: string | undefined;
  readonly item?: string | undefined;
  readonly owner?: string | undefined;
  readonly shelf?: string | undefined;
  readonly handChecked?: boolean | undefined;
  readonly operators: readonly string[];
}

const recentSteps = 20;

@Injectable()
export class Screening {
  constructor(
    private readonly reader: Reader,
    private readonly entries: Entries,
    private readonly lanesOf: Lanes,
    private readonly slips: Slips,
    private readonly days: CourtDays,
  ) {}

  /** The commonest event of all: two statements. */
  async count(unit: Unit, fact: RecordedFact, event: Said<'passages'>): Promise<void> {
    const { passed, alarmed } = event;
    const minute = { from: utc(event.from), to: utc(event.to), passed, alarmed };
    const lane = laneOf(fact);
    const waiting = waitingIn(event);
    await insertPassages(unit, lane, event, minute, waiting);
    const day = this.days.of(unit.at);
    let counted = await countOn(unit, lane, day, minute);
    if (counted === undefined) {
      await this.lanesOf.today(unit, lane);
      counted = await countOn(unit, lane, day, minute);
    }
    if (passed > 0 && !counted?.usedSince) await this.lanesOf.use(unit, await this.lanesOf.today(unit, lane));
    tell(unit, fact.by, lane, 'lane.passed', minute);
    if (waiting !== undefined)
      await this.lanesOf.wait(unit, await this.lanesOf.today(unit, lane), waiting, fact.by);
  }

  async detect(unit: Unit, fact: RecordedFact, event: Said<'detection'>): Promise<void> {
    const { id } = await this.lanesOf.today(unit, laneOf(fact));
    const { class: kind, zoneCode, image } = event;
    await this.#keep(unit, id, event, {
      what: 'detection',
      class: kind,
      zoneCode,
      ...(image === undefined ? {} : { about: { image } }),
    });
    await changeLane(unit, id, { detection: { at: unit.at, class: kind, zoneCode } });
    tell(unit, fact.by, id, 'lane.detected', { class: kind, zoneCode });
  }

  async check(unit: Unit, fact: RecordedFact, event: Said<'self-check'>): Promise<void> {
    const lane = await this.lanesOf.today(unit, laneOf(fact));
    const names = event.by.map((name) => word(name, 'staff'));
    await this.#keepCheck(unit, lane, event, event.ok, names, fact.by);
  }

  /** A screener has tried the gate by hand. */
  async checkByHand(unit: Unit, id: string, ok: boolean, name: string, by: Actor): Promise<void> {
    const lane = await this.lanesOf.today(unit, id);
    await this.#keepCheck(unit, lane, ownName(), ok, [word(name, 'staff')], by);
  }

  /** How many stand in line, as a screener counted. */
  async noteWaiting(unit: Unit, id: string, people: number, by: Actor): Promise<void> {
    const lane = await this.lanesOf.today(unit, id);
    await this.#keep(unit, id, ownName(), { what: 'waiting', people });
    await this.lanesOf.wait(unit, lane, people, by);
  }

  async heardDecision(unit: Unit, fact: RecordedFact, event: Said<'decision'>): Promise<void> {
    const { outcome, detection, item, operators } = event;
    const handChecked = event['handChecked'] === true ? true : undefined;
    const decision = { outcome, detection, item, operators, handChecked };
    await this.decide(unit, laneOf(fact), decision, fact.by, event);
  }

  /**
   * @param name of the event that said so; its own where a person decides on the page
   * @returns the slip for what stays here or goes to the police
   */
  async decide(
    unit: Unit,
    id: string,
    decision: Decision,
    by: Actor,
    name: EventName = ownName(),
  ): Promise<SlipItem | undefined> {
    const lane = await this.lanesOf.use(unit, await this.lanesOf.today(unit, id));
    const { outcome, owner, shelf } = decision;
    const seen = await this.#seen(unit, id, decision);
    const made = {
      ...foundBy(decision, seen),
      ...(decision.item === undefined ? {} : { item: word(decision.item, 'staff') }),
      operators: decision.operators.map((one) => word(one, 'staff')),
    };
    const slip = isSlipKind(outcome)
      ? await this.slips.issue(unit, { lane: id, owner, shelf, kind: outcome, ...made }, by)
      : undefined;
    await this.#keep(unit, id, name, recordOf(decision, made, slip?.number, seen, unit.at));
    const { class: found, ...words } = made;
    const kind = found === undefined ? {} : { class: found };
    await changeLane(unit, id, { decision: { at: unit.at, outcome, ...kind } });
    const { handChecked } = decision;
    const about = { outcome, ...kind, ...words, handChecked, slip: slip?.number, place: lane.place };
    tell(unit, by, id, 'lane.decided', about);
    return slip;
  }

  async #seen(unit: Unit, lane: string, { detection }: Decision): Promise<LaneRecord | undefined> {
    return detection === undefined ? undefined : screeningNamed(unit, lane, detection.boot, detection.seq);
  }

  joined<Document>(document: Document): Promise<Document> {
    return this.entries.joined(document);
  }

  /** For the board. */
  async lanes(): Promise<LaneItem[]> {
    return this.entries.joined((await allLanes(this.reader)).map(laneItem));
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
  async between(from: Instant, to: Instant, limit = 50): Promise<LaneStepAt[]> {
    const found = [];
    for (const { id } of await allLanes(this.reader))
      for (const step of await screeningsBetween(this.reader, id, from, to, limit))
        found.push({ lane: id, ...laneStep(step) });
    const newest = found.toSorted((a, b) => (a.at > b.at ? -1 : 1)).slice(0, limit);
    const owners = await ownersOf(
      this.reader,
      newest.flatMap(({ slip }) => slip ?? []),
    );
    const owned = newest.map((step) => {
      const owner = step.slip === undefined ? undefined : owners.get(step.slip);
      return owner === undefined ? step : { ...step, owner };
    });
    return this.entries.joined(owned);
  }

  async #keepCheck(
    unit: Unit,
    lane: Lane,
    name: EventName,
    ok: boolean,
    names: readonly Word[],
    by: Actor,
  ): Promise<void> {
    await this.#keep(unit, lane.id, name, { what: 'self-check', about: { ok, operators: names } });
    await this.lanesOf.checked(unit, lane, ok, names, by);
  }

  async #keep(unit: Unit, lane: string, { boot, seq }: EventName, kept: Kept): Promise<void> {
    await unit.rows(ScreeningsTable).insert({ lane, boot, seq, at: unit.at, ...kept });
  }
}

type Kept = Omit<LaneRecord, 'lane' | 'boot' | 'seq' | 'at'>;

interface EventName {
  readonly boot: string;
  readonly seq: number;
}

interface Made {
  readonly class?: string;
  readonly item?: Word;
  readonly operators: readonly Word[];
}

function foundBy(decision: Decision, seen: LaneRecord | undefined): { readonly class?: string } {
  const found = decision.class ?? seen?.class ?? classOfItem(decision.item);
  return found === undefined ? {} : { class: found };
}

function recordOf(
  { outcome, handChecked }: Decision,
  { class: found, ...words }: Made,
  slip: string | undefined,
  seen: LaneRecord | undefined,
  at: string,
): Kept {
  return {
    what: 'decision',
    outcome,
    ...(found === undefined ? {} : { class: found }),
    ...(handChecked === undefined ? {} : { handChecked }),
    ...(seen === undefined ? {} : { seconds: secondsFrom(seen.at, at) }),
    about: { ...words, ...(slip === undefined ? {} : { slip }) },
  };
}

/** What a person notes on the page has no event: it gets a name that no device's can be. */
const ownName = (): EventName => ({
  boot: `page-${newIdentifier(Date.now(), { bytes: randomBytes })}`,
  seq: 1,
});
const utc = (at: string): string => toInstant(Date.parse(at));
const laneOf = (fact: RecordedFact): string => String(fact.data['device']);
const laneItem = ({ day: _day, askedDay: _asked, ...item }: Lane): LaneItem => item;
const secondsFrom = (from: string, to: string): number => Math.round((toMs(to) - toMs(from)) / 1000);

/** A further field of `passages`: how many stand in line, where a gate or its camera counts them. */
const waitingIn = (event: Said<'passages'>): number | undefined => {
  const people = event['waiting'];
  return Number.isSafeInteger(people) && Number(people) >= 0 ? Number(people) : undefined;
};

const tell = (unit: Unit, by: Actor, id: string, type: string, data: FactData): void =>
  void unit.record({ type, by, subject: { kind: 'lane', id }, data });
