/** Shelves, floods, what officers do at an alarm, and how troubles are told of. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const statements = [
  `ALTER TABLE "troubles" ADD COLUMN "annunciation" VARCHAR`,
  `CREATE INDEX "troublesByTime" ON "troubles" ("raisedAt")`,
  `CREATE TABLE "shelves" ("id" VARCHAR PRIMARY KEY, "mode" VARCHAR NOT NULL, "device" VARCHAR NOT NULL, "kind" VARCHAR,
     "until" VARCHAR NOT NULL, "reason" TEXT NOT NULL, "state" VARCHAR NOT NULL, "session" VARCHAR NOT NULL, "asked" TEXT NOT NULL,
     "approved" TEXT, "ended" TEXT)`,
  `CREATE INDEX "shelvesStanding" ON "shelves" ("device") WHERE "state" <> 'ended'`,
  `CREATE TABLE "floods" ("since" VARCHAR PRIMARY KEY, "count" INTEGER NOT NULL, "until" VARCHAR)`,
  `ALTER TABLE "alarms" ADD COLUMN "officers" TEXT`,
];

export class Annunciation1790000420000 implements MigrationInterface {
  readonly name = 'Annunciation1790000420000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('evidence is never migrated away; restore a backup instead');
  }
}
