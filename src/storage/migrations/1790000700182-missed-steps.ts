/** Steps whose time passed before they were taken, until a chief has seen it. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const statements = [
  `CREATE TABLE "stepsMissed" ("id" VARCHAR PRIMARY KEY, "subjectKind" VARCHAR NOT NULL, "subject" VARCHAR NOT NULL,
     "place" VARCHAR NOT NULL, "procedure" VARCHAR NOT NULL, "version" INTEGER NOT NULL, "step" VARCHAR NOT NULL,
     "dueAt" VARCHAR NOT NULL, "seen" TEXT, UNIQUE ("subject", "procedure", "version", "step"))`,
  `CREATE INDEX "missesUnseen" ON "stepsMissed" ("dueAt") WHERE "seen" IS NULL`,
];

export class MissedSteps1790000700182 implements MigrationInterface {
  readonly name = 'MissedSteps1790000700182';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('evidence is never migrated away; restore a backup instead');
  }
}
