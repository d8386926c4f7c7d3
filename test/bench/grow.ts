/** Fills a stopped court with closed alarms, their events, incidents and chained ledger entries, and with all else that years leave. */
import { createHash } from 'node:crypto';
import BetterSqlite3 from 'better-sqlite3';
import { encodeEntry } from '../../src/ledger/entry.js';
import { append, emptyFrontier, hexOf, type Frontier } from '../../src/ledger/tree.js';
import { growRows } from './grown-rows.js';

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
const keptLevel = 8;
const batch = 20_000;
const dayMs = 86_400_000;

/** @param path of the SQLite file */
export function grow(path: string, alarms: number): void {
  const database = new BetterSqlite3(path);
  database.pragma('synchronous = OFF');
  const rows = database.prepare('SELECT "leaf" FROM "entries" ORDER BY "seq"').pluck().all() as string[];
  let frontier: Frontier = emptyFrontier;
  for (const leaf of rows) frontier = append(frontier, Buffer.from(leaf, 'hex'), sha256);
  const said = (sql: string): BetterSqlite3.Statement => database.prepare(sql);
  const insert = {
    entry: said('INSERT INTO "entries" VALUES (?, ?, ?, ?, ?, ?)'),
    subtree: said('INSERT OR IGNORE INTO "subtrees" VALUES (?, ?, ?)'),
    event: said('INSERT INTO "events" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)'),
    alarm: said(
      `INSERT INTO "alarms" ("id", "device", "place", "zone", "level", "pattern", "source", "annunciation", "response", "raisedAt", "incident", "presses", "pressedAt", "escalation", "steps", "outcome") VALUES (?, ?, 'court-1', 'A', 'emergency', 'emergency', 'press', 'acknowledged', 'closed', ?, ?, 1, ?, 0, '{}', 'handled')`,
    ),
    incident: said(
      `INSERT INTO "incidents" ("id", "state", "place", "zone", "source", "openedAt", "candidates", "signals") VALUES (?, 'closed-internal', 'court-1', 'A', 'alarm', ?, '[]', '[]')`,
    ),
  };
  let prev = rows.at(-1) ?? '0'.repeat(64);
  const first = database.prepare('SELECT count(*) FROM "alarms"').pluck().get() as number;
  const spread = { startMs: Date.now() - 365 * dayMs, stepMs: (300 * dayMs) / 2_000_000 };
  const one = (at: number): void => {
    const id = `grown-${String(first + at).padStart(12, '0')}`;
    const raisedAt = new Date(spread.startMs + (first + at) * spread.stepMs).toISOString();
    const device = `button-${101 + (at % 12)}`;
    const seq = rows.length + at + 1;
    const data = {
      device,
      boot: 'grown',
      seq: first + at + 1,
      place: 'court-1',
      zone: 'A',
      level: 'emergency',
    };
    const subject = { kind: 'alarm', id };
    const by = { kind: 'device' as const, id: device };
    const entry = encodeEntry(
      { court: 'demo', seq, at: raisedAt, type: 'alarm.raised', by, subject, data, prev },
      sha256,
    );
    prev = entry.leaf;
    insert.entry.run(seq, 'alarm.raised', 'alarm', id, entry.leaf, Buffer.from(entry.bytes));
    frontier = append(frontier, entry.leafBytes, sha256, (level, index, hash) => {
      if (level > 0 && level % keptLevel === 0) insert.subtree.run(level, index, hexOf(hash));
    });
    const payload = Buffer.from(
      JSON.stringify({
        v: 1,
        boot: 'grown',
        seq: first + at + 1,
        at: raisedAt,
        type: 'pressed',
        pattern: 'emergency',
      }),
    );
    insert.event.run(
      device,
      'grown',
      first + at + 1,
      'pressed',
      'recorded',
      payload,
      hexOf(sha256(payload)),
      raisedAt,
      id,
    );
    insert.alarm.run(id, device, raisedAt, `incident-${id}`, raisedAt);
    insert.incident.run(`incident-${id}`, raisedAt);
  };
  for (let at = 0; at < alarms; at += batch)
    database.transaction(() => {
      for (let next = at; next < Math.min(alarms, at + batch); next += 1) one(next);
    })();
  growRows(database, { from: first, to: first + alarms }, spread);
  // Who follows the ledger has followed it through all those years.
  database.prepare('UPDATE "followers" SET "cursor" = (SELECT MAX("seq") FROM "entries")').run();
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.close();
}
