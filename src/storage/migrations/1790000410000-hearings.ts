/** The timetable of hearings. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Hearings1790000410000 implements MigrationInterface {
  readonly name = 'Hearings1790000410000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "hearings" ("id" VARCHAR PRIMARY KEY, "place" VARCHAR NOT NULL, "startsAt" VARCHAR NOT NULL,
         "endsAt" VARCHAR NOT NULL, "caseNumber" TEXT, "cause" TEXT, "judge" TEXT, "parties" TEXT NOT NULL, "risk" VARCHAR,
         "source" VARCHAR NOT NULL)`,
    );
    await runner.query(`CREATE INDEX "hearingsByTime" ON "hearings" ("startsAt")`);
  }

  async down(): Promise<void> {
    throw new Error('evidence is never migrated away; restore a backup instead');
  }
}
