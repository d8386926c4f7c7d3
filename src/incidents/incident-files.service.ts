/** Reads incidents as wholes: the item with what hangs on it, and its timeline, which is the ledger. */
import { Injectable } from '@nestjs/common';
import type { Approval } from '../access/approval.js';
import { Approvals } from '../access/approvals.service.js';
import { Alarms } from '../alarms/alarms.service.js';
import type { Care } from '../alarms/care.js';
import type { AlarmItem } from '../alarms/alarm.js';
import { missing } from '../kernel/errors.js';
import type { Subject } from '../kernel/actor.js';
import { groupedBy } from '../kernel/grouped-by.js';
import { Entries, type KeptFact } from '../ledger/entries.service.js';
import { Reader } from '../storage/reader.js';
import type { Asking } from '../storage/unit.js';
import type { AskedExit, IncidentItem, IncidentState } from './incident.js';
import {
  changeIncident,
  findingsOf,
  incidentsNamed,
  incidentWith,
  linked,
  linkedPackets,
  listIncidents,
  type IncidentWish,
  measuresOf,
  mergedIntoSome,
  openIncidents,
  type IncidentRow,
} from './incidents.store.js';
import { isWorked, type Exit } from './life.js';
import { wholeOf } from './whole.store.js';

/** What a side exit is called among what waits for a second person. */
export const exitKind = 'incident.exit';

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
    private readonly approvals: Approvals,
  ) {}

  async list(
    limit: number,
    cursor: string | undefined,
    wish: IncidentWish = {},
  ): Promise<{ items: IncidentItem[]; next: string | null }> {
    const [at, id] = cursor?.split('_') ?? [];
    const rows = await listIncidents(
      this.reader,
      limit + 1,
      at === undefined || id === undefined ? undefined : { at, id },
      wish,
    );
    const items = await this.#items(rows.slice(0, limit));
    const last = items.at(-1);
    return { items, next: rows.length > limit && last !== undefined ? `${last.openedAt}_${last.id}` : null };
  }

  /** These, the newest first. */
  async some(ids: readonly string[]): Promise<IncidentItem[]> {
    return this.#items(await incidentsNamed(this.reader, ids));
  }

  async open(): Promise<IncidentItem[]> {
    return this.#items(await openIncidents(this.reader));
  }

  /** Of the incident, or of the one that it was merged into. @throws INCIDENT_MISSING */
  async stateOf(id: string): Promise<IncidentState> {
    return (await wholeOf(this.reader, id)).incident.state;
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
    const [item] = await this.#whole([row], unit);
    return this.entries.joined(item as IncidentItem, unit);
  }

  /** The side exit that waits for a second person. */
  async askedExit(
    asking: Asking,
    { id, state }: Pick<IncidentRow, 'id' | 'state'>,
  ): Promise<AskedExit | undefined> {
    if (!isWorked(state)) return undefined;
    const waits = await this.approvals.of(asking, exitKind, id);
    return waits === undefined ? undefined : exitOf(waits);
  }

  /** Who holds it, and to whom it is offered: nothing else changes with that. */
  async care(unit: Asking, id: string, care: Care): Promise<void> {
    await changeIncident(unit, id, { care });
  }

  async #items(rows: readonly IncidentRow[]): Promise<IncidentItem[]> {
    return rows.length === 0 ? [] : this.entries.joined(await this.#whole(rows, this.reader));
  }

  /** However many they are, each table is asked once. */
  async #whole(rows: readonly IncidentRow[], asking: Asking): Promise<IncidentItem[]> {
    const merged = await mergedIntoSome(
      asking,
      rows.map(({ id }) => id),
    );
    const ids = [...rows, ...merged].map(({ id }) => id);
    const [waiting, alarms, findings, measures, evidence, packets] = await Promise.all([
      this.approvals.allOf(asking, exitKind),
      linked(asking, 'alarms', ids),
      findingsOf(asking, ids),
      measuresOf(asking, ids),
      linked(asking, 'evidence', ids),
      linkedPackets(asking, ids),
    ]);
    const into = groupedBy(merged, ({ mergedInto }) => mergedInto);
    const of = {
      alarms: hanging(alarms),
      findings: hanging(findings),
      measures: hanging(measures),
      evidence: hanging(evidence),
      packets: hanging(packets),
    };
    return rows.map(({ signals: _signals, stateBefore: _before, ...row }) => {
      const exit = isWorked(row.state) ? waiting.find(({ subject }) => subject === row.id) : undefined;
      const mergedIds = idsOf(into.get(row.id) ?? []);
      const own = [row.id, ...mergedIds];
      return {
        ...row,
        ...(exit === undefined ? {} : { exit: exitOf(exit) }),
        alarms: idsOf(of.alarms(own)),
        findings: of.findings(own),
        measures: of.measures(own),
        evidence: idsOf(of.evidence(own)),
        packets: of.packets(own),
        ...(mergedIds.length === 0 ? {} : { merged: mergedIds }),
      };
    });
  }
}

/** What hangs on these incidents, in the order of all. */
function hanging<Item extends { readonly incident: string }>(items: readonly Item[]) {
  const byIncident = groupedBy(items, ({ incident }) => incident);
  return (incidents: readonly string[]): Omit<Item, 'incident'>[] =>
    (incidents.length === 1
      ? (byIncident.get(incidents[0] ?? '') ?? [])
      : items.filter(({ incident }) => incidents.includes(incident))
    ).map(({ incident: _incident, ...item }) => item);
}
const idsOf = (rows: readonly { readonly id: string }[]): string[] => rows.map(({ id }) => id);

const exitOf = ({ id, about, asked, why }: Approval): AskedExit => ({
  approval: id,
  kind: about['exit'] as Exit,
  ...asked,
  reason: why,
});

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
