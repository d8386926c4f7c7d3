/** The rows that say when an incident nears the six-month limit. */
import type { Asking } from '../storage/unit.js';

export interface LimitRow {
  readonly incident: string;
  readonly dueAt: string;
}

/** One row an incident, however often it is set. */
export async function keepLimit(asking: Asking, incident: string, dueAt: string): Promise<void> {
  await takeLimit(asking, incident);
  await asking.query(`INSERT INTO "incidentLimits" ("incident", "dueAt") VALUES (?, ?)`, [incident, dueAt]);
}

export const dueLimits = (asking: Asking, now: string, most: number): Promise<LimitRow[]> =>
  asking.query(
    `SELECT "incident", "dueAt" FROM "incidentLimits" WHERE "dueAt" <= ? ORDER BY "dueAt" LIMIT ?`,
    [now, most],
  );

export const takeLimit = (asking: Asking, incident: string): Promise<unknown> =>
  asking.query(`DELETE FROM "incidentLimits" WHERE "incident" = ?`, [incident]);
