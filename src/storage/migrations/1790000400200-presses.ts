/** Presses from browsers, so that the same one sent again is the same one. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Presses1790000400200 implements MigrationInterface {
  readonly name = 'Presses1790000400200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "presses" ("person" VARCHAR NOT NULL, "press" VARCHAR NOT NULL, "place" VARCHAR NOT NULL, "pattern" VARCHAR NOT NULL,
         "alarm" VARCHAR NOT NULL, "at" VARCHAR NOT NULL, PRIMARY KEY ("person", "press"))`,
    );
    await runner.query(`CREATE INDEX "pressesOfPerson" ON "presses" ("person", "at")`);
  }

  async down(): Promise<void> {
    throw new Error('evidence is never migrated away; restore a backup instead');
  }
}
