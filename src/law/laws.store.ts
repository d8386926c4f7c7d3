/** The rows of the versions of the law, shipped and loaded. */
import type { Actor } from '../kernel/actor.js';
import type { Asking } from '../storage/unit.js';

export interface LoadedLaw {
  readonly version: string;
  readonly content: string;
  readonly sha256: string;
  readonly loadedAt: string;
  readonly by: Actor;
}

type Row = Omit<LoadedLaw, 'by'> & { readonly by: string };

export const loadedLaws = async (asking: Asking): Promise<LoadedLaw[]> =>
  (
    await asking.query<Row>(
      `SELECT "version", "content", "sha256", "loadedAt", "by" FROM "laws" ORDER BY "loadedAt", "version"`,
    )
  ).map((row) => ({ ...row, by: JSON.parse(row.by) as Actor }));

export const insertLaw = (asking: Asking, law: LoadedLaw, inForceFrom: string): Promise<unknown> =>
  asking.query(
    `INSERT INTO "laws" ("version", "inForceFrom", "content", "sha256", "loadedAt", "by") VALUES (?, ?, ?, ?, ?, ?)`,
    [law.version, inForceFrom, law.content, law.sha256, law.loadedAt, JSON.stringify(law.by)],
  );
