/** The rows of packets. */
import { json, key, large, present, table, text, whole } from '../storage/entity.js';
import type { Asking } from '../storage/unit.js';
import type { PacketRow } from './packet-order.js';

export const PacketTable = table<PacketRow>('packets', {
  id: key,
  incident: text,
  state: text,
  asked: json,
  askedSession: text,
  approved: json,
  refused: json,
  sealedAt: text,
  handedOver: json,
  sha256: text,
  sm3: text,
  bytes: large,
  failed: json,
  missing: json,
  letter: json,
  treeSize: whole,
  sealing: json,
});

export async function packetWith(asking: Asking, id: string): Promise<PacketRow | undefined> {
  const row = await asking.rows(PacketTable).findOneBy({ id });
  return row === null ? undefined : present(row);
}

/** Newest first. */
export const listPackets = async (asking: Asking, incident: string | undefined): Promise<PacketRow[]> =>
  (
    await asking
      .rows(PacketTable)
      .find({ where: incident === undefined ? {} : { incident }, order: { id: 'DESC' }, take: 500 })
  ).map(present);

export const insertPacket = (asking: Asking, row: PacketRow): Promise<unknown> =>
  asking.rows(PacketTable).insert(row);

/** Guarded. @returns whether it was in that state */
export async function stepPacket(
  asking: Asking,
  id: string,
  from: PacketRow['state'],
  change: Partial<PacketRow>,
): Promise<boolean> {
  return (await asking.rows(PacketTable).update({ id, state: from }, change)).affected === 1;
}

/** Approved and not yet built, oldest first: work that a restart must not forget. */
export const toBuild = async (asking: Asking): Promise<PacketRow[]> =>
  (await asking.rows(PacketTable).find({ where: { state: 'approved' }, order: { id: 'ASC' } })).map(present);

/** Each costs a packet a proof of its own. */
const mostProven = 1_000;

/** The sizes of the ledger that earlier packets prove, the newest of them where there are very many. */
export async function provenSizes(asking: Asking): Promise<number[]> {
  const rows = await asking.query<{ treeSize: number }>(
    `SELECT DISTINCT "treeSize" FROM "packets" WHERE "treeSize" IS NOT NULL ORDER BY "treeSize" DESC LIMIT ?`,
    [mostProven],
  );
  return rows.map(({ treeSize }) => treeSize).toReversed();
}
