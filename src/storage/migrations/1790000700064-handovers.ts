/** Hand-overs of a post from one guard to the next. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const statements = [
  `CREATE TABLE "handovers" ("id" VARCHAR PRIMARY KEY, "giver" VARCHAR NOT NULL, "receiver" VARCHAR NOT NULL, "post" VARCHAR NOT NULL,
     "state" VARCHAR NOT NULL, "offeredAt" VARCHAR NOT NULL, "answeredAt" VARCHAR, "note" TEXT, "reason" TEXT, "open" TEXT NOT NULL)`,
  `CREATE UNIQUE INDEX "handoversOffered" ON "handovers" ("giver") WHERE "state" = 'offered'`,
];

export class Handovers1790000700064 implements MigrationInterface {
  readonly name = 'Handovers1790000700064';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('evidence is never migrated away; restore a backup instead');
  }
}
