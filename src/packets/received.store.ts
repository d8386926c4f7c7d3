/** The rows of which parts of a packet readers have had. */
import type { Asking } from '../storage/unit.js';
import type { Part } from './received.js';

export async function partsOf(asking: Asking, reader: string): Promise<Part[]> {
  const rows = await asking.query<{ from: number | string; to: number | string }>(
    'SELECT "from", "to" FROM "packetParts" WHERE "reader" = ?',
    [reader],
  );
  return rows.map(({ from, to }) => ({ from: Number(from), to: Number(to) }));
}

/** In the place of what stood there. */
export async function putParts(asking: Asking, reader: string, parts: readonly Part[]): Promise<void> {
  await asking.query('DELETE FROM "packetParts" WHERE "reader" = ?', [reader]);
  for (const { from, to } of parts)
    await asking.query('INSERT INTO "packetParts" ("reader", "from", "to") VALUES (?, ?, ?)', [
      reader,
      from,
      to,
    ]);
}
