/** The rows of what was not understood. */
import type { Asking } from '../storage/unit.js';
import { shownPayload, type OddityCount, type OddityDetail, type OddityItem } from './oddity.js';

type Nullable<T> = { readonly [Key in keyof T]: T[Key] | null };
/** PostgreSQL gives large numbers as text. */
type Row = Omit<Nullable<Required<OddityItem>>, 'seq' | 'bytes'> & {
  readonly seq: number | string | null;
  readonly bytes: number | string;
};

/** What has a name of its own stands among the events, what has none or shares it among the oddities. */
const notUnderstood = `SELECT "device", "kind", "sha256", "boot", "seq", "why", "receivedAt", "alarm", "payload" FROM "oddities"
  UNION ALL SELECT "device", 'malformed', "content", "boot", "seq", NULL, "receivedAt", "alarm", "payload" FROM "events"
  WHERE "outcome" = 'malformed'`;
const columns = `"device", "kind", "sha256", "boot", "seq", "why", "receivedAt", "alarm", LENGTH("payload") AS "bytes"`;

/** Both databases give null for what is not there. */
const itemOf = (row: Row): OddityItem =>
  ({
    ...Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)),
    bytes: Number(row.bytes),
    ...(row.seq === null ? {} : { seq: Number(row.seq) }),
  }) as unknown as OddityItem;

/** The newest first. @param after of the last row of the page before */
export async function odditiesBefore(
  asking: Asking,
  limit: number,
  device: string | undefined,
  after: { at: string; sha256: string } | undefined,
): Promise<OddityItem[]> {
  const where = [
    ...(device === undefined ? [] : ['"device" = ?']),
    ...(after === undefined ? [] : ['("receivedAt" < ? OR ("receivedAt" = ? AND "sha256" < ?))']),
  ];
  const values = [
    ...(device === undefined ? [] : [device]),
    ...(after === undefined ? [] : [after.at, after.at, after.sha256]),
  ];
  const rows = await asking.query<Row>(
    `SELECT ${columns} FROM (${notUnderstood}) "odd" ${where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`}
     ORDER BY "receivedAt" DESC, "sha256" DESC LIMIT ?`,
    [...values, limit],
  );
  return rows.map(itemOf);
}

export async function oddityNamed(
  asking: Asking,
  device: string,
  kind: string,
  sha256: string,
): Promise<OddityDetail | undefined> {
  const [row] = await asking.query<Row & { payload: Uint8Array }>(
    `SELECT ${columns}, "payload" FROM (${notUnderstood}) "odd" WHERE "device" = ? AND "kind" = ? AND "sha256" = ?`,
    [device, kind, sha256],
  );
  if (row === undefined) return undefined;
  const { payload, ...rest } = row;
  return { ...itemOf(rest), ...shownPayload(payload) };
}

export async function oddityCounts(asking: Asking): Promise<OddityCount[]> {
  const rows = await asking.query<Omit<OddityCount, 'count'> & { count: number | string }>(
    `SELECT "device", "kind", COUNT(*) AS "count", MAX("receivedAt") AS "lastAt" FROM (${notUnderstood}) "odd"
     GROUP BY "device", "kind" ORDER BY COUNT(*) DESC, "device", "kind"`,
  );
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}
