/** How long exhibits are kept, when they were hashed anew, what was made of them and what was deleted. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const statements = [
  ...['keepUntil', 'checkedAt', 'removedAt', 'derivedFrom'].map(
    (column) => `ALTER TABLE "evidence" ADD COLUMN "${column}" VARCHAR`,
  ),
  `ALTER TABLE "evidence" ADD COLUMN "derivation" TEXT`,
  `ALTER TABLE "evidence" ADD COLUMN "deleted" TEXT`,
  `CREATE INDEX "evidenceByEnd" ON "evidence" ("keepUntil") WHERE "state" <> 'deleted'`,
  `CREATE INDEX "evidenceByCheck" ON "evidence" ("checkedAt") WHERE "state" <> 'deleted'`,
  `CREATE INDEX "evidenceByHash" ON "evidence" ("sha256")`,
];

export class Retention1790000610000 implements MigrationInterface {
  readonly name = 'Retention1790000610000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('evidence is never migrated away; restore a backup instead');
  }
}
