/** Where each shared incident stands with the police, and what is on its way to their system. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const statements = [
  `CREATE TABLE "exchanges" ("incident" VARCHAR PRIMARY KEY, "station" VARCHAR NOT NULL, "state" VARCHAR NOT NULL, "at" VARCHAR NOT NULL)`,
  `CREATE TABLE "deliveries" ("fact" INTEGER PRIMARY KEY, "incident" VARCHAR NOT NULL, "verb" VARCHAR NOT NULL, "body" TEXT NOT NULL,
     "state" VARCHAR NOT NULL, "attempts" INTEGER NOT NULL, "dueAt" VARCHAR NOT NULL, "answer" TEXT)`,
  `CREATE INDEX "deliveriesDue" ON "deliveries" ("dueAt") WHERE "state" = 'waiting'`,
];

export class Exchanges1790000620000 implements MigrationInterface {
  readonly name = 'Exchanges1790000620000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('evidence is never migrated away; restore a backup instead');
  }
}
