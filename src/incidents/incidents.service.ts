/** Opens incidents for alarms and reports, with what the law suggests of them. */
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { person as personActor, type Actor } from '../kernel/actor.js';
import { toInstant, toMs } from '../kernel/clock.js';
import { invalid } from '../kernel/errors.js';
import { newIdentifier } from '../kernel/identifiers.js';
import type { Zone } from '../alarms/alarm.js';
import type { Classification } from '../law/classification.js';
import { Classifier } from '../law/classifier.adapter.js';
import { LawBook } from '../law/law-book.service.js';
import { word } from '../ledger/ledger.service.js';
import { Places } from '../places/places.service.js';
import type { Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import { isStanding } from './finding.js';
import type { FindingItem, IncidentItem } from './incident.js';
import { changeIncident, findingsOf, insertIncident, type IncidentRow } from './incidents.store.js';
import { limitWarningMs } from './life.js';
import { keepLimit } from './limits.store.js';
import { Suggesting } from './suggesting.service.js';
import { mustBeIncident } from './whole.store.js';

export interface Opening {
  readonly place: string;
  readonly zone: Zone;
  readonly source: IncidentItem['source'];
  readonly alarms: readonly string[];
  readonly signals: readonly unknown[];
  readonly by: Actor;
  /** the mark on a recording that opened it */
  readonly mark?: string;
  /** the drill whose alarm opens it */
  readonly drill?: string | undefined;
  /** what was reported, by phone or in person, with what it suggests */
  readonly report?: { readonly text: string; readonly classification: Classification };
}

@Injectable()
export class Incidents {
  constructor(
    private readonly writer: Writer,
    private readonly places: Places,
    private readonly classifier: Classifier,
    private readonly book: LawBook,
    private readonly suggesting: Suggesting,
  ) {}

  /** @returns the incident's id */
  async open(unit: Unit, opening: Opening): Promise<string> {
    const { place, zone, source, alarms, signals, by, drill, mark, report: said } = opening;
    const id = newIdentifier(toMs(unit.at), { bytes: randomBytes });
    const report = said === undefined ? undefined : word(said.text, 'staff');
    const row: IncidentRow = {
      id,
      state: 'open',
      place,
      zone,
      source,
      openedAt: unit.at,
      candidates: [],
      signals,
      ...(drill === undefined ? {} : { drill }),
      ...(report === undefined ? {} : { report }),
    };
    await insertIncident(unit, row);
    // Nobody's act, nobody's six months.
    if (drill === undefined) await keepLimit(unit, id, toInstant(toMs(unit.at) + limitWarningMs));
    unit.record({
      type: 'incident.opened',
      by,
      subject: { kind: 'incident', id },
      data: { place, zone, source, alarms, report, drill, mark },
    });
    await this.suggesting.suggest(unit, row, said?.classification);
    return id;
  }

  async report(person: string, place: string, text: string): Promise<string> {
    if (this.places.of(place) === undefined) throw invalid('PLACE_UNKNOWN', `there is no place ${place}`);
    const zone = this.places.zoneOf(place);
    // Before the transaction: no alarm waits while a long report is read.
    const classification = await this.classifier.classify({ zone, text }, this.book.current);
    return this.writer.write((unit) =>
      this.open(unit, {
        place,
        zone,
        source: 'report',
        alarms: [],
        signals: [],
        by: personActor(person),
        report: { text, classification },
      }),
    );
  }

  /** Remembers on the incident, which the caller has read, what liaison did: shared, asked, accepted, closed. */
  async mark(
    unit: Unit,
    incident: string,
    change: Partial<Pick<IncidentRow, 'shared' | 'accepted' | 'policeClosed' | 'shareAskedAt'>>,
  ): Promise<void> {
    await changeIncident(unit, incident, change);
  }

  async row(unit: Unit, incident: string): Promise<IncidentRow> {
    return mustBeIncident(unit, incident);
  }

  /** What stands of its findings, confirmed or not, oldest first. */
  async standingFindings(unit: Unit, incident: string): Promise<FindingItem[]> {
    return (await findingsOf(unit, [incident])).filter(isStanding);
  }
}
