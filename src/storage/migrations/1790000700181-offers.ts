/** Alarms and incidents that change hands: what was offered to whom, and who holds each. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const statements = [
  `CREATE TABLE "offers" ("id" VARCHAR PRIMARY KEY, "subjectKind" VARCHAR NOT NULL, "subject" VARCHAR NOT NULL,
     "place" VARCHAR NOT NULL, "giver" VARCHAR NOT NULL, "receiver" VARCHAR NOT NULL, "state" VARCHAR NOT NULL,
     "at" VARCHAR NOT NULL, "until" VARCHAR NOT NULL, "answeredAt" VARCHAR, "note" TEXT, "reason" TEXT)`,
  `CREATE UNIQUE INDEX "offersStanding" ON "offers" ("subject") WHERE "state" = 'offered'`,
  `ALTER TABLE "alarms" ADD COLUMN "care" TEXT`,
  `ALTER TABLE "incidents" ADD COLUMN "care" TEXT`,
];

export class Offers1790000700181 implements MigrationInterface {
  readonly name = 'Offers1790000700181';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('evidence is never migrated away; restore a backup instead');
  }
}
