/** The tables of the first version. Instants are ISO-8601 text, documents JSON text: they sort, compare and hash alike on both databases. */
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { bytesType, type Dialect } from '../dialect.js';

/** @param byKey for small rows that are found by their key alone: kept in the key's own tree */
const tables = (bytes: string, byKey: string): string[] => [
  `CREATE TABLE "entries" ("seq" INTEGER PRIMARY KEY, "type" VARCHAR NOT NULL, "subjectKind" VARCHAR NOT NULL,
     "subjectId" VARCHAR NOT NULL, "leaf" VARCHAR NOT NULL, "bytes" ${bytes} NOT NULL)`,
  `CREATE INDEX "entriesAbout" ON "entries" ("subjectId", "seq")`,
  `CREATE TABLE "words" ("seq" INTEGER NOT NULL, "path" VARCHAR NOT NULL, "word" VARCHAR NOT NULL, "salt" VARCHAR,
     "text" TEXT, "scope" VARCHAR NOT NULL, PRIMARY KEY ("seq", "path"))`,
  `CREATE INDEX "wordsByHash" ON "words" ("word")`,
  `CREATE TABLE "subtrees" ("level" INTEGER NOT NULL, "index" INTEGER NOT NULL, "hash" VARCHAR NOT NULL, PRIMARY KEY ("level", "index"))${byKey}`,
  `CREATE TABLE "checkpoints" ("size" INTEGER PRIMARY KEY, "at" VARCHAR NOT NULL, "note" TEXT NOT NULL)`,
  `CREATE TABLE "cosignatures" ("size" INTEGER NOT NULL, "witness" VARCHAR NOT NULL, "at" VARCHAR NOT NULL, "line" TEXT NOT NULL,
     PRIMARY KEY ("size", "witness"))`,
  `CREATE TABLE "keys" ("id" VARCHAR PRIMARY KEY, "kind" VARCHAR NOT NULL, "name" VARCHAR NOT NULL, "pem" TEXT NOT NULL,
     "since" VARCHAR NOT NULL, "until" VARCHAR)`,
  `CREATE TABLE "followers" ("name" VARCHAR PRIMARY KEY, "cursor" INTEGER NOT NULL)`,
  `CREATE TABLE "reactionsOwed" ("reaction" VARCHAR NOT NULL, "fact" INTEGER NOT NULL, "attempts" INTEGER NOT NULL,
     "dueAt" VARCHAR NOT NULL, PRIMARY KEY ("reaction", "fact"))`,

  `CREATE TABLE "people" ("id" VARCHAR PRIMARY KEY, "username" VARCHAR NOT NULL UNIQUE, "name" VARCHAR NOT NULL, "roles" TEXT NOT NULL,
     "password" VARCHAR, "station" VARCHAR, "disabled" INTEGER NOT NULL)`,
  `CREATE TABLE "sessions" ("id" VARCHAR PRIMARY KEY, "token" VARCHAR NOT NULL UNIQUE, "person" VARCHAR NOT NULL, "startedAt" VARCHAR NOT NULL,
     "seenAt" VARCHAR NOT NULL, "address" VARCHAR, "endedAt" VARCHAR)`,
  `CREATE TABLE "invitations" ("token" VARCHAR PRIMARY KEY, "roles" TEXT NOT NULL, "station" VARCHAR, "until" VARCHAR NOT NULL, "usedAt" VARCHAR)`,
  `CREATE TABLE "grants" ("subject" VARCHAR NOT NULL, "viewer" VARCHAR NOT NULL, "since" VARCHAR NOT NULL, "until" VARCHAR,
     PRIMARY KEY ("subject", "viewer"))${byKey}`,

  `CREATE TABLE "places" ("id" VARCHAR PRIMARY KEY, "name" VARCHAR NOT NULL, "zone" VARCHAR NOT NULL, "area" VARCHAR NOT NULL,
     "floor" INTEGER NOT NULL, "x" INTEGER NOT NULL, "y" INTEGER NOT NULL)`,

  `CREATE TABLE "devices" ("id" VARCHAR PRIMARY KEY, "kind" VARCHAR NOT NULL, "name" VARCHAR NOT NULL, "place" VARCHAR NOT NULL,
     "secret" TEXT, "enabled" INTEGER NOT NULL, "state" VARCHAR NOT NULL, "since" VARCHAR, "heardAt" VARCHAR, "boot" VARCHAR, "lastSeq" INTEGER)`,
  `CREATE TABLE "events" ("device" VARCHAR NOT NULL, "boot" VARCHAR NOT NULL, "seq" BIGINT NOT NULL, "type" VARCHAR NOT NULL,
     "outcome" VARCHAR NOT NULL, "payload" ${bytes} NOT NULL, "content" VARCHAR NOT NULL, "receivedAt" VARCHAR NOT NULL, "alarm" VARCHAR,
     PRIMARY KEY ("device", "boot", "seq"))`,
  `CREATE TABLE "oddities" ("device" VARCHAR NOT NULL, "sha256" VARCHAR NOT NULL, "kind" VARCHAR NOT NULL, "boot" VARCHAR, "seq" BIGINT,
     "why" TEXT, "payload" ${bytes} NOT NULL, "receivedAt" VARCHAR NOT NULL, "alarm" VARCHAR, PRIMARY KEY ("device", "sha256", "kind"))`,
  `CREATE TABLE "unraised" ("id" VARCHAR PRIMARY KEY, "device" VARCHAR NOT NULL, "kind" VARCHAR NOT NULL, "boot" VARCHAR, "seq" BIGINT,
     "payload" ${bytes} NOT NULL, "since" VARCHAR NOT NULL, "why" TEXT NOT NULL, "calledAt" VARCHAR)`,

  `CREATE TABLE "uploads" ("id" VARCHAR PRIMARY KEY, "ownerKind" VARCHAR NOT NULL, "ownerId" VARCHAR NOT NULL, "sha256" VARCHAR NOT NULL,
     "bytes" BIGINT NOT NULL, "about" TEXT NOT NULL, "state" VARCHAR NOT NULL, "startedAt" VARCHAR NOT NULL, "endedAt" VARCHAR,
     "found" VARCHAR, "sm3" VARCHAR, "repeats" VARCHAR)`,
  `CREATE INDEX "uploadsByHash" ON "uploads" ("sha256")`,

  `CREATE TABLE "duty" ("id" VARCHAR PRIMARY KEY, "person" VARCHAR NOT NULL, "name" TEXT NOT NULL, "role" VARCHAR NOT NULL,
     "post" VARCHAR NOT NULL, "since" VARCHAR NOT NULL, "until" VARCHAR)`,

  `CREATE TABLE "alarms" ("id" VARCHAR PRIMARY KEY, "device" VARCHAR, "place" VARCHAR NOT NULL, "zone" VARCHAR NOT NULL, "level" VARCHAR NOT NULL,
     "pattern" VARCHAR, "source" VARCHAR NOT NULL, "annunciation" VARCHAR NOT NULL, "response" VARCHAR NOT NULL, "raisedAt" VARCHAR NOT NULL,
     "deviceAt" VARCHAR, "brokerAt" VARCHAR, "late" INTEGER, "incident" VARCHAR, "presses" INTEGER NOT NULL, "pressedAt" VARCHAR NOT NULL,
     "escalation" INTEGER NOT NULL, "shown" TEXT, "sounded" TEXT, "steps" TEXT NOT NULL, "outcome" VARCHAR, "reason" TEXT)`,
  `CREATE INDEX "alarmsOpenOfDevice" ON "alarms" ("device", "raisedAt") WHERE "response" <> 'closed'`,
  `CREATE INDEX "alarmsByTime" ON "alarms" ("raisedAt", "id")`,
  `CREATE INDEX "alarmsOfIncident" ON "alarms" ("incident") WHERE "incident" IS NOT NULL`,
  `CREATE TABLE "timers" ("kind" VARCHAR NOT NULL, "subject" VARCHAR NOT NULL, "dueAt" VARCHAR NOT NULL, PRIMARY KEY ("kind", "subject"))${byKey}`,
  `CREATE INDEX "timersDue" ON "timers" ("dueAt")`,
  `CREATE TABLE "troubles" ("id" VARCHAR PRIMARY KEY, "kind" VARCHAR NOT NULL, "urgent" INTEGER NOT NULL, "device" VARCHAR, "place" VARCHAR,
     "raisedAt" VARCHAR NOT NULL, "clearedAt" VARCHAR, "detail" TEXT NOT NULL)`,
  `CREATE INDEX "troublesOpen" ON "troubles" ("clearedAt", "kind", "device")`,

  `CREATE TABLE "lanes" ("id" VARCHAR PRIMARY KEY, "place" VARCHAR NOT NULL, "name" VARCHAR NOT NULL, "day" VARCHAR NOT NULL, "passed" BIGINT NOT NULL,
     "alarmed" BIGINT NOT NULL, "minute" TEXT, "detection" TEXT, "decision" TEXT)`,
  `CREATE TABLE "passages" ("lane" VARCHAR NOT NULL, "boot" VARCHAR NOT NULL, "seq" BIGINT NOT NULL, "from" VARCHAR NOT NULL, "to" VARCHAR NOT NULL,
     "passed" BIGINT NOT NULL, "alarmed" BIGINT NOT NULL, PRIMARY KEY ("lane", "boot", "seq"))`,
  `CREATE TABLE "screenings" ("lane" VARCHAR NOT NULL, "boot" VARCHAR NOT NULL, "seq" BIGINT NOT NULL, "at" VARCHAR NOT NULL, "what" VARCHAR NOT NULL,
     "class" VARCHAR, "zoneCode" VARCHAR, "outcome" VARCHAR, "about" TEXT, PRIMARY KEY ("lane", "boot", "seq"))`,
  `CREATE INDEX "screeningsByTime" ON "screenings" ("lane", "at")`,

  `CREATE TABLE "clips" ("id" VARCHAR PRIMARY KEY, "device" VARCHAR NOT NULL, "clip" VARCHAR NOT NULL, "place" VARCHAR NOT NULL, "zone" VARCHAR NOT NULL,
     "sha256" VARCHAR, "bytes" BIGINT, "mime" VARCHAR, "startedAt" VARCHAR, "endedAt" VARCHAR, "clockOffsetMs" BIGINT, "state" VARCHAR NOT NULL,
     "evidence" VARCHAR, "incident" VARCHAR, UNIQUE ("device", "clip"))`,
  `CREATE INDEX "clipsByTime" ON "clips" ("startedAt", "id")`,
  `CREATE INDEX "clipsOfEvidence" ON "clips" ("evidence")`,

  `CREATE TABLE "incidents" ("id" VARCHAR PRIMARY KEY, "state" VARCHAR NOT NULL, "place" VARCHAR NOT NULL, "zone" VARCHAR NOT NULL,
     "source" VARCHAR NOT NULL, "openedAt" VARCHAR NOT NULL, "report" TEXT, "candidates" TEXT NOT NULL, "signals" TEXT NOT NULL,
     "shared" TEXT, "accepted" TEXT, "shareAskedAt" VARCHAR)`,
  `CREATE INDEX "incidentsOfState" ON "incidents" ("state", "openedAt")`,
  `CREATE INDEX "incidentsByTime" ON "incidents" ("openedAt", "id")`,
  `CREATE TABLE "findings" ("id" VARCHAR PRIMARY KEY, "incident" VARCHAR NOT NULL, "code" VARCHAR NOT NULL, "status" VARCHAR NOT NULL, "level" VARCHAR,
     "lawVersion" VARCHAR NOT NULL, "elements" TEXT NOT NULL, "decided" TEXT, "reason" TEXT, UNIQUE ("incident", "code"))`,
  `CREATE TABLE "measures" ("id" VARCHAR PRIMARY KEY, "incident" VARCHAR NOT NULL, "measure" VARCHAR NOT NULL, "at" VARCHAR NOT NULL, "by" TEXT NOT NULL,
     "orderedBy" TEXT, "executedBy" TEXT, "note" TEXT)`,
  `CREATE INDEX "measuresOfIncident" ON "measures" ("incident")`,
  `CREATE TABLE "holds" ("id" VARCHAR PRIMARY KEY, "incident" VARCHAR NOT NULL, "zone" VARCHAR NOT NULL, "from" VARCHAR NOT NULL, "to" VARCHAR NOT NULL,
     "place" VARCHAR NOT NULL, "openedAt" VARCHAR NOT NULL)${byKey}`,
  `CREATE INDEX "holdsByZone" ON "holds" ("zone", "from", "to")`,
  `CREATE INDEX "holdsOfIncident" ON "holds" ("incident")`,

  `CREATE TABLE "evidence" ("id" VARCHAR PRIMARY KEY, "sha256" VARCHAR NOT NULL, "sm3" VARCHAR NOT NULL, "bytes" BIGINT NOT NULL, "mime" VARCHAR NOT NULL,
     "name" VARCHAR NOT NULL, "device" VARCHAR, "clip" VARCHAR, "incident" VARCHAR, "startedAt" VARCHAR NOT NULL, "endedAt" VARCHAR NOT NULL,
     "state" VARCHAR NOT NULL, "receivedAt" VARCHAR NOT NULL, "declared" VARCHAR NOT NULL,
     "place" VARCHAR, "zone" VARCHAR)`,
  `CREATE INDEX "evidenceByTime" ON "evidence" ("receivedAt", "id")`,
  `CREATE INDEX "evidenceOfIncident" ON "evidence" ("incident")`,
  `CREATE INDEX "evidenceByZone" ON "evidence" ("zone", "startedAt")`,

  `CREATE TABLE "packets" ("id" VARCHAR PRIMARY KEY, "incident" VARCHAR NOT NULL, "state" VARCHAR NOT NULL, "asked" TEXT NOT NULL, "askedSession" VARCHAR NOT NULL,
     "approved" TEXT, "sealedAt" VARCHAR, "handedOver" TEXT, "sha256" VARCHAR, "sm3" VARCHAR, "bytes" BIGINT, "failed" TEXT, "missing" TEXT NOT NULL,
     "letter" TEXT NOT NULL, "treeSize" INTEGER)`,
  `CREATE INDEX "packetsOfIncident" ON "packets" ("incident")`,
];

const byKey: Readonly<Record<Dialect, string>> = { sqlite: ' WITHOUT ROWID', postgres: '' };

/** The ledger only grows: not even the console's own account can change or remove an entry. */
const guards: Readonly<Record<Dialect, readonly string[]>> = {
  sqlite: ['UPDATE', 'DELETE'].map(
    (act) =>
      `CREATE TRIGGER "entriesStay${act}" BEFORE ${act} ON "entries" BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END`,
  ),
  postgres: [
    `CREATE FUNCTION "theLedgerOnlyGrows"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the ledger only grows'; END $$`,
    `CREATE TRIGGER "entriesStay" BEFORE UPDATE OR DELETE OR TRUNCATE ON "entries" FOR EACH STATEMENT EXECUTE FUNCTION "theLedgerOnlyGrows"()`,
  ],
};

export class FirstTables1790000000000 implements MigrationInterface {
  readonly name = 'FirstTables1790000000000';

  async up(runner: QueryRunner): Promise<void> {
    const dialect: Dialect = runner.connection.options.type === 'postgres' ? 'postgres' : 'sqlite';
    for (const statement of [...tables(bytesType(dialect), byKey[dialect]), ...guards[dialect]])
      await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('evidence is never migrated away; restore a backup instead');
  }
}
