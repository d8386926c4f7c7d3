/** The drawing of the plan, and where devices stand on it. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Plan1790000400100 implements MigrationInterface {
  readonly name = 'Plan1790000400100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "drawings" ("id" VARCHAR PRIMARY KEY, "svg" TEXT NOT NULL, "sha256" VARCHAR NOT NULL, "at" VARCHAR NOT NULL)`,
    );
    await runner.query(
      `CREATE TABLE "spots" ("device" VARCHAR PRIMARY KEY, "x" INTEGER NOT NULL, "y" INTEGER NOT NULL)`,
    );
  }

  async down(): Promise<void> {
    throw new Error('evidence is never migrated away; restore a backup instead');
  }
}
