/** Planned drills, and which alarms and incidents are a drill's. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Drills1790000700160 implements MigrationInterface {
  readonly name = 'Drills1790000700160';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "drills" (
      "id" TEXT PRIMARY KEY,
      "state" TEXT NOT NULL,
      "places" TEXT NOT NULL,
      "presses" TEXT NOT NULL,
      "startsAt" TEXT NOT NULL,
      "until" TEXT NOT NULL,
      "beginsItself" INTEGER NOT NULL,
      "sirens" INTEGER NOT NULL,
      "practised" TEXT NOT NULL,
      "informed" TEXT NOT NULL,
      "planned" TEXT NOT NULL,
      "begun" TEXT,
      "ended" TEXT,
      "pressed" TEXT NOT NULL
    )`);
    // One runs at a time; every press of a button asks for it.
    await runner.query(`CREATE UNIQUE INDEX "drillRunning" ON "drills" ("state") WHERE "state" = 'running'`);
    await runner.query(`CREATE INDEX "drillsPlanned" ON "drills" ("startsAt") WHERE "state" = 'planned'`);
    await runner.query(`ALTER TABLE "alarms" ADD COLUMN "drill" TEXT`);
    await runner.query(`ALTER TABLE "alarms" ADD COLUMN "madeReal" TEXT`);
    await runner.query(`CREATE INDEX "alarmsOfDrills" ON "alarms" ("drill") WHERE "drill" IS NOT NULL`);
    await runner.query(`ALTER TABLE "incidents" ADD COLUMN "drill" TEXT`);
  }

  async down(): Promise<void> {
    throw new Error('evidence is never migrated away; restore a backup instead');
  }
}
