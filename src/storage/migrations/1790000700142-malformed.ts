/** Finds what was not understood among all that devices ever said. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Malformed1790000700142 implements MigrationInterface {
  readonly name = 'Malformed1790000700142';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX "eventsMalformed" ON "events" ("receivedAt") WHERE "outcome" = 'malformed'`,
    );
  }

  async down(): Promise<void> {
    throw new Error('evidence is never migrated away; restore a backup instead');
  }
}
