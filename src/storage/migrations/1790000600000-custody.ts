/** What waits for a second person. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const statements = [
  `CREATE TABLE "approvals" ("id" VARCHAR PRIMARY KEY, "kind" VARCHAR NOT NULL, "subject" VARCHAR NOT NULL, "about" TEXT NOT NULL,
     "why" TEXT NOT NULL, "asked" TEXT NOT NULL, "askedSession" VARCHAR NOT NULL, "state" VARCHAR NOT NULL, "decided" TEXT)`,
  `CREATE UNIQUE INDEX "approvalsWaiting" ON "approvals" ("kind", "subject") WHERE "state" = 'asked'`,
];

export class Custody1790000600000 implements MigrationInterface {
  readonly name = 'Custody1790000600000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('evidence is never migrated away; restore a backup instead');
  }
}
