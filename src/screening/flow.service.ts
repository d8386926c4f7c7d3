/** Reads a day's flow from what the gates counted and the lanes decided. */
import { Injectable } from '@nestjs/common';
import { laterBy, toInstant } from '../kernel/clock.js';
import { Reader } from '../storage/reader.js';
import { flowOf, type Flow } from './flow.js';
import { CourtDays } from './lanes.service.js';
import { passedSlots, seenSlots } from './screening.store.js';

// No zone is further than this from UTC.
const widestZoneMs = 14 * 3600 * 1000;
const dayMs = 24 * 3600 * 1000;

@Injectable()
export class Flows {
  constructor(
    private readonly reader: Reader,
    private readonly days: CourtDays,
  ) {}

  /** @param day today where absent; @param lane all of them where absent */
  async of(day: string | undefined, lane: string | undefined): Promise<Flow & { day: string }> {
    const wanted = day ?? this.days.of(toInstant(Date.now()));
    const midnight = `${wanted}T00:00:00.000Z`;
    const span = {
      lane,
      from: laterBy(midnight, -widestZoneMs),
      to: laterBy(midnight, dayMs + widestZoneMs),
    };
    const isOfDay = ({ slot }: { slot: string }): boolean => this.days.of(instantOf(slot)) === wanted;
    const passed = (await passedSlots(this.reader, span)).filter(isOfDay);
    const seen = (await seenSlots(this.reader, span)).filter(isOfDay);
    return { day: wanted, ...flowOf(passed, seen, (slot) => this.days.timeOf(instantOf(slot)).slice(0, 2)) };
  }
}

const instantOf = (slot: string): string => `${slot}0:00.000Z`;
