/** What sealing a packet gave beside its hashes: values of its lists, its time stamp, its encrypted copy. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class SealedPackets1790000650000 implements MigrationInterface {
  readonly name = 'SealedPackets1790000650000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE "packets" ADD COLUMN "sealing" TEXT');
  }

  async down(): Promise<void> {
    throw new Error('evidence is never migrated away; restore a backup instead');
  }
}
