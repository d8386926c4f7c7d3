/** When the police closed an incident, and how: the board says it of the incident itself. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PoliceClosed1790000700220 implements MigrationInterface {
  readonly name = 'PoliceClosed1790000700220';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "incidents" ADD COLUMN "policeClosed" TEXT');
    // With what result is in the ledger, and was never in a row.
    await runner.query(
      `UPDATE "incidents" SET "policeClosed" =
         (SELECT '{"at":"' || "at" || '"}' FROM "exchanges"
          WHERE "incident" = "incidents"."id" AND "state" = 'closed')`,
    );
  }

  async down(): Promise<void> {
    throw new Error('evidence is never migrated away; restore a backup instead');
  }
}
