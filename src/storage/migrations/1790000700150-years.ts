/** What is asked again and again is found by an index, however many years of rows there are. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const pages = [
  `CREATE INDEX "slipsByTime" ON "slips" ("at", "id")`,
  `CREATE INDEX "clipsOfPlace" ON "clips" ("place", "startedAt", "id")`,
  `CREATE INDEX "handoversOfState" ON "handovers" ("state", "id")`,
  `CREATE INDEX "grantsOfViewer" ON "grants" ("viewer", "subject")`,
  `CREATE INDEX "packetsOfState" ON "packets" ("state", "id")`,
  `CREATE INDEX "packetsBySize" ON "packets" ("treeSize")`,
  `CREATE INDEX "approvalsAsked" ON "approvals" ("id") WHERE "state" = 'asked'`,
  `CREATE INDEX "approvalsOfState" ON "approvals" ("kind", "state", "id")`,
  `CREATE INDEX "shelvesOfState" ON "shelves" ("state", "id")`,
  `CREATE INDEX "cosignaturesOf" ON "cosignatures" ("witness", "size")`,
  `CREATE INDEX "passagesOfLane" ON "passages" ("lane", "to")`,
  `CREATE INDEX "pressesOfAlarm" ON "presses" ("alarm", "person")`,
];

const whatLasts = [
  `CREATE INDEX "sessionsOpen" ON "sessions" ("person") WHERE "endedAt" IS NULL`,
  `CREATE INDEX "floodsNow" ON "floods" ("since") WHERE "until" IS NULL`,
  `DROP INDEX "uploadsUnfinished"`,
  `CREATE INDEX "uploadsOfState" ON "uploads" ("state", "startedAt")`,
];

/** A span is found by its beginning where it has a longest length, else by its end: what is asked for is mostly new. */
const spans = [
  `CREATE INDEX "holdsByTime" ON "holds" ("from")`,
  `DROP INDEX "sealsOfDevice"`,
  `CREATE INDEX "sealsOfDevice" ON "seals" ("device", "to")`,
  `DROP INDEX "clipsOfDevice"`,
  `CREATE INDEX "clipsOfDevice" ON "clips" ("device", "endedAt")`,
  `DROP INDEX "evidenceByZone"`,
  `CREATE INDEX "evidenceLoose" ON "evidence" ("zone", "endedAt") WHERE "incident" IS NULL AND "sealed" IS NULL`,
];

const keeping = [
  // Most exhibits belong to no incident: who asks for those must not be led here.
  `DROP INDEX "evidenceOfIncident"`,
  `CREATE INDEX "evidenceOfIncident" ON "evidence" ("incident") WHERE "incident" IS NOT NULL`,
  `DROP INDEX "evidenceByEnd"`,
  `CREATE INDEX "evidenceByEnd" ON "evidence" ("keepUntil", "id")
     WHERE "incident" IS NULL AND "sealed" IS NULL AND "state" <> 'deleted'`,
  `DROP INDEX "evidenceByCheck"`,
  `CREATE INDEX "evidenceByCheck" ON "evidence" ((COALESCE("checkedAt", "receivedAt")), "id") WHERE "state" <> 'deleted'`,
  `CREATE INDEX "evidenceToRemove" ON "evidence" ("id") WHERE "state" = 'deleted' AND "removedAt" IS NULL`,
];

const oddities = [
  `CREATE INDEX "odditiesByTime" ON "oddities" ("receivedAt", "sha256")`,
  `CREATE INDEX "odditiesOfDevice" ON "oddities" ("device", "receivedAt", "sha256")`,
  `DROP INDEX "eventsMalformed"`,
  `CREATE INDEX "eventsMalformed" ON "events" ("receivedAt", "content") WHERE "outcome" = 'malformed'`,
  `CREATE INDEX "eventsMalformedOfDevice" ON "events" ("device", "receivedAt", "content") WHERE "outcome" = 'malformed'`,
  `CREATE INDEX "eventsMalformedNamed" ON "events" ("content", "device") WHERE "outcome" = 'malformed'`,
  `CREATE TABLE "oddityCounts" ("device" VARCHAR NOT NULL, "kind" VARCHAR NOT NULL, "count" BIGINT NOT NULL, "lastAt" VARCHAR NOT NULL,
     PRIMARY KEY ("device", "kind"))`,
  `INSERT INTO "oddityCounts" ("device", "kind", "count", "lastAt")
     SELECT "device", "kind", COUNT(*), MAX("receivedAt") FROM (SELECT "device", "kind", "receivedAt" FROM "oddities"
       UNION ALL SELECT "device", 'malformed', "receivedAt" FROM "events" WHERE "outcome" = 'malformed') "odd"
     GROUP BY "device", "kind"`,
];

export class Years1790000700150 implements MigrationInterface {
  readonly name = 'Years1790000700150';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...pages, ...whatLasts, ...spans, ...keeping, ...oddities])
      await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('evidence is never migrated away; restore a backup instead');
  }
}
