/** Reads incidents as wholes: the item with what hangs on it, and its timeline, which is the ledger. */
import { Injectable } from '@nestjs/common';
import { Alarms } from '../alarms/alarms.service.js';
import type { AlarmItem } from '../alarms/alarm.js';
import { missing } from '../kernel/errors.js';
import type { Subject } from '../kernel/actor.js';
import { Entries, type KeptFact } from '../ledger/entries.service.js';
import { Reader } from '../storage/reader.js';
import type { Asking } from '../storage/unit.js';
import type { IncidentItem } from './incident.js';
import {
  findingsOf,
  incidentWith,
  linkedIds,
  linkedPackets,
  listIncidents,
  measuresOf,
  mergedInto,
  openIncidents,
  type IncidentRow,
} from './incidents.store.js';

export interface IncidentFile extends IncidentItem {
  readonly timeline: readonly KeptFact[];
  readonly alarmItems: readonly AlarmItem[];
}

@Injectable()
export class IncidentFiles {
  constructor(
    private readonly reader: Reader,
    private readonly entries: Entries,
    private readonly alarms: Alarms,
  ) {}

  /** @param among the incidents that this viewer may see; all when absent */
  async list(
    among: readonly string[] | undefined,
    limit: number,
    cursor: string | undefined,
  ): Promise<{ items: IncidentItem[]; next: string | null }> {
    const [at, id] = cursor?.split('_') ?? [];
    const rows = await listIncidents(
      this.reader,
      among,
      limit + 1,
      at === undefined || id === undefined ? undefined : { at, id },
    );
    const items = await this.#items(rows.slice(0, limit));
    const last = items.at(-1);
    return { items, next: rows.length > limit && last !== undefined ? `${last.openedAt}_${last.id}` : null };
  }

  async open(): Promise<IncidentItem[]> {
    return this.#items(await openIncidents(this.reader));
  }

  async item(id: string): Promise<IncidentItem> {
    const row = await incidentWith(this.reader, id);
    const [item] = row === undefined ? [] : await this.#items([row]);
    if (item === undefined) throw missing('INCIDENT_MISSING', 'there is no such incident');
    return item;
  }

  async file(id: string): Promise<IncidentFile> {
    const item = await this.item(id);
    return {
      ...item,
      timeline: await this.entries.about(subjectsOf(item)),
      alarmItems: (
        await Promise.all([id, ...(item.merged ?? [])].map((one) => this.alarms.ofIncident(one)))
      ).flat(),
    };
  }

  /** As it stands within a work of the writer. */
  async itemIn(unit: Asking, id: string): Promise<IncidentItem> {
    const row = await incidentWith(unit, id);
    if (row === undefined) throw missing('INCIDENT_MISSING', 'there is no such incident');
    return this.entries.joined(await this.#item(row, unit), unit);
  }

  async #items(rows: readonly IncidentRow[]): Promise<IncidentItem[]> {
    const items = [];
    for (const row of rows) items.push(await this.#item(row, this.reader));
    return this.entries.joined(items);
  }

  async #item(
    { signals: _signals, stateBefore: _before, ...row }: IncidentRow,
    asking: Asking,
  ): Promise<IncidentItem> {
    const merged = await mergedInto(asking, row.id);
    const ids = [row.id, ...merged];
    const [alarms, findings, measures, evidence, packets] = await Promise.all([
      linkedIds(asking, 'alarms', ids),
      findingsOf(asking, ids),
      measuresOf(asking, ids),
      linkedIds(asking, 'evidence', ids),
      linkedPackets(asking, ids),
    ]);
    return {
      ...row,
      alarms,
      findings: findings.map(({ incident: _incident, ...finding }) => finding),
      measures: measures.map(({ incident: _incident, ...measure }) => measure),
      evidence,
      packets,
      ...(merged.length === 0 ? {} : { merged }),
    };
  }
}

/** Everything in the ledger that belongs to an incident. */
export const subjectsOf = (incident: IncidentItem): Subject[] => [
  { kind: 'incident', id: incident.id },
  // The hold on recordings carries its incident's name.
  { kind: 'hold', id: incident.id },
  ...(incident.merged ?? []).flatMap((id) => [
    { kind: 'incident', id },
    { kind: 'hold', id },
  ]),
  ...incident.alarms.map((id) => ({ kind: 'alarm', id })),
  ...incident.findings.map(({ id }) => ({ kind: 'finding', id })),
  ...incident.evidence.map((id) => ({ kind: 'evidence', id })),
  ...incident.packets.map(({ id }) => ({ kind: 'packet', id })),
];
