/** Keeps the rota: what each post demands, who stands there when; copied from week to week, exchanged, and never written anew. */
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { People, type PersonItem } from '../access/people.service.js';
import { theSystem, type Actor } from '../kernel/actor.js';
import { laterBy, toInstant, type Instant } from '../kernel/clock.js';
import { conflict, invalid, missing } from '../kernel/errors.js';
import { newIdentifier } from '../kernel/identifiers.js';
import { Places } from '../places/places.service.js';
import { Reader } from '../storage/reader.js';
import type { Asking, Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import { dayOf } from '../timetable/court-time.js';
import { CourtZone } from '../timetable/timetable.service.js';
import { demoDemands, demoTurns } from './demo.js';
import { dutyRole } from './duty.js';
import {
  clashOf,
  demandsOf,
  gapsIn,
  isOver,
  movedBy,
  turnsOf,
  type NewTurn,
  type PostItem,
  type RotaWeek,
  type Turn,
} from './rota.js';
import {
  giveTurn,
  insertTurns,
  keepPost,
  postsKept,
  removeTurn,
  turnsBetween,
  turnWith,
} from './rota.store.js';
import { dayAfter, dayMs, mondayOf, spanOf } from './week.js';

/** A shift of a week's last day ends within a day after it. */
const reach = (endsAt: Instant): Instant => laterBy(endsAt, dayMs);

@Injectable()
export class Rota {
  constructor(
    private readonly reader: Reader,
    private readonly writer: Writer,
    private readonly people: People,
    private readonly places: Places,
    private readonly zone: CourtZone,
  ) {}

  /** @param day any of the week, `2026-11-18`; today where it is absent */
  async week(day: string = dayOf(toInstant(Date.now()), this.zone.timeZone)): Promise<RotaWeek> {
    const { timeZone } = this.zone;
    const week = mondayOf(day);
    const span = spanOf(week, timeZone);
    const posts = await postsKept(this.reader);
    const turns = await turnsBetween(this.reader, span.startsAt, reach(span.endsAt));
    const gaps = gapsIn(demandsOf(posts, week, timeZone), turns);
    return { week, ...span, posts, turns: turnsOf(turns, posts, week, timeZone), gaps };
  }

  /** Who stands where at a minute, as it is written. */
  at(at: Instant): Promise<Turn[]> {
    return turnsBetween(this.reader, at, laterBy(at, 1));
  }

  /** What posts demand at a minute and have demanded since `from`. */
  async demandedSince(from: Instant, at: Instant): Promise<Pick<PostItem, 'post' | 'atLeast'>[]> {
    const monday = mondayOf(dayOf(at, this.zone.timeZone));
    const posts = await postsKept(this.reader);
    const demands = [monday, dayAfter(monday, -7)].flatMap((week) =>
      demandsOf(posts, week, this.zone.timeZone),
    );
    return demands.filter(({ startsAt, endsAt }) => startsAt <= from && endsAt > at);
  }

  /** @throws `invalid` PLACE_UNKNOWN */
  async demand(post: string, given: Omit<PostItem, 'post'>, by: Actor): Promise<PostItem> {
    if (this.places.of(post) === undefined) throw noPlace(post);
    const item = { ...given, post };
    await this.writer.write(async (unit) => {
      await keepPost(unit, item);
      unit.record({ type: 'rota.post-set', by, subject: { kind: 'rota', id: post }, data: { ...item } });
    });
    return item;
  }

  /** @throws `conflict` TURN_CLASH with the other turn, TURN_OVER; `invalid` PLACE_UNKNOWN, ROLE_ANSWERS_NOTHING */
  async add(turns: readonly NewTurn[], by: Actor): Promise<Turn[]> {
    for (const { post } of turns) if (this.places.of(post) === undefined) throw noPlace(post);
    const fit = fitFor(await this.people.list());
    if (!turns.every(({ person }) => fit.has(person)))
      throw invalid('ROLE_ANSWERS_NOTHING', 'who stands on a post must hold a role that answers alarms');
    return this.writer.write(async (unit) => {
      const nowMs = Date.now();
      const added: Turn[] = [];
      const kept = await meeting(unit, turns);
      for (const turn of turns) {
        if (isOver(turn, nowMs)) throw over();
        const clash = clashOf([...kept, ...added], turn);
        if (clash !== undefined) throw clashing(clash);
        added.push(named(turn));
      }
      await this.#insert(unit, added, by);
      return added;
    });
  }

  /** What was, is no plan any more: it stays as it was written. @throws TURN_MISSING, TURN_OVER */
  async remove(ids: readonly string[], by: Actor): Promise<void> {
    await this.writer.write(async (unit) => {
      const turns: Turn[] = [];
      for (const id of ids) turns.push(await ahead(unit, id));
      for (const { id } of turns) await removeTurn(unit, id);
      unit.record({ type: 'rota.turns-removed', by, subject: rota, data: { turns: told(turns) } });
    });
  }

  /** Two people exchange their turns. @throws TURN_MISSING, TURN_OVER, TURN_CLASH */
  async swap(ids: readonly [string, string], by: Actor): Promise<Turn[]> {
    return this.writer.write(async (unit) => {
      const [one, two] = [await ahead(unit, ids[0]), await ahead(unit, ids[1])];
      const swapped: [Turn, Turn] = [
        { ...one, person: two.person },
        { ...two, person: one.person },
      ];
      const others = (await meeting(unit, swapped)).filter(({ id }) => !ids.includes(id));
      for (const turn of swapped) {
        const clash = clashOf(others, turn);
        if (clash !== undefined) throw clashing(clash);
        await giveTurn(unit, turn.id, turn.person);
      }
      unit.record({ type: 'rota.turns-swapped', by, subject: rota, data: { turns: told(swapped) } });
      return swapped;
    });
  }

  /** The turns of one week once more in another, where nobody stands twice; what is written there stays. @returns what came to it */
  async copy(from: string, to: string, by: Actor): Promise<Turn[]> {
    const { timeZone } = this.zone;
    const [source, target] = [mondayOf(from), mondayOf(to)];
    const days = (Date.parse(target) - Date.parse(source)) / dayMs;
    const span = spanOf(source, timeZone);
    const fit = fitFor(await this.people.list());
    return this.writer.write(async (unit) => {
      const nowMs = Date.now();
      const posts = await postsKept(unit);
      const written = await turnsBetween(unit, span.startsAt, reach(span.endsAt));
      const turns = turnsOf(written, posts, source, timeZone).map((turn) => movedBy(turn, days, timeZone));
      const kept = await meeting(unit, turns);
      const added: Turn[] = [];
      for (const turn of turns) {
        const isFree = clashOf([...kept, ...added], turn) === undefined;
        if (isFree && !isOver(turn, nowMs) && fit.has(turn.person)) added.push(named(turn));
      }
      if (added.length > 0) await this.#insert(unit, added, by, source);
      return added;
    });
  }

  /** This week of the demo and the next; what is there already is left as it is. */
  async seedDemo(unit: Unit): Promise<void> {
    if ((await postsKept(unit)).length > 0) return;
    for (const item of demoDemands) {
      await keepPost(unit, item);
      unit.record({
        type: 'rota.post-set',
        by: theSystem,
        subject: { kind: 'rota', id: item.post },
        data: { ...item },
      });
    }
    const { timeZone } = this.zone;
    const monday = mondayOf(dayOf(unit.at, timeZone));
    const turns: Turn[] = [];
    for (const { username, ...turn } of [monday, dayAfter(monday, 7)].flatMap((week) =>
      demoTurns(week, timeZone),
    )) {
      const found = await this.people.called(unit, username);
      if (found !== undefined) turns.push(named({ ...turn, person: found.id }));
    }
    await this.#insert(unit, turns, theSystem);
  }

  async #insert(unit: Unit, turns: readonly Turn[], by: Actor, copiedFrom?: string): Promise<void> {
    await insertTurns(unit, turns);
    const copied = copiedFrom === undefined ? {} : { copiedFrom };
    unit.record({ type: 'rota.turns-set', by, subject: rota, data: { turns: told(turns), ...copied } });
  }
}

/** What is written for the time of any of them. */
const meeting = (asking: Asking, turns: readonly NewTurn[]): Promise<Turn[]> =>
  turnsBetween(
    asking,
    turns.reduce((first, { startsAt }) => (startsAt < first ? startsAt : first), '9999'),
    turns.reduce((last, { endsAt }) => (endsAt > last ? endsAt : last), '0'),
  );

const rota = { kind: 'rota', id: 'rota' };
const told = (turns: readonly Turn[]) =>
  turns.map(({ post, person, startsAt, endsAt }) => ({ post, person, startsAt, endsAt }));
const named = (turn: NewTurn): Turn => ({ ...turn, id: newIdentifier(Date.now(), { bytes: randomBytes }) });
const fitFor = (people: readonly PersonItem[]): ReadonlySet<string> =>
  new Set(people.filter(({ roles }) => dutyRole(roles) !== undefined).map(({ id }) => id));

async function ahead(asking: Asking, id: string): Promise<Turn> {
  const turn = await turnWith(asking, id);
  if (turn === null) throw missing('TURN_MISSING', 'there is no such turn on the rota');
  if (isOver(turn, Date.now())) throw over();
  return turn;
}

const noPlace = (post: string): Error => invalid('PLACE_UNKNOWN', `there is no place ${post}`);
const over = (): Error =>
  conflict('TURN_OVER', 'this time is over; the rota of what was is not written anew');
const clashing = (turn: Turn): Error =>
  conflict('TURN_CLASH', 'this person stands somewhere else at that time', { turn });
