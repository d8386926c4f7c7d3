/** The rota: what posts demand, who stands there when; and how people are reached. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const statements = [
  `CREATE TABLE "dutyPosts" ("post" VARCHAR PRIMARY KEY, "atLeast" INTEGER NOT NULL, "shifts" TEXT NOT NULL)`,
  `CREATE TABLE "dutyTurns" ("id" VARCHAR PRIMARY KEY, "post" VARCHAR NOT NULL, "person" VARCHAR NOT NULL,
     "startsAt" VARCHAR NOT NULL, "endsAt" VARCHAR NOT NULL)`,
  `CREATE INDEX "dutyTurnsByEnd" ON "dutyTurns" ("endsAt")`,
  `CREATE TABLE "contacts" ("person" VARCHAR PRIMARY KEY, "ways" TEXT NOT NULL)`,
];

export class Rota1790000700180 implements MigrationInterface {
  readonly name = 'Rota1790000700180';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('evidence is never migrated away; restore a backup instead');
  }
}
