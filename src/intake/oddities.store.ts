/** The rows of what was not understood. */
import type { Asking } from '../storage/unit.js';
import { shownPayload, type OddityCount, type OddityDetail, type OddityItem } from './oddity.js';

type Nullable<T> = { readonly [Key in keyof T]: T[Key] | null };
/** PostgreSQL gives large numbers as text. */
type Row = Omit<Nullable<Required<OddityItem>>, 'seq' | 'bytes'> & {
  readonly seq: number | string | null;
  readonly bytes: number | string;
};

/** What has a name of its own stands among the events, what has none or shares it among the oddities; each is in the order of its index. */
interface Source {
  readonly from: string;
  readonly where: readonly string[];
  readonly kind: string;
  readonly hash: string;
  readonly why: string;
}
const sources: readonly Source[] = [
  { from: 'oddities', where: [], kind: '"kind"', hash: '"sha256"', why: '"why"' },
  {
    from: 'events',
    where: [`"outcome" = 'malformed'`],
    kind: `'malformed'`,
    hash: '"content"',
    why: 'NULL',
  },
];
const columns = ({ kind, hash, why }: Source): string =>
  `"device", ${kind} AS "kind", ${hash} AS "sha256", "boot", "seq", ${why} AS "why", "receivedAt", "alarm", LENGTH("payload") AS "bytes"`;

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
  const values = [
    ...(device === undefined ? [] : [device]),
    ...(after === undefined ? [] : [after.at, after.sha256]),
  ];
  const found = await Promise.all(
    sources.map((source) => {
      const where = [
        ...source.where,
        ...(device === undefined ? [] : ['"device" = ?']),
        ...(after === undefined ? [] : [`("receivedAt", ${source.hash}) < (?, ?)`]),
      ];
      return asking.query<Row>(
        `SELECT ${columns(source)} FROM "${source.from}" ${where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`}
         ORDER BY "receivedAt" DESC, ${source.hash} DESC LIMIT ?`,
        [...values, limit],
      );
    }),
  );
  const place = ({ receivedAt, sha256 }: Row): string => `${receivedAt} ${sha256}`;
  return found
    .flat()
    .toSorted((a, b) => (place(a) < place(b) ? 1 : -1))
    .slice(0, limit)
    .map(itemOf);
}

export async function oddityNamed(
  asking: Asking,
  device: string,
  kind: string,
  sha256: string,
): Promise<OddityDetail | undefined> {
  for (const source of sources) {
    const where = [...source.where, '"device" = ?', `${source.kind} = ?`, `${source.hash} = ?`];
    const [row] = await asking.query<Row & { payload: Uint8Array }>(
      `SELECT ${columns(source)}, "payload" FROM "${source.from}" WHERE ${where.join(' AND ')}`,
      [device, kind, sha256],
    );
    if (row === undefined) continue;
    const { payload, ...rest } = row;
    return { ...itemOf(rest), ...shownPayload(payload) };
  }
  return undefined;
}

export async function oddityCounts(asking: Asking): Promise<OddityCount[]> {
  const rows = await asking.query<Omit<OddityCount, 'count'> & { count: number | string }>(
    `SELECT "device", "kind", "count", "lastAt" FROM "oddityCounts" ORDER BY "count" DESC, "device", "kind"`,
  );
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}
