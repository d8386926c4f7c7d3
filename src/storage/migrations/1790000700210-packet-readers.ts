/** How far each reader has had a packet: a download that a restart tore is taken up, and its end is still the hand-over. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PacketReaders1790000700210 implements MigrationInterface {
  readonly name = 'PacketReaders1790000700210';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE "packetReaders" ("reader" VARCHAR PRIMARY KEY, "upTo" BIGINT NOT NULL)');
  }

  async down(): Promise<void> {
    throw new Error('evidence is never migrated away; restore a backup instead');
  }
}
