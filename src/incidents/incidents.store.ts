/** The rows of incidents, findings and measures. */
import { In } from 'typeorm';
import type { Instant } from '../kernel/clock.js';
import { json, key, present, table, text } from '../storage/entity.js';
import type { Asking } from '../storage/unit.js';
import type { FindingItem, IncidentItem, IncidentState, MeasureItem } from './incident.js';
import { boardStates } from './life.js';

/** The incident's own row; alarms, findings, measures, evidence and packets are joined when it is read. */
export type IncidentRow = Omit<
  IncidentItem,
  'alarms' | 'findings' | 'measures' | 'evidence' | 'packets' | 'merged' | 'exit'
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
  drill: text,
  report: json,
  candidates: json,
  signals: json,
  shared: json,
  accepted: json,
  policeClosed: json,
  shareAskedAt: text,
  care: json,
  primary: text,
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

/** Which incidents are wanted; what is left out is not asked for. */
export interface IncidentWish {
  readonly place?: string | undefined;
  readonly state?: IncidentState | undefined;
  /** opened then or later */
  readonly from?: Instant | undefined;
  /** opened before */
  readonly until?: Instant | undefined;
}

const conditions: Readonly<Record<keyof IncidentWish, string>> = {
  place: 'incident.place = :place',
  state: 'incident.state = :state',
  from: 'incident.openedAt >= :from',
  until: 'incident.openedAt < :until',
};

export async function listIncidents(
  asking: Asking,
  limit: number,
  after: { at: string; id: string } | undefined,
  wish: IncidentWish = {},
): Promise<IncidentRow[]> {
  const query = asking
    .rows(IncidentTable)
    .createQueryBuilder('incident')
    .orderBy('incident.openedAt', 'DESC')
    .addOrderBy('incident.id', 'DESC')
    .limit(limit);
  if (after !== undefined) query.andWhere('(incident.openedAt, incident.id) < (:at, :id)', after);
  for (const name of ['place', 'state', 'from', 'until'] as const)
    if (wish[name] !== undefined) query.andWhere(conditions[name], { [name]: wish[name] });
  return (await query.getMany()).map(present);
}

/** Newest first. */
export async function incidentsNamed(asking: Asking, ids: readonly string[]): Promise<IncidentRow[]> {
  if (ids.length === 0) return [];
  const rows = await asking.rows(IncidentTable).findBy({ id: In([...ids]) });
  return rows.map(present).toSorted((a, b) => (placeOf(a) < placeOf(b) ? 1 : -1));
}
const placeOf = ({ openedAt, id }: IncidentRow): string => `${openedAt} ${id}`;

/** Incidents that still need somebody: the board's. */
export const openIncidents = async (asking: Asking): Promise<IncidentRow[]> =>
  (
    await asking
      .rows(IncidentTable)
      .find({ where: boardStates.map((state) => ({ state })), order: { openedAt: 'ASC', id: 'ASC' } })
  ).map(present);

/** The ids of the incidents merged into this one. */
export const mergedInto = async (asking: Asking, id: string): Promise<string[]> =>
  (await mergedIntoSome(asking, [id])).map((row) => row.id);

export const mergedIntoSome = (
  asking: Asking,
  ids: readonly string[],
): Promise<{ id: string; mergedInto: string }[]> =>
  asking.query(
    `SELECT "id", "mergedInto" FROM "incidents" WHERE "mergedInto" IN (${marks(ids)}) ORDER BY "id"`,
    ids,
  );

/** Takes columns back to null, which an update with absent members does not. */
export const clearOf = (
  asking: Asking,
  id: string,
  columns: readonly ('mergedInto' | 'stateBefore' | 'primary' | 'limitNearAt' | 'drill')[],
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
    await asking.rows(FindingTable).find({ where: { incident: In([...incidents]) }, order: { id: 'ASC' } })
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
      .find({ where: { incident: In([...incidents]) }, order: { at: 'ASC', id: 'ASC' } })
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
export const linked = (
  asking: Asking,
  tableName: 'alarms' | 'evidence',
  incidents: readonly string[],
): Promise<Linked[]> =>
  asking.query(
    `SELECT "id", "incident" FROM "${tableName}" WHERE "incident" IN (${marks(incidents)}) ORDER BY "id"`,
    incidents,
  );

/** The ids of their exhibits. */
export const exhibitsOf = async (asking: Asking, incidents: readonly string[]): Promise<string[]> =>
  (await linked(asking, 'evidence', incidents)).map(({ id }) => id);

export interface Linked {
  readonly id: string;
  readonly incident: string;
}

export const linkedPackets = (
  asking: Asking,
  incidents: readonly string[],
): Promise<(Linked & { readonly state: string })[]> =>
  asking.query(
    `SELECT "id", "incident", "state" FROM "packets" WHERE "incident" IN (${marks(incidents)}) ORDER BY "id"`,
    incidents,
  );

const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ');
