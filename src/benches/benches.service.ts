/** Gives people their own rooms, and tells whose room one is. */
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { People } from '../access/people.service.js';
import { theSystem, type Actor } from '../kernel/actor.js';
import { toMs } from '../kernel/clock.js';
import { invalid, missing } from '../kernel/errors.js';
import { newIdentifier } from '../kernel/identifiers.js';
import { Places } from '../places/places.service.js';
import { Reader } from '../storage/reader.js';
import type { Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import { aloneIn, changeTo, type Alone, type Bench } from './bench.js';
import { benchesAt, BenchTable, heldBenches, leaveBench, placesOf } from './benches.store.js';

/** The judge of the demo, his courtroom and the office with the telephone. */
const demoBenches: readonly string[] = ['court-3', 'offices'];

@Injectable()
export class Benches {
  constructor(
    private readonly writer: Writer,
    private readonly reader: Reader,
    private readonly places: Places,
    private readonly people: People,
  ) {}

  /** All that are held now. */
  held(): Promise<Bench[]> {
    return heldBenches(this.reader);
  }

  async placesOf(person: string): Promise<ReadonlySet<string>> {
    return new Set((await heldBenches(this.reader, person)).map(({ place }) => place));
  }

  /** When a place was his and nobody else's. */
  async alone(person: string): Promise<Alone[]> {
    return aloneIn(await benchesAt(this.reader, await placesOf(this.reader, person)), person);
  }

  /** From now on these are his rooms, and no others. @throws PERSON_UNKNOWN, PLACE_UNKNOWN */
  async set(person: string, places: readonly string[], by: Actor): Promise<Bench[]> {
    for (const place of places)
      if (this.places.of(place) === undefined) throw invalid('PLACE_UNKNOWN', `there is no place ${place}`);
    await this.writer.write(async (unit) => {
      if (!(await this.people.isRegistered(unit, person)))
        throw missing('PERSON_UNKNOWN', 'there is no such person');
      await this.#change(unit, person, places, by);
    });
    return heldBenches(this.reader, person);
  }

  /** Needs the demo's people and places on disk. */
  async seedDemo(unit: Unit): Promise<void> {
    const judge = await this.people.called(unit, 'judge');
    if (judge !== undefined && (await heldBenches(unit, judge.id)).length === 0)
      await this.#change(unit, judge.id, demoBenches, theSystem);
  }

  async #change(unit: Unit, person: string, places: readonly string[], by: Actor): Promise<void> {
    const { give, take } = changeTo(await heldBenches(unit, person), places);
    for (const { id, place } of take) {
      await leaveBench(unit, id, unit.at);
      unit.record({
        type: 'bench.left',
        by,
        subject: { kind: 'bench', id },
        data: { holder: person, place },
      });
    }
    for (const place of give) {
      const id = newIdentifier(toMs(unit.at), { bytes: randomBytes });
      await unit.rows(BenchTable).insert({ id, person, place, since: unit.at });
      unit.record({
        type: 'bench.given',
        by,
        subject: { kind: 'bench', id },
        data: { holder: person, place },
      });
    }
  }
}
