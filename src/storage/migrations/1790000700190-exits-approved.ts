/** Side exits that wait for a second person wait where all acts of two people do. */
import { randomBytes } from 'node:crypto';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { newIdentifier } from '../../kernel/identifiers.js';
import { toMs } from '../../kernel/clock.js';

interface Asked {
  readonly kind: string;
  readonly at: string;
  readonly by: object;
  readonly reason: object;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** The sign-in was not noted then: no sign-in is the same. */
function moved({ id, exit }: { readonly id: string; readonly exit: string }): string {
  const { kind, at, by, reason } = JSON.parse(exit) as Asked;
  const approval = newIdentifier(toMs(at), { bytes: randomBytes });
  const values = [
    ...[approval, 'incident.exit', id, JSON.stringify({ exit: kind }), JSON.stringify(reason)],
    ...[JSON.stringify({ at, by }), '', 'asked'],
  ];
  return `INSERT INTO "approvals" ("id", "kind", "subject", "about", "why", "asked", "askedSession", "state")
    VALUES (${values.map(quoted).join(', ')})`;
}

export class ExitsApproved1790000700190 implements MigrationInterface {
  readonly name = 'ExitsApproved1790000700190';

  async up(runner: QueryRunner): Promise<void> {
    const waiting = (await runner.query(
      `SELECT "id", "exit" FROM "incidents" WHERE "exit" IS NOT NULL AND "state" IN ('open', 'evidence-locked', 'reviewed', 'merged')`,
    )) as { id: string; exit: string }[];
    for (const row of waiting) await runner.query(moved(row));
    await runner.query(`ALTER TABLE "incidents" DROP COLUMN "exit"`);
  }

  async down(): Promise<void> {
    throw new Error('evidence is never migrated away; restore a backup instead');
  }
}
