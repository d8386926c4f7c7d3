/** A record of interference whose recording 督察 released. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ReleasedInterference1790000700122 implements MigrationInterface {
  readonly name = 'ReleasedInterference1790000700122';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "interference" ADD COLUMN "released" TEXT`);
  }

  async down(): Promise<void> {
    throw new Error('evidence is never migrated away; restore a backup instead');
  }
}
