/** Tests of a button's whole way, and when each button is due for one. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ButtonTests1790000700102 implements MigrationInterface {
  readonly name = 'ButtonTests1790000700102';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE "buttonTests" (
      "id" TEXT PRIMARY KEY,
      "device" TEXT NOT NULL,
      "place" TEXT NOT NULL,
      "opened" TEXT NOT NULL,
      "until" TEXT NOT NULL,
      "pressedAt" TEXT,
      "boot" TEXT,
      "seq" BIGINT,
      "receiptedAt" TEXT,
      "shown" TEXT,
      "sounded" TEXT,
      "endedAt" TEXT,
      "outcome" TEXT
    )`);
    // One at a time of each button; every press asks for it.
    await runner.query(
      `CREATE UNIQUE INDEX "buttonTestsRunning" ON "buttonTests" ("device") WHERE "endedAt" IS NULL`,
    );
    await runner.query(`CREATE INDEX "buttonTestsByDevice" ON "buttonTests" ("device", "id")`);
    await runner.query(`CREATE TABLE "buttonTestsDue" ("device" TEXT PRIMARY KEY, "dueAt" TEXT NOT NULL)`);
  }

  async down(): Promise<void> {
    throw new Error('evidence is never migrated away; restore a backup instead');
  }
}
