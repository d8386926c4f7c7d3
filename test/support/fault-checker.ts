/** Reads a court's database as it lies on the disk and compares it with what the devices were promised. */
import { createHash } from 'node:crypto';
import BetterSqlite3 from 'better-sqlite3';
import { complaint, type Complaint } from './fault-complaint.js';
import { spelledOut, type History, type Name } from './fault-history.js';

interface Entry {
  readonly seq: number;
  readonly leaf: string;
  readonly bytes: Buffer;
}
export interface Told {
  readonly seq: number;
  readonly type: string;
  readonly prev: string;
  readonly subject: { readonly id: string };
  readonly data: Partial<Name> & { readonly why?: string; readonly tier?: number };
}

const rings = new Set(['alarm.raised', 'alarm.pressed-again']);
const lastStep = 'not-controlled';

/** @param path of the SQLite file, whose console may be running */
export function complaintsOf(path: string, history: History): Complaint[] {
  const database = new BetterSqlite3(path, { readonly: true, timeout: 5_000 });
  try {
    // One moment for all questions, while the console goes on writing.
    database.exec('BEGIN');
    const entries = database
      .prepare<[], Entry>('SELECT "seq", "leaf", "bytes" FROM "entries" ORDER BY "seq"')
      .all();
    return [
      ...damage(database),
      ...ledgerFaults(entries),
      ...pressFaults(database, entries.map(told), history),
      ...alarmFaults(database),
    ];
  } finally {
    database.close();
  }
}

/** All facts of the ledger, as they lie on the disk now. */
export function factsOf(path: string): Told[] {
  const database = new BetterSqlite3(path, { readonly: true, timeout: 5_000 });
  try {
    return database
      .prepare<[], Entry>('SELECT "seq", "leaf", "bytes" FROM "entries" ORDER BY "seq"')
      .all()
      .map(told);
  } finally {
    database.close();
  }
}

/** The number of the last entry. */
export const headOf = (path: string): number => factsOf(path).at(-1)?.seq ?? 0;

const told = (entry: Entry): Told => JSON.parse(entry.bytes.toString('utf8')) as Told;

function damage(database: BetterSqlite3.Database): Complaint[] {
  const verdict = String(database.pragma('integrity_check', { simple: true }));
  return verdict === 'ok' ? [] : [complaint('database-is-damaged', verdict.slice(0, 200))];
}

function ledgerFaults(entries: readonly Entry[]): Complaint[] {
  const found: Complaint[] = [];
  let prev = '0'.repeat(64);
  for (const [place, entry] of entries.entries()) {
    const leaf = createHash('sha256').update(Uint8Array.of(0)).update(entry.bytes).digest('hex');
    const { seq, prev: said } = told(entry);
    if (entry.seq !== place + 1 || seq !== entry.seq) {
      found.push(
        complaint('ledger-has-a-gap', `entry ${entry.seq} (${seq}) stands where ${place + 1} belongs`),
      );
      break;
    }
    if (said !== prev || entry.leaf !== leaf) found.push(complaint('ledger-chain-is-broken', `entry ${seq}`));
    prev = leaf;
  }
  return found;
}

function pressFaults(
  database: BetterSqlite3.Database,
  facts: readonly Told[],
  history: History,
): Complaint[] {
  const stored = database.prepare<[], Name>('SELECT "device", "boot", "seq" FROM "events"').all();
  const names = new Set(stored.map(spelledOut));
  const rung = new Map<string, number>();
  for (const { type, data } of facts) {
    if (!rings.has(type) || data.boot === undefined) continue;
    const name = spelledOut(data as Name);
    rung.set(name, (rung.get(name) ?? 0) + 1);
  }
  return [
    ...history.acknowledged
      .filter((one) => !names.has(spelledOut(one)))
      .map((one) => complaint('acknowledged-but-lost', `${spelledOut(one)} has a receipt and no row`)),
    ...stored
      .filter((one) => !history.knows(one))
      .map((one) => complaint('never-sent', `${spelledOut(one)} is stored and nobody sent it`)),
    ...stored
      .filter((one) => !rung.has(spelledOut(one)))
      .map((one) => complaint('press-without-alarm', `${spelledOut(one)} is stored and never rang`)),
    ...[...rung]
      .filter(([, times]) => times > 1)
      .map(([name, times]) => complaint('rung-twice', `${name} rang ${times} times`)),
    ...escalatedTwice(facts),
  ];
}

/** A step is a row that is taken once: no alarm climbs to the same tier for the same reason twice. */
function escalatedTwice(facts: readonly Told[]): Complaint[] {
  const steps = new Map<string, number>();
  for (const { type, subject, data } of facts) {
    if (type !== 'alarm.escalated') continue;
    const step = `${subject.id} ${data.why}`;
    steps.set(step, (steps.get(step) ?? 0) + 1);
  }
  return [...steps]
    .filter(([, times]) => times > 1)
    .map(([step, times]) => complaint('escalated-twice', `${step}: ${times} times`));
}

/** An open alarm has its incident and, younger than its last step, that step's timer. */
function alarmFaults(database: BetterSqlite3.Database): Complaint[] {
  const open = database
    .prepare<[], { id: string; incident: string | null; timers: number }>(
      `SELECT "id", "incident", (SELECT count(*) FROM "timers" WHERE "subject" = "alarms"."id" AND "kind" = '${lastStep}') AS "timers"
       FROM "alarms" WHERE "response" <> 'closed' AND "escalation" < 4`,
    )
    .all();
  return [
    ...open
      .filter(({ incident }) => incident === null)
      .map(({ id }) => complaint('alarm-without-incident', id)),
    ...open.filter(({ timers }) => timers !== 1).map(({ id }) => complaint('alarm-without-timer', id)),
  ];
}
