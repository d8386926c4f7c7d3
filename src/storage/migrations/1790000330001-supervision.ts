/** What ails each device, so that a restart neither forgets it nor tells it again. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Supervision1790000330001 implements MigrationInterface {
  readonly name = 'Supervision1790000330001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "devices" ADD COLUMN "ailments" TEXT`);
  }

  async down(): Promise<void> {
    throw new Error('evidence is never migrated away; restore a backup instead');
  }
}
