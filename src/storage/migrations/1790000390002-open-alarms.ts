/** Who asks for the open alarms reads those, not all that there ever were. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class OpenAlarms1790000390002 implements MigrationInterface {
  readonly name = 'OpenAlarms1790000390002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX "alarmsOpenByTime" ON "alarms" ("raisedAt", "id") WHERE "response" <> 'closed'`,
    );
  }

  async down(): Promise<void> {
    throw new Error('evidence is never migrated away; restore a backup instead');
  }
}
