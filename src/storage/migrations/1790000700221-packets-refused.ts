/** A packet that the second person sent back: who, when and why. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PacketsRefused1790000700221 implements MigrationInterface {
  readonly name = 'PacketsRefused1790000700221';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "packets" ADD COLUMN "refused" TEXT');
  }

  async down(): Promise<void> {
    throw new Error('evidence is never migrated away; restore a backup instead');
  }
}
