/** Which parts of a packet each reader has had: a downloader that asks for several side by side has it all in the end, too. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class PacketParts1790000700211 implements MigrationInterface {
  readonly name = 'PacketParts1790000700211';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE "packetParts" ("reader" VARCHAR NOT NULL, "from" BIGINT NOT NULL, "to" BIGINT NOT NULL, PRIMARY KEY ("reader", "from"))',
    );
    await runner.query(
      'INSERT INTO "packetParts" ("reader", "from", "to") SELECT "reader", 0, "upTo" FROM "packetReaders"',
    );
    await runner.query('DROP TABLE "packetReaders"');
  }

  async down(): Promise<void> {
    throw new Error('evidence is never migrated away; restore a backup instead');
  }
}
