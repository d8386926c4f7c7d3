/** Slips and the watch list; lanes learn who is on them and whether they were checked. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const statements = [
  `ALTER TABLE "lanes" ADD COLUMN "usedSince" VARCHAR`,
  `ALTER TABLE "lanes" ADD COLUMN "operators" TEXT`,
  `ALTER TABLE "lanes" ADD COLUMN "checked" TEXT`,
  `ALTER TABLE "lanes" ADD COLUMN "waiting" TEXT`,
  `ALTER TABLE "lanes" ADD COLUMN "askedDay" VARCHAR`,
  `ALTER TABLE "passages" ADD COLUMN "waiting" BIGINT`,
  `CREATE INDEX "passagesByTime" ON "passages" ("to")`,
  `ALTER TABLE "screenings" ADD COLUMN "seconds" BIGINT`,
  `ALTER TABLE "screenings" ADD COLUMN "handChecked" INTEGER`,
  `ALTER TABLE "screenings" ADD COLUMN "people" BIGINT`,
  `CREATE INDEX "screeningsByMoment" ON "screenings" ("at")`,

  `CREATE TABLE "slips" ("id" VARCHAR PRIMARY KEY, "day" VARCHAR NOT NULL, "nth" BIGINT NOT NULL, "number" VARCHAR NOT NULL,
     "lane" VARCHAR NOT NULL, "kind" VARCHAR NOT NULL, "state" VARCHAR NOT NULL, "class" VARCHAR, "item" TEXT, "owner" TEXT, "shelf" VARCHAR,
     "photo" VARCHAR, "at" VARCHAR NOT NULL, "by" TEXT NOT NULL, "operators" TEXT NOT NULL, "ended" TEXT, UNIQUE ("day", "nth"))`,
  `CREATE INDEX "slipsOfState" ON "slips" ("state", "at", "id")`,
  `CREATE INDEX "slipsByNumber" ON "slips" ("number")`,

  `CREATE TABLE "watches" ("id" VARCHAR PRIMARY KEY, "name" TEXT NOT NULL, "document" TEXT, "ground" TEXT NOT NULL, "instruction" VARCHAR NOT NULL,
     "until" VARCHAR NOT NULL, "state" VARCHAR NOT NULL, "proposed" TEXT NOT NULL, "session" VARCHAR NOT NULL, "approved" TEXT, "ended" TEXT)`,
  `CREATE INDEX "watchesOfState" ON "watches" ("state", "until")`,
];

export class SlipsAndWatches1790000700001 implements MigrationInterface {
  readonly name = 'SlipsAndWatches1790000700001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('evidence is never migrated away; restore a backup instead');
  }
}
