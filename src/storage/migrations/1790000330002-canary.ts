/** The canary's one row. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Canary1790000330002 implements MigrationInterface {
  readonly name = 'Canary1790000330002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "canary" ("id" VARCHAR PRIMARY KEY, "boot" VARCHAR NOT NULL, "seq" BIGINT NOT NULL,
         "receivedAt" VARCHAR NOT NULL, "failingSince" VARCHAR)`,
    );
  }

  async down(): Promise<void> {
    throw new Error('evidence is never migrated away; restore a backup instead');
  }
}
