/** The court's places: kept in memory as they are on disk, since every press asks for one. */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { theSystem, type Actor } from '../kernel/actor.js';
import { given } from '../kernel/given.js';
import { conflict, missing } from '../kernel/errors.js';
import { Ledger, word } from '../ledger/ledger.service.js';
import { Reader } from '../storage/reader.js';
import type { Unit } from '../storage/unit.js';
import { demoPlaces } from './demo.js';
import type { Place, Zone } from './place.js';
import { PlaceTable } from './places.store.js';

@Injectable()
export class Places implements OnModuleInit {
  readonly #known = new Map<string, Place>();

  constructor(
    private readonly reader: Reader,
    private readonly ledger: Ledger,
  ) {}

  async onModuleInit(): Promise<void> {
    for (const place of await this.reader.rows(PlaceTable).find({ order: { id: 'ASC' } }))
      this.#known.set(place.id, place);
    // Only what reached the disk: a work that is undone must not leave a place in memory.
    this.ledger.onCommitted((facts) => {
      for (const { type, context } of facts) {
        const place = context as Place | undefined;
        if ((type === 'place.added' || type === 'place.changed') && place !== undefined)
          this.#known.set(place.id, place);
      }
    });
  }

  of(id: string): Place | undefined {
    return this.#known.get(id);
  }

  /** B, elsewhere in the court, for a place that nobody entered: the cautious guess for an alarm that must ring. */
  zoneOf(id: string): Zone {
    return this.#known.get(id)?.zone ?? 'B';
  }

  all(): Place[] {
    return [...this.#known.values()];
  }

  /** @throws `conflict` PLACE_EXISTS */
  async add(unit: Unit, place: Place, by: Actor): Promise<void> {
    if ((await unit.rows(PlaceTable).findOneBy({ id: place.id })) !== null)
      throw conflict('PLACE_EXISTS', `there is a place ${place.id} already`);
    await unit.rows(PlaceTable).insert(place);
    const { id, name, ...where } = place;
    unit.record({
      type: 'place.added',
      by,
      subject: { kind: 'place', id },
      data: { ...where, name: word(name, 'shared') },
      context: place,
    });
  }

  /** @throws `missing` PLACE_MISSING */
  async change(
    unit: Unit,
    id: string,
    wish: { readonly [Field in keyof Place]?: Place[Field] | undefined },
    by: Actor,
  ): Promise<Place> {
    const before = await unit.rows(PlaceTable).findOneBy({ id });
    if (before === null) throw missing('PLACE_MISSING', `there is no place ${id}`);
    const changed = given(wish);
    const place: Place = { ...before, ...changed };
    await unit.rows(PlaceTable).update({ id }, place);
    const { name, ...where } = changed;
    unit.record({
      type: 'place.changed',
      by,
      subject: { kind: 'place', id },
      data: { ...where, ...(name === undefined ? {} : { name: word(name, 'shared') }) },
      context: place,
    });
    return place;
  }

  /** Adds the demo's rooms that are not there yet; they are known once the work is on disk. */
  async seedDemo(unit: Unit): Promise<void> {
    for (const place of demoPlaces) if (!this.#known.has(place.id)) await this.add(unit, place, theSystem);
  }
}
