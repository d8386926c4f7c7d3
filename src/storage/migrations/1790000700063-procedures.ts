/** Steps to take, their versions, which were taken; and which times of an alarm were missed. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const statements = [
  `CREATE TABLE "procedures" ("id" VARCHAR NOT NULL, "version" INTEGER NOT NULL, "since" VARCHAR NOT NULL, "zh" VARCHAR NOT NULL,
     "en" VARCHAR NOT NULL, "kinds" TEXT NOT NULL, "acts" TEXT NOT NULL, "respondMs" INTEGER, "resolveMs" INTEGER, "steps" TEXT NOT NULL,
     PRIMARY KEY ("id", "version"))`,
  `CREATE TABLE "procedureSteps" ("id" VARCHAR PRIMARY KEY, "subjectKind" VARCHAR NOT NULL, "subject" VARCHAR NOT NULL,
     "place" VARCHAR NOT NULL, "procedure" VARCHAR NOT NULL, "version" INTEGER NOT NULL, "step" VARCHAR NOT NULL, "state" VARCHAR NOT NULL,
     "at" VARCHAR NOT NULL, "by" TEXT NOT NULL, "reason" TEXT, "seen" TEXT, UNIQUE ("subject", "procedure", "version", "step"))`,
  `CREATE INDEX "skipsUnseen" ON "procedureSteps" ("at") WHERE "state" = 'skipped' AND "seen" IS NULL`,
  `ALTER TABLE "alarms" ADD COLUMN "overdue" TEXT`,
];

export class Procedures1790000700063 implements MigrationInterface {
  readonly name = 'Procedures1790000700063';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('evidence is never migrated away; restore a backup instead');
  }
}
