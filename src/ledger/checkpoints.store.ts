/** The rows of signed checkpoints, of witnesses' cosignatures, and of the public keys that signed. */
import { key, present, table, text } from '../storage/entity.js';
import type { Asking } from '../storage/unit.js';
import type { Cosignature } from './witness.js';

export interface KeyRow {
  readonly id: string;
  readonly kind: 'ledger' | 'packet' | 'sm2';
  readonly name: string;
  readonly pem: string;
  readonly since: string;
  readonly until?: string;
}

export const KeyTable = table<KeyRow>('keys', {
  id: key,
  kind: text,
  name: text,
  pem: text,
  since: text,
  until: text,
});

/** The ledger key in use first, then older ones, then the packet keys, then those for SM2. */
export async function allKeys(asking: Asking): Promise<KeyRow[]> {
  const rows = (await asking.rows(KeyTable).find({ order: { kind: 'ASC', since: 'DESC' } })).map(present);
  return rows
    .toSorted((a, b) => Number(a.until !== undefined) - Number(b.until !== undefined))
    .toSorted((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0));
}

export async function knowKey(asking: Asking, row: KeyRow): Promise<boolean> {
  if ((await asking.rows(KeyTable).findOneBy({ id: row.id })) !== null) return false;
  await asking.rows(KeyTable).insert(row);
  return true;
}

/** Ends a key's time; one that ended earlier stays ended. */
export async function endKey(asking: Asking, id: string, until: string): Promise<boolean> {
  const rows = await asking.query(
    'UPDATE "keys" SET "until" = ? WHERE "id" = ? AND ("until" IS NULL OR "until" > ?) RETURNING "id"',
    [until, id, until],
  );
  return rows.length > 0;
}

export interface CheckpointRow {
  readonly size: number;
  readonly at: string;
  readonly note: string;
}

export const keepCheckpoint = (asking: Asking, row: CheckpointRow): Promise<unknown> =>
  asking.query(
    'INSERT INTO "checkpoints" ("size", "at", "note") VALUES (?, ?, ?) ON CONFLICT ("size") DO NOTHING',
    [row.size, row.at, row.note],
  );

export async function newestCheckpoint(asking: Asking): Promise<CheckpointRow | undefined> {
  return (
    await asking.query<CheckpointRow>(
      'SELECT "size", "at", "note" FROM "checkpoints" ORDER BY "size" DESC LIMIT 1',
    )
  )[0];
}

export async function checkpointAt(asking: Asking, size: number): Promise<CheckpointRow | undefined> {
  return (
    await asking.query<CheckpointRow>('SELECT "size", "at", "note" FROM "checkpoints" WHERE "size" = ?', [
      size,
    ])
  )[0];
}

/** The first cosignature of a witness on a checkpoint stays. */
export const keepCosignature = (
  asking: Asking,
  size: number,
  { witness, at, line }: Cosignature,
): Promise<unknown> =>
  asking.query(
    'INSERT INTO "cosignatures" ("size", "witness", "at", "line") VALUES (?, ?, ?, ?) ON CONFLICT ("size", "witness") DO NOTHING',
    [size, witness, at, line],
  );

/** The newest checkpoint that a witness cosigned. */
export async function lastCosignature(
  asking: Asking,
  witness: string,
): Promise<{ readonly size: number; readonly at: string } | undefined> {
  const [row] = await asking.query<{ size: number | string; at: string }>(
    'SELECT "size", "at" FROM "cosignatures" WHERE "witness" = ? ORDER BY "size" DESC LIMIT 1',
    [witness],
  );
  return row === undefined ? undefined : { size: Number(row.size), at: row.at };
}

export const cosignaturesAt = (asking: Asking, size: number): Promise<Cosignature[]> =>
  asking.query<Cosignature>(
    'SELECT "witness", "at", "line" FROM "cosignatures" WHERE "size" = ? ORDER BY "witness"',
    [size],
  );
