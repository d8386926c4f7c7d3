/** Recordings that a person holds against deletion. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ClipsKept1790000700230 implements MigrationInterface {
  readonly name = 'ClipsKept1790000700230';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "clips" ADD COLUMN "kept" INTEGER');
    await runner.query(
      'UPDATE "clips" SET "kept" = 1 WHERE "evidence" IN (SELECT "id" FROM "evidence" WHERE "kept" IS NOT NULL)',
    );
  }

  async down(): Promise<void> {
    throw new Error('evidence is never migrated away; restore a backup instead');
  }
}
