/** The rows of incidents, findings and measures. */
import { json, key, present, table, text } from '../storage/entity.js';
import type { Asking } from '../storage/unit.js';
import type { FindingItem, IncidentItem, IncidentState, MeasureItem } from './incident.js';
import { boardStates } from './life.js';

/** The incident's own row; alarms, findings, measures, evidence and packets are joined when it is read. */
export type IncidentRow = Omit<
  IncidentItem,
  'alarms' | 'findings' | 'measures' | 'evidence' | 'packets' | 'merged'
> & {
  readonly signals: readonly unknown[];
  /** of one that was merged: the state it goes back to */
  readonly stateBefore?: IncidentState;
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
  primary: text,
  exit: json,
  limitNearAt: text,
  mergedInto: text,
  stateBefore: text,
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
  proofs: json,
  particulars: json,
  decided: json,
  reason: json,
  replaced: json,
  replaces: text,
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
  codes: json,
  lawVersion: text,
  orderedBy: json,
  executedBy: json,
  told: json,
  toldAt: text,
  startedAt: text,
  endedAt: text,
  injuries: json,
  force: json,
  recordings: json,
  decision: json,
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

/** Incidents that still need somebody: the board's. */
export const openIncidents = async (asking: Asking): Promise<IncidentRow[]> =>
  (
    await asking
      .rows(IncidentTable)
      .find({ where: boardStates.map((state) => ({ state })), order: { openedAt: 'ASC', id: 'ASC' } })
  ).map(present);

/** The ids of the incidents merged into this one. */
export const mergedInto = async (asking: Asking, id: string): Promise<string[]> =>
  (
    await asking.query<{ id: string }>(`SELECT "id" FROM "incidents" WHERE "mergedInto" = ? ORDER BY "id"`, [
      id,
    ])
  ).map((row) => row.id);

/** Takes columns back to null, which an update with absent members does not. */
export const clearOf = (
  asking: Asking,
  id: string,
  columns: readonly ('exit' | 'mergedInto' | 'stateBefore' | 'primary' | 'limitNearAt')[],
): Promise<unknown> =>
  asking.query(
    `UPDATE "incidents" SET ${columns.map((column) => `"${column}" = NULL`).join(', ')} WHERE "id" = ?`,
    [id],
  );

/** Those opened in a place in a span of time: what may belong together. */
export const incidentsNear = async (
  asking: Asking,
  place: string,
  from: string,
  to: string,
): Promise<IncidentRow[]> =>
  (
    await asking
      .rows(IncidentTable)
      .createQueryBuilder('incident')
      .where('incident.place = :place AND incident.openedAt >= :from AND incident.openedAt <= :to', {
        place,
        from,
        to,
      })
      .orderBy('incident.openedAt', 'DESC')
      .limit(20)
      .getMany()
  ).map(present);

export async function findingWith(asking: Asking, id: string): Promise<FindingRow | undefined> {
  const row = await asking.rows(FindingTable).findOneBy({ id });
  return row === null ? undefined : present(row);
}

export const findingsOf = async (asking: Asking, incidents: readonly string[]): Promise<FindingRow[]> =>
  (
    await asking
      .rows(FindingTable)
      .find({ where: incidents.map((incident) => ({ incident })), order: { id: 'ASC' } })
  ).map(present);

export const insertFinding = (asking: Asking, row: FindingRow): Promise<unknown> =>
  asking.rows(FindingTable).insert(row);

/** Guarded: only what still has the status can be decided. @returns whether it had */
export async function decideFinding(
  asking: Asking,
  id: string,
  status: FindingItem['status'],
  change: Partial<FindingRow>,
): Promise<boolean> {
  return (await asking.rows(FindingTable).update({ id, status }, change)).affected === 1;
}

export const measuresOf = async (asking: Asking, incidents: readonly string[]): Promise<MeasureRow[]> =>
  (
    await asking
      .rows(MeasureTable)
      .find({ where: incidents.map((incident) => ({ incident })), order: { at: 'ASC', id: 'ASC' } })
  ).map(present);

export async function measureWith(asking: Asking, id: string): Promise<MeasureRow | undefined> {
  const row = await asking.rows(MeasureTable).findOneBy({ id });
  return row === null ? undefined : present(row);
}

export const insertMeasure = (asking: Asking, row: MeasureRow): Promise<unknown> =>
  asking.rows(MeasureTable).insert(row);

export const changeMeasure = (asking: Asking, id: string, change: Partial<MeasureRow>): Promise<unknown> =>
  asking.rows(MeasureTable).update({ id }, change);

/** What other folders hang on incidents, read for the whole item; they keep the rows themselves. */
export const linkedIds = async (
  asking: Asking,
  tableName: 'alarms' | 'evidence',
  incidents: readonly string[],
): Promise<string[]> =>
  (
    await asking.query<{ id: string }>(
      `SELECT "id" FROM "${tableName}" WHERE "incident" IN (${marks(incidents)}) ORDER BY "id"`,
      incidents,
    )
  ).map((row) => row.id);

export const linkedPackets = (
  asking: Asking,
  incidents: readonly string[],
): Promise<{ id: string; state: string }[]> =>
  asking.query(
    `SELECT "id", "state" FROM "packets" WHERE "incident" IN (${marks(incidents)}) ORDER BY "id"`,
    incidents,
  );

const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ');
