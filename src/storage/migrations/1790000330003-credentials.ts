/** The certificates of devices, and the secret that a new one took the place of. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Credentials1790000330003 implements MigrationInterface {
  readonly name = 'Credentials1790000330003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TABLE "certificates" ("serial" VARCHAR PRIMARY KEY, "device" VARCHAR NOT NULL, "issuedAt" VARCHAR NOT NULL,
         "until" VARCHAR NOT NULL, "endsAt" VARCHAR, "revoked" INTEGER)`,
    );
    await runner.query(`ALTER TABLE "devices" ADD COLUMN "oldSecret" TEXT`);
    await runner.query(`ALTER TABLE "devices" ADD COLUMN "oldSecretUntil" VARCHAR`);
  }

  async down(): Promise<void> {
    throw new Error('evidence is never migrated away; restore a backup instead');
  }
}
