/** A press from a browser: the same way as a device's, once however often it is sent, and told on to who pressed. */
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { person as personActor } from '../kernel/actor.js';
import { conflict, invalid } from '../kernel/errors.js';
import { Places } from '../places/places.service.js';
import { Reader } from '../storage/reader.js';
import type { Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import type { AlarmItem } from './alarm.js';
import { Alarms } from './alarms.service.js';
import { pressState, type Press, type PressItem } from './press.js';
import { openPressed, pressesOf, PressTable } from './presses.store.js';

type Named = Press & { readonly press: string };

const shownPresses = 20;

@Injectable()
export class Presses {
  constructor(
    private readonly writer: Writer,
    private readonly reader: Reader,
    private readonly alarms: Alarms,
    private readonly places: Places,
  ) {}

  /**
   * The answer is the receipt: what it tells of is on disk.
   * @throws PLACE_UNKNOWN; PRESS_CONFLICT where the same name came with another place or pattern
   */
  press(person: string, wish: Press): Promise<AlarmItem> {
    const { place } = wish;
    // Whoever names his presses means them as a button does; without a name each is one of its own.
    const press = wish.press ?? randomUUID();
    if (this.places.of(place) === undefined) throw invalid('PLACE_UNKNOWN', `there is no place ${place}`);
    return this.writer.write(async (unit) => {
      const before = await unit.rows(PressTable).findOneBy({ person, press });
      if (before === null) {
        const open = wish.press === undefined ? undefined : await openPressed(unit, person, place);
        return this.#ring(unit, person, { ...wish, press }, open);
      }
      if (before.place !== place || before.pattern !== wish.pattern)
        throw conflict('PRESS_CONFLICT', 'a press of this name had another place or pattern');
      return this.alarms.inUnit(unit, before.alarm);
    });
  }

  async #ring(
    unit: Unit,
    person: string,
    { place, pattern, press }: Named,
    open: AlarmItem | undefined,
  ): Promise<AlarmItem> {
    const alarm = await this.alarms.ring(
      unit,
      {
        by: personActor(person),
        place,
        zone: this.places.zoneOf(place),
        level: pattern === 'help' ? 'high' : 'emergency',
        source: 'browser',
        pattern,
      },
      open,
    );
    await unit.rows(PressTable).insert({ person, press, place, pattern, alarm, at: unit.at });
    return this.alarms.inUnit(unit, alarm);
  }

  /** His own presses, newest first, an alarm once. */
  async mine(person: string): Promise<PressItem[]> {
    const rows = await pressesOf(this.reader, person, shownPresses);
    const newest = rows.filter((row, at) => rows.findIndex(({ alarm }) => alarm === row.alarm) === at);
    return Promise.all(
      newest.map(async ({ alarm, place, pattern, at }) => ({
        id: alarm,
        place,
        pattern,
        at,
        state: pressState(await this.alarms.named(alarm)),
      })),
    );
  }
}
