/** What an incident's life, findings with their history, measures as carried out, involved persons and newer laws need. */
import type { MigrationInterface, QueryRunner } from 'typeorm';

const columns = [
  `ALTER TABLE "incidents" ADD COLUMN "primary" VARCHAR`,
  `ALTER TABLE "incidents" ADD COLUMN "exit" TEXT`,
  `ALTER TABLE "incidents" ADD COLUMN "limitNearAt" VARCHAR`,
  `ALTER TABLE "incidents" ADD COLUMN "mergedInto" VARCHAR`,
  `ALTER TABLE "incidents" ADD COLUMN "stateBefore" VARCHAR`,
  `CREATE INDEX "incidentsMergedInto" ON "incidents" ("mergedInto") WHERE "mergedInto" IS NOT NULL`,
  `CREATE INDEX "incidentsOfPlace" ON "incidents" ("place", "openedAt")`,
  ...['startedAt', 'endedAt', 'toldAt', 'lawVersion'].map(
    (name) => `ALTER TABLE "measures" ADD COLUMN "${name}" VARCHAR`,
  ),
  ...['told', 'injuries', 'force', 'recordings', 'decision', 'codes'].map(
    (name) => `ALTER TABLE "measures" ADD COLUMN "${name}" TEXT`,
  ),
];

/** A code may be found, replaced and found again: the rows are the history, so (incident, code) names no row. */
const findings = [
  `ALTER TABLE "findings" RENAME TO "findingsOnce"`,
  `CREATE TABLE "findings" ("id" VARCHAR PRIMARY KEY, "incident" VARCHAR NOT NULL, "code" VARCHAR NOT NULL, "status" VARCHAR NOT NULL, "level" VARCHAR,
     "lawVersion" VARCHAR NOT NULL, "elements" TEXT NOT NULL, "proofs" TEXT, "particulars" TEXT, "decided" TEXT, "reason" TEXT, "replaced" TEXT, "replaces" VARCHAR)`,
  `INSERT INTO "findings" ("id", "incident", "code", "status", "level", "lawVersion", "elements", "decided", "reason")
     SELECT "id", "incident", "code", "status", "level", "lawVersion", "elements", "decided", "reason" FROM "findingsOnce"`,
  `DROP TABLE "findingsOnce"`,
  `CREATE INDEX "findingsOfIncident" ON "findings" ("incident")`,
];

const tables = [
  `CREATE TABLE "incidentLimits" ("incident" VARCHAR PRIMARY KEY, "dueAt" VARCHAR NOT NULL)`,
  `CREATE INDEX "incidentLimitsDue" ON "incidentLimits" ("dueAt")`,
  // Who somebody is lies sealed (AES-256-GCM); the two hashes are keyed and find by exact match alone.
  `CREATE TABLE "involved" ("id" VARCHAR PRIMARY KEY, "incident" VARCHAR NOT NULL, "role" VARCHAR NOT NULL, "about" TEXT NOT NULL,
     "sealed" TEXT NOT NULL, "nameHash" VARCHAR, "numberHash" VARCHAR, "at" VARCHAR NOT NULL, "by" TEXT NOT NULL)`,
  `CREATE INDEX "involvedOfIncident" ON "involved" ("incident")`,
  `CREATE INDEX "involvedByName" ON "involved" ("nameHash")`,
  `CREATE INDEX "involvedByNumber" ON "involved" ("numberHash")`,
  `CREATE TABLE "laws" ("version" VARCHAR PRIMARY KEY, "inForceFrom" VARCHAR NOT NULL, "content" TEXT NOT NULL, "sha256" VARCHAR NOT NULL,
     "loadedAt" VARCHAR NOT NULL, "by" TEXT NOT NULL)`,
];

export class IncidentLife1790000500000 implements MigrationInterface {
  readonly name = 'IncidentLife1790000500000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...columns, ...findings, ...tables]) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('evidence is never migrated away; restore a backup instead');
  }
}
