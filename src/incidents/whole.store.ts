/** Reads an incident with those merged into it, as whoever works on it must see it. */
import { conflict, missing } from '../kernel/errors.js';
import type { Asking } from '../storage/unit.js';
import {
  findingsOf,
  incidentWith,
  mergedInto,
  type FindingRow,
  type IncidentRow,
} from './incidents.store.js';
import { isOnBoard } from './life.js';

export interface Whole {
  readonly incident: IncidentRow;
  /** its own id and those merged into it */
  readonly ids: readonly string[];
  readonly findings: readonly FindingRow[];
}

/** @throws INCIDENT_MISSING */
export async function mustBeIncident(asking: Asking, id: string): Promise<IncidentRow> {
  const row = await incidentWith(asking, id);
  if (row === undefined) throw missing('INCIDENT_MISSING', 'there is no such incident');
  return row;
}

/** The incident, or the one that it was merged into. @throws INCIDENT_MISSING */
export async function wholeOf(asking: Asking, id: string): Promise<Whole> {
  const row = await mustBeIncident(asking, id);
  const incident = row.mergedInto === undefined ? row : await mustBeIncident(asking, row.mergedInto);
  const ids = [incident.id, ...(await mergedInto(asking, incident.id))];
  return { incident, ids, findings: await findingsOf(asking, ids) };
}

/** The same, still being worked on. @throws INCIDENT_MISSING; `conflict` INCIDENT_ENDED */
export async function workedWhole(asking: Asking, id: string): Promise<Whole> {
  const whole = await wholeOf(asking, id);
  if (!isOnBoard(whole.incident.state))
    throw conflict('INCIDENT_ENDED', `the incident is ${whole.incident.state}: reopen it first`, {
      state: whole.incident.state,
    });
  return whole;
}
