/** Keeps each lane's day: whether people are screened there, by whom, and whether it was checked first. */
import { Injectable } from '@nestjs/common';
import { Devices } from '../intake/devices.service.js';
import { theSystem, type Actor } from '../kernel/actor.js';
import { conflict, missing } from '../kernel/errors.js';
import type { Word } from '../ledger/entry.js';
import { word } from '../ledger/ledger.service.js';
import { Reader } from '../storage/reader.js';
import type { FactData, Unit } from '../storage/unit.js';
import { courtDays, courtTimes } from './court-day.js';
import { joinedBy, lacksOf, type Lane, type Operator } from './lane.js';
import { allLanes, beginDay, changeLane, insertLane, laneNamed } from './screening.store.js';

/** The court's day and time of an instant. */
export class CourtDays {
  readonly of: (at: string) => string;
  readonly timeOf: (at: string) => string;

  /** @param opens when every lane must be checked on a working day, `08:00`; nobody is asked where it is not set */
  constructor(
    timeZone: string,
    readonly opens?: string,
  ) {
    this.of = courtDays(timeZone);
    this.timeOf = courtTimes(timeZone);
  }
}

@Injectable()
export class Lanes {
  constructor(
    private readonly reader: Reader,
    private readonly devices: Devices,
    private readonly days: CourtDays,
  ) {}

  /** A gate is enrolled: it has a lane from now on. */
  async open(unit: Unit, id: string, place: string, name: string): Promise<void> {
    const day = this.days.of(unit.at);
    if (!(await insertLane(unit, { id, place, name, day }))) return;
    tell(unit, id, 'lane.opened', { place, name, day });
  }

  /** The lane, whose counts are of today from here on. @throws LANE_UNKNOWN */
  async today(unit: Unit, id: string): Promise<Lane> {
    const day = this.days.of(unit.at);
    if (await beginDay(unit, id, day)) tell(unit, id, 'lane.day-began', { day });
    const lane = await laneNamed(unit, id);
    if (lane !== undefined) return lane;
    const gate = this.devices.named(id);
    if (gate?.kind !== 'gate') throw missing('LANE_UNKNOWN', `there is no lane ${id}`);
    await this.open(unit, id, gate.place, gate.name);
    return this.today(unit, id);
  }

  /** People are screened here from now on; what the lane lacks for it is told. */
  async use(unit: Unit, lane: Lane): Promise<Lane> {
    if (lane.usedSince !== undefined) return lane;
    const used = { ...lane, usedSince: unit.at };
    await changeLane(unit, lane.id, { usedSince: unit.at });
    tell(unit, lane.id, 'lane.began', {});
    this.#tellLacks(unit, used);
    return used;
  }

  async join(unit: Unit, id: string, comer: { person: string; name: string }, by: Actor): Promise<void> {
    const lane = await this.today(unit, id);
    const name = word(comer.name, 'staff');
    const operators = joinedBy(lane.operators, { name, person: comer.person });
    if (operators === lane.operators)
      throw conflict('ON_LANE', 'this person works on the lane already', { lane: id });
    await changeLane(unit, id, { operators });
    tell(unit, id, 'lane.joined', { name, person: comer.person, count: operators.length }, by);
    await this.use(unit, { ...lane, operators });
  }

  /** @param which a person's id, or the word of a name that a gate gave */
  async leave(unit: Unit, id: string, which: string, by: Actor): Promise<void> {
    const lane = await this.today(unit, id);
    const gone = lane.operators?.find(({ person, name }) => person === which || name.word === which);
    if (gone === undefined) throw missing('NOT_ON_LANE', 'nobody of that name works on the lane');
    const left = (lane.operators ?? []).filter((one) => one !== gone);
    const operators = left.length === 0 ? undefined : left;
    await changeLane(unit, id, { operators });
    tell(unit, id, 'lane.left', { who: gone.name.word, person: gone.person }, by);
    this.#tellLacks(unit, { ...lane, operators: left });
  }

  /** Nobody is screened here any more today. */
  async end(unit: Unit, id: string, by: Actor): Promise<void> {
    const lane = await this.today(unit, id);
    if (lane.usedSince === undefined) throw conflict('LANE_NOT_IN_USE', 'this lane is not in use');
    await changeLane(unit, id, { usedSince: undefined, operators: undefined });
    tell(unit, id, 'lane.ended', {}, by);
  }

  /** @param names of those who checked: they work on the lane unless somebody does already */
  async checked(unit: Unit, lane: Lane, ok: boolean, names: readonly Word[], by: Actor): Promise<void> {
    const operators: readonly Operator[] = lane.operators ?? names.map((name) => ({ name }));
    await changeLane(unit, lane.id, {
      checked: { at: unit.at, ok },
      ...(operators.length === 0 ? {} : { operators }),
    });
    const { place } = lane;
    tell(unit, lane.id, 'lane.checked', { ok, operators: names, count: operators.length, place }, by);
  }

  async wait(unit: Unit, lane: Lane, people: number, by: Actor): Promise<void> {
    await changeLane(unit, lane.id, { waiting: { at: unit.at, people } });
    tell(unit, lane.id, 'lane.waiting', { people }, by);
  }

  /** On a working day, once the hour of opening is past: a lane that nobody checked is told, once. */
  async atOpening(unit: Unit, id: string): Promise<void> {
    const lane = await this.today(unit, id);
    if (lane.askedDay === lane.day) return;
    await changeLane(unit, id, { askedDay: lane.day });
    if (lane.checked?.ok !== true) this.#tellUnchecked(unit, lane);
  }

  all(): Promise<Lane[]> {
    return allLanes(this.reader);
  }

  #tellLacks(unit: Unit, lane: Lane): void {
    const lacks = lacksOf(lane);
    if (lacks.check) this.#tellUnchecked(unit, lane);
    if (lacks.operators) {
      const operators = lane.operators?.length ?? 0;
      tell(unit, lane.id, 'lane.understaffed', { place: lane.place, operators });
    }
  }

  #tellUnchecked(unit: Unit, { id, place }: Lane): void {
    tell(unit, id, 'lane.unchecked', { place });
  }
}

function tell(unit: Unit, id: string, type: string, data: FactData, by: Actor = theSystem): void {
  unit.record({ type, by, subject: { kind: 'lane', id }, data });
}
