/** Marks on recordings, how each recorder stands, clips that are due, and the sealed register of interference. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const statements = [
  `ALTER TABLE "clips" ADD COLUMN "dueAt" VARCHAR`,
  `ALTER TABLE "clips" ADD COLUMN "sealed" INTEGER`,
  `ALTER TABLE "clips" ADD COLUMN "caseNumber" TEXT`,
  `CREATE INDEX "clipsDue" ON "clips" ("state", "dueAt")`,
  `CREATE INDEX "clipsOfDevice" ON "clips" ("device", "startedAt")`,
  `ALTER TABLE "evidence" ADD COLUMN "sealed" INTEGER`,
  `ALTER TABLE "evidence" ADD COLUMN "kept" TEXT`,
  `CREATE TABLE "marks" ("id" VARCHAR PRIMARY KEY, "device" VARCHAR NOT NULL, "from" VARCHAR NOT NULL, "to" VARCHAR NOT NULL, "tag" VARCHAR,
     "note" TEXT, "at" VARCHAR NOT NULL, "by" TEXT NOT NULL)`,
  `CREATE INDEX "marksOfDevice" ON "marks" ("device", "from")`,
  `CREATE TABLE "recorders" ("id" VARCHAR PRIMARY KEY, "recording" INTEGER NOT NULL, "onCall" INTEGER, "since" VARCHAR NOT NULL, "reason" VARCHAR,
     "freePercent" INTEGER, "asked" TEXT)`,
  `CREATE TABLE "seals" ("id" VARCHAR PRIMARY KEY, "device" VARCHAR NOT NULL, "from" VARCHAR NOT NULL, "to" VARCHAR NOT NULL)`,
  `CREATE INDEX "sealsOfDevice" ON "seals" ("device", "from")`,
  `CREATE TABLE "interference" ("id" VARCHAR PRIMARY KEY, "tag" VARCHAR NOT NULL, "at" VARCHAR NOT NULL, "by" TEXT NOT NULL, "channel" VARCHAR,
     "happenedAt" VARCHAR NOT NULL, "device" VARCHAR, "from" VARCHAR, "to" VARCHAR, "who" TEXT, "unit" TEXT, "caseNumber" TEXT, "content" TEXT)`,
  `CREATE INDEX "interferenceByTime" ON "interference" ("at", "id")`,
];

export class RecordingsAndInterference1790000700002 implements MigrationInterface {
  readonly name = 'RecordingsAndInterference1790000700002';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('evidence is never migrated away; restore a backup instead');
  }
}
