/** What is still growing is found without reading all that ever came in. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class UnfinishedUploads1790000390001 implements MigrationInterface {
  readonly name = 'UnfinishedUploads1790000390001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX "uploadsUnfinished" ON "uploads" ("startedAt") WHERE "state" = 'receiving'`,
    );
  }

  async down(): Promise<void> {
    throw new Error('evidence is never migrated away; restore a backup instead');
  }
}
