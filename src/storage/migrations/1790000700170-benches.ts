/** Whose room is whose, and what people flagged and reported. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Benches1790000700170 implements MigrationInterface {
  readonly name = 'Benches1790000700170';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "benches" (
      "id" TEXT PRIMARY KEY,
      "person" TEXT NOT NULL,
      "place" TEXT NOT NULL,
      "since" TEXT NOT NULL,
      "until" TEXT
    )`);
    await runner.query(
      `CREATE UNIQUE INDEX "benchesHeld" ON "benches" ("person", "place") WHERE "until" IS NULL`,
    );
    await runner.query(`CREATE INDEX "benchesByPlace" ON "benches" ("place")`);
    await runner.query(`CREATE INDEX "benchesByPerson" ON "benches" ("person", "place")`);
    await runner.query(`CREATE TABLE "ownCalls" (
      "id" TEXT PRIMARY KEY,
      "kind" TEXT NOT NULL,
      "how" TEXT NOT NULL,
      "at" TEXT NOT NULL,
      "happenedAt" TEXT NOT NULL,
      "place" TEXT,
      "person" TEXT,
      "device" TEXT,
      "from" TEXT,
      "to" TEXT,
      "channel" TEXT,
      "wrote" TEXT,
      "incident" TEXT,
      "readAt" TEXT,
      "releasedAt" TEXT
    )`);
    await runner.query(`CREATE INDEX "ownCallsByPerson" ON "ownCalls" ("person", "at")`);
    await runner.query(`CREATE INDEX "ownCallsByPlace" ON "ownCalls" ("place", "at") WHERE "how" = 'key'`);
  }

  async down(): Promise<void> {
    throw new Error('evidence is never migrated away; restore a backup instead');
  }
}
