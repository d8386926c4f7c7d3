/** The rows of drills. */
import { flag, json, key, present, table, text } from '../storage/entity.js';
import type { Asking } from '../storage/unit.js';
import type { DrillItem, DrillState } from './drill.js';

export const DrillTable = table<DrillItem>('drills', {
  id: key,
  state: text,
  places: json,
  presses: json,
  startsAt: text,
  until: text,
  beginsItself: flag,
  sirens: flag,
  practised: json,
  informed: json,
  planned: json,
  begun: json,
  ended: json,
  pressed: json,
});

const newestDrills = 100;

export async function drillWith(asking: Asking, id: string): Promise<DrillItem | undefined> {
  const row = await asking.rows(DrillTable).findOneBy({ id });
  return row === null ? undefined : present(row);
}

export async function runningDrill(asking: Asking): Promise<DrillItem | undefined> {
  // Spelled out, so that the small index serves it: every press of a button asks.
  const [row] = await asking.query<{ id: string }>(`SELECT "id" FROM "drills" WHERE "state" = 'running'`);
  return row === undefined ? undefined : drillWith(asking, row.id);
}

export async function plannedDrills(asking: Asking): Promise<DrillItem[]> {
  const planned = await asking.query<{ id: string }>(
    `SELECT "id" FROM "drills" WHERE "state" = 'planned' ORDER BY "startsAt"`,
  );
  const drills = await Promise.all(planned.map(({ id }) => drillWith(asking, id)));
  // Between the two questions one may have begun.
  return drills.flatMap((drill) => (drill?.state === 'planned' ? [drill] : []));
}

/** Newest first. */
export const listDrills = async (asking: Asking): Promise<DrillItem[]> =>
  (await asking.rows(DrillTable).find({ order: { id: 'DESC' }, take: newestDrills })).map(present);

export const insertDrill = (asking: Asking, drill: DrillItem): Promise<unknown> =>
  asking.rows(DrillTable).insert(drill);

/** Guarded by its state. @returns whether it had it */
export async function stepDrill(
  asking: Asking,
  id: string,
  from: DrillState,
  change: Partial<DrillItem>,
): Promise<boolean> {
  const result = await asking.rows(DrillTable).update({ id, state: from }, change);
  return result.affected === 1;
}
