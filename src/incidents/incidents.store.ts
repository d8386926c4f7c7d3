/** The rows of incidents, findings and measures. */
import { json, key, present, table, text } from '../storage/entity.js';
import type { Asking } from '../storage/unit.js';
import type { FindingItem, IncidentItem, MeasureItem } from './incident.js';

/** The incident's own row; alarms, findings, measures, evidence and packets are joined when it is read. */
export type IncidentRow = Omit<IncidentItem, 'alarms' | 'findings' | 'measures' | 'evidence' | 'packets'> & {
  readonly signals: readonly unknown[];
};

export const IncidentTable = table<IncidentRow>('incidents', {
  id: key,
  state: text,
  place: text,
  zone: text,
  source: text,
  openedAt: text,
  report: json,
  candidates: json,
  signals: json,
  shared: json,
  accepted: json,
  shareAskedAt: text,
});

export interface FindingRow extends FindingItem {
  readonly incident: string;
}
export const FindingTable = table<FindingRow>('findings', {
  id: key,
  incident: text,
  code: text,
  status: text,
  level: text,
  lawVersion: text,
  elements: json,
  decided: json,
  reason: json,
});

export interface MeasureRow extends MeasureItem {
  readonly incident: string;
}
export const MeasureTable = table<MeasureRow>('measures', {
  id: key,
  incident: text,
  measure: text,
  at: text,
  by: json,
  orderedBy: json,
  executedBy: json,
  note: json,
});

export async function incidentWith(asking: Asking, id: string): Promise<IncidentRow | undefined> {
  const row = await asking.rows(IncidentTable).findOneBy({ id });
  return row === null ? undefined : present(row);
}

export const insertIncident = (asking: Asking, row: IncidentRow): Promise<unknown> =>
  asking.rows(IncidentTable).insert(row as never);

export const changeIncident = (asking: Asking, id: string, change: Partial<IncidentRow>): Promise<unknown> =>
  asking.rows(IncidentTable).update({ id }, change as never);

export async function listIncidents(
  asking: Asking,
  among: readonly string[] | undefined,
  limit: number,
  after: { at: string; id: string } | undefined,
): Promise<IncidentRow[]> {
  if (among?.length === 0) return [];
  const query = asking
    .rows(IncidentTable)
    .createQueryBuilder('incident')
    .orderBy('incident.openedAt', 'DESC')
    .addOrderBy('incident.id', 'DESC')
    .limit(limit);
  if (among !== undefined) query.andWhere('incident.id IN (:...among)', { among });
  if (after !== undefined)
    query.andWhere('(incident.openedAt < :at OR (incident.openedAt = :at AND incident.id < :id))', after);
  return (await query.getMany()).map(present);
}

/** Incidents that are not yet archived: the board's. */
export const openIncidents = async (asking: Asking): Promise<IncidentRow[]> =>
  (
    await asking.rows(IncidentTable).find({ where: { state: 'open' }, order: { openedAt: 'ASC', id: 'ASC' } })
  ).map(present);

export async function findingWith(asking: Asking, id: string): Promise<FindingRow | undefined> {
  const row = await asking.rows(FindingTable).findOneBy({ id });
  return row === null ? undefined : present(row);
}

export const findingsOf = async (asking: Asking, incident: string): Promise<FindingRow[]> =>
  (await asking.rows(FindingTable).find({ where: { incident }, order: { id: 'ASC' } })).map(present);

export const insertFinding = (asking: Asking, row: FindingRow): Promise<unknown> =>
  asking.rows(FindingTable).insert(row);

/** Guarded: only what is still undecided can be decided. */
export async function decideFinding(
  asking: Asking,
  id: string,
  change: Partial<FindingRow>,
): Promise<boolean> {
  return (await asking.rows(FindingTable).update({ id, status: 'candidate' }, change)).affected === 1;
}

export const measuresOf = async (asking: Asking, incident: string): Promise<MeasureRow[]> =>
  (await asking.rows(MeasureTable).find({ where: { incident }, order: { at: 'ASC', id: 'ASC' } })).map(
    present,
  );

export const insertMeasure = (asking: Asking, row: MeasureRow): Promise<unknown> =>
  asking.rows(MeasureTable).insert(row);

/** What other folders hang on incidents, read for the whole item; they keep the rows themselves. */
export const linkedIds = async (
  asking: Asking,
  tableName: 'alarms' | 'evidence',
  incident: string,
): Promise<string[]> =>
  (
    await asking.query<{ id: string }>(`SELECT "id" FROM "${tableName}" WHERE "incident" = ? ORDER BY "id"`, [
      incident,
    ])
  ).map((row) => row.id);

export const linkedPackets = (asking: Asking, incident: string): Promise<{ id: string; state: string }[]> =>
  asking.query('SELECT "id", "state" FROM "packets" WHERE "incident" = ? ORDER BY "id"', [incident]);
