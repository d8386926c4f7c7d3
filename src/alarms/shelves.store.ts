/** The rows of shelves, and of what they keep silent. */
import { In } from 'typeorm';
import { json, key, present, table, text } from '../storage/entity.js';
import type { Asking } from '../storage/unit.js';
import type { Annunciation, AlarmItem, TroubleItem } from './alarm.js';
import { AlarmTable, TroubleTable } from './alarms.store.js';
import { covers, type ShelfItem } from './shelf.js';

export interface ShelfRow extends ShelfItem {
  /** the sign-in that asked: the same one cannot be the second person */
  readonly session: string;
}

export const ShelfTable = table<ShelfRow>('shelves', {
  id: key,
  mode: text,
  device: text,
  kind: text,
  until: text,
  reason: json,
  state: text,
  session: text,
  asked: json,
  approved: json,
  ended: json,
});

export async function shelfWith(asking: Asking, id: string): Promise<ShelfRow | undefined> {
  const row = await asking.rows(ShelfTable).findOneBy({ id });
  return row === null ? undefined : present(row);
}

export const openShelves = async (asking: Asking): Promise<ShelfRow[]> =>
  (
    await asking.rows(ShelfTable).find({ where: { state: In(['asked', 'standing']) }, order: { id: 'ASC' } })
  ).map(present);

/** The state in which something of this device begins while a shelf stands over it. */
export async function silencedAs(
  asking: Asking,
  device: string | undefined,
  kind: string,
): Promise<ShelfItem['mode'] | undefined> {
  if (device === undefined) return undefined;
  // Spelled out, so that the small index serves it: every press asks.
  const open = await asking.query<Pick<ShelfItem, 'mode' | 'state'> & { kind: string | null }>(
    `SELECT "mode", "kind", "state" FROM "shelves" WHERE "device" = ? AND "state" <> 'ended'`,
    [device],
  );
  const over = open.filter(
    (shelf) => shelf.state === 'standing' && covers({ mode: shelf.mode, kind: shelf.kind ?? '' }, kind),
  );
  return over.find(({ mode }) => mode === 'out-of-service')?.mode ?? over[0]?.mode;
}

/** The open alarms and troubles of a device. */
export async function openOf(
  asking: Asking,
  device: string,
): Promise<{ alarms: AlarmItem[]; troubles: TroubleItem[] }> {
  const alarms = await asking
    .rows(AlarmTable)
    .createQueryBuilder('alarm')
    .where("alarm.response <> 'closed' AND alarm.device = :device", { device })
    .orderBy('alarm.id', 'ASC')
    .getMany();
  const troubles = await asking
    .rows(TroubleTable)
    .createQueryBuilder('trouble')
    .where('trouble.clearedAt IS NULL AND trouble.device = :device', { device })
    .orderBy('trouble.id', 'ASC')
    .getMany();
  return { alarms: alarms.map(present), troubles: troubles.map(present) };
}

export async function annunciate(
  asking: Asking,
  what: 'alarms' | 'troubles',
  ids: readonly string[],
  annunciation: Annunciation,
): Promise<void> {
  for (const id of ids)
    await asking.query(`UPDATE "${what}" SET "annunciation" = ? WHERE "id" = ?`, [annunciation, id]);
}
