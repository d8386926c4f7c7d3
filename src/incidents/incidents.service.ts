/** Opens incidents, and lets people find, take measures and share, each with its fact. */
import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { person as personActor, theSystem, type Actor } from '../kernel/actor.js';
import { toMs } from '../kernel/clock.js';
import { conflict, invalid, missing } from '../kernel/errors.js';
import { newIdentifier } from '../kernel/identifiers.js';
import type { Zone } from '../alarms/alarm.js';
import { builtInLaw, codeOf, measureOf } from '../law/code-table.js';
import { classify, type Classification } from '../law/classification.js';
import { Classifier } from '../law/classifier.adapter.js';
import { Entries } from '../ledger/entries.service.js';
import { word } from '../ledger/ledger.service.js';
import { Places } from '../places/places.service.js';
import type { Unit } from '../storage/unit.js';
import { Writer } from '../storage/writer.js';
import type { Candidate, FindingItem, IncidentItem, MeasureItem } from './incident.js';
import {
  changeIncident,
  decideFinding,
  findingsOf,
  findingWith,
  incidentWith,
  insertFinding,
  insertIncident,
  insertMeasure,
  type FindingRow,
  type IncidentRow,
} from './incidents.store.js';
import { candidatesOf, isSuggested } from './suggestion.js';

export interface Opening {
  readonly place: string;
  readonly zone: Zone;
  readonly source: IncidentItem['source'];
  readonly alarms: readonly string[];
  readonly signals: readonly unknown[];
  readonly by: Actor;
  /** what was reported, by phone or in person, with what it suggests */
  readonly report?: { readonly text: string; readonly classification: Classification };
}

@Injectable()
export class Incidents {
  constructor(
    private readonly writer: Writer,
    private readonly places: Places,
    private readonly entries: Entries,
    private readonly classifier: Classifier,
  ) {}

  /** @returns the incident's id */
  async open(unit: Unit, opening: Opening): Promise<string> {
    const { place, zone, source, alarms, signals, by, report: said } = opening;
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
      ...(report === undefined ? {} : { report }),
    };
    await insertIncident(unit, row);
    unit.record({
      type: 'incident.opened',
      by,
      subject: { kind: 'incident', id },
      data: { place, zone, source, alarms, report },
    });
    const signalled = classify({ zone, text: '', signals });
    await this.#suggest(unit, row, said?.classification ?? signalled, suggestedCodes(signalled));
    return id;
  }

  async report(person: string, place: string, text: string): Promise<string> {
    if (this.places.of(place) === undefined) throw invalid('PLACE_UNKNOWN', `there is no place ${place}`);
    const zone = this.places.zoneOf(place);
    // Before the transaction: no alarm waits while a long report is read.
    const classification = await this.classifier.classify({ zone, text });
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

  /** A person says which act it is; nobody had suggested it. */
  async find(
    person: string,
    incident: string,
    code: string,
    elements: readonly string[],
  ): Promise<FindingItem> {
    if (codeOf(code) === undefined) throw invalid('CODE_UNKNOWN', `the law in force has no code ${code}`);
    return this.writer.write(async (unit) => {
      await this.#mustBe(unit, incident);
      const known = (await findingsOf(unit, incident)).find((finding) => finding.code === code);
      if (known !== undefined)
        throw conflict('FINDING_EXISTS', `${code} is a finding of this incident already`, {
          finding: known.id,
          status: known.status,
        });
      const row: FindingRow = {
        id: newIdentifier(toMs(unit.at), { bytes: randomBytes }),
        incident,
        code,
        status: 'candidate',
        lawVersion: builtInLaw.version,
        elements,
      };
      await insertFinding(unit, row);
      return this.#decide(unit, row, 'confirmed', person, elements);
    });
  }

  confirm(person: string, finding: string, elements: readonly string[]): Promise<FindingItem> {
    return this.writer.write(async (unit) =>
      this.#decide(unit, await this.#mustBeFinding(unit, finding), 'confirmed', person, elements),
    );
  }

  async reject(person: string, finding: string, reason: string): Promise<FindingItem> {
    const rejected = await this.writer.write(async (unit) =>
      this.#decide(unit, await this.#mustBeFinding(unit, finding), 'rejected', person, [], reason),
    );
    return this.entries.joined(rejected);
  }

  /** Notes a measure that was taken; offering and refusing by ground comes from the law's table. */
  async measure(
    person: string,
    incident: string,
    taken: {
      measure: string;
      orderedBy?: string | undefined;
      executedBy?: readonly string[] | undefined;
      note?: string | undefined;
    },
  ): Promise<MeasureItem> {
    const known = measureOf(taken.measure);
    if (known === undefined)
      throw invalid('MEASURE_UNKNOWN', `the law in force has no measure ${taken.measure}`);
    const noted = await this.writer.write(async (unit) => {
      const row = await this.#mustBe(unit, incident);
      if (!known.zones.includes(row.zone)) {
        throw invalid('MEASURE_WITHOUT_GROUND', `${taken.measure} has no ground in zone ${row.zone}`, {
          measure: taken.measure,
          zone: row.zone,
          grounds: known.grounds,
        });
      }
      const item: MeasureItem = {
        id: newIdentifier(toMs(unit.at), { bytes: randomBytes }),
        measure: taken.measure,
        at: unit.at,
        by: personActor(person),
        ...(taken.orderedBy === undefined ? {} : { orderedBy: word(taken.orderedBy, 'shared') }),
        ...(taken.executedBy === undefined
          ? {}
          : { executedBy: taken.executedBy.map((name) => word(name, 'shared')) }),
        ...(taken.note === undefined ? {} : { note: word(taken.note, 'staff') }),
      };
      await insertMeasure(unit, { ...item, incident });
      const { by, at: _at, ...data } = item;
      unit.record({ type: 'measure.taken', by, subject: { kind: 'incident', id: incident }, data });
      return item;
    });
    return this.entries.joined(noted);
  }

  /** Remembers on the incident, which the caller has read, what liaison did: shared, asked, accepted. */
  async mark(
    unit: Unit,
    incident: string,
    change: Partial<Pick<IncidentRow, 'shared' | 'accepted' | 'shareAskedAt'>>,
  ): Promise<void> {
    await changeIncident(unit, incident, change);
  }

  async row(unit: Unit, incident: string): Promise<IncidentRow> {
    return this.#mustBe(unit, incident);
  }

  /** @param signalled the codes that signals of devices alone suggest */
  async #suggest(
    unit: Unit,
    row: IncidentRow,
    classification: Classification,
    signalled: ReadonlySet<string>,
  ): Promise<void> {
    const candidates = candidatesOf(classification, (quote) => word(quote, 'staff'));
    if (candidates.length === 0) return;
    await changeIncident(unit, row.id, { candidates });
    const lawVersion = builtInLaw.version;
    unit.record({
      type: 'incident.classified',
      by: theSystem,
      subject: { kind: 'incident', id: row.id },
      data: { candidates, lawVersion },
    });
    for (const { code, level, because, missing: lacking } of candidates.filter(isSuggested)) {
      const id = newIdentifier(toMs(unit.at), { bytes: randomBytes });
      await insertFinding(unit, {
        id,
        incident: row.id,
        code,
        status: 'candidate',
        level,
        lawVersion,
        elements: shownElements(code, lacking),
      });
      unit.record({
        type: 'finding.suggested',
        by: theSystem,
        subject: { kind: 'finding', id },
        data: {
          incident: row.id,
          code,
          level,
          lawVersion,
          because,
          missing: lacking,
          elements: shownElements(code, lacking),
          // Signals of devices may share an incident with the police at once; a sentence that somebody typed may not.
          from: signalled.has(code) ? 'signals' : 'words',
        },
      });
    }
  }

  async #decide(
    unit: Unit,
    finding: FindingRow,
    status: 'confirmed' | 'rejected',
    person: string,
    elements: readonly string[],
    reason?: string,
  ): Promise<FindingItem> {
    const by = personActor(person);
    const decided = { at: unit.at, by };
    const because = reason === undefined ? undefined : word(reason, 'staff');
    const change = { status, decided, elements, ...(because === undefined ? {} : { reason: because }) };
    if (!(await decideFinding(unit, finding.id, change))) {
      throw conflict('FINDING_DECIDED', `the finding is ${finding.status} already`, {
        status: finding.status,
        first: finding.decided,
      });
    }
    const { incident, code, lawVersion } = finding;
    unit.record({
      type: `finding.${status}`,
      by,
      subject: { kind: 'finding', id: finding.id },
      data: { incident, code, lawVersion, elements, reason: because },
    });
    const { incident: _incident, ...item } = { ...finding, ...change };
    return item;
  }

  async #mustBe(unit: Unit, id: string): Promise<IncidentRow> {
    const row = await incidentWith(unit, id);
    if (row === undefined) throw missing('INCIDENT_MISSING', 'there is no such incident');
    return row;
  }

  async #mustBeFinding(unit: Unit, id: string): Promise<FindingRow> {
    const row = await findingWith(unit, id);
    if (row === undefined) throw missing('FINDING_MISSING', 'there is no such finding');
    return row;
  }
}

/** What signals and words show already: the elements that nobody must still be asked about. */
const shownElements = (code: string, lacking: Candidate['missing']): readonly string[] =>
  (codeOf(code)?.elements ?? [])
    .map(({ id }) => id)
    .filter((id) => lacking.every(({ element }) => element !== id));

const suggestedCodes = ({ candidates }: Classification): ReadonlySet<string> =>
  new Set(candidates.filter(({ level }) => level !== 'low').map(({ code }) => code));
