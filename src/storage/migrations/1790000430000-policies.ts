/** Escalation policies. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Policies1790000430000 implements MigrationInterface {
  readonly name = 'Policies1790000430000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "policies" ("id" VARCHAR PRIMARY KEY, "name" VARCHAR NOT NULL, "places" TEXT NOT NULL, "steps" TEXT NOT NULL)`,
    );
    await runner.query(`CREATE INDEX "dutyByTime" ON "duty" ("until", "since")`);
  }

  async down(): Promise<void> {
    throw new Error('evidence is never migrated away; restore a backup instead');
  }
}
