/** How the sound of a guard's screen stands during his shift. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class GuardsShift1790000700062 implements MigrationInterface {
  readonly name = 'GuardsShift1790000700062';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "duty" ADD COLUMN "sound" TEXT`);
  }

  async down(): Promise<void> {
    throw new Error('evidence is never migrated away; restore a backup instead');
  }
}
