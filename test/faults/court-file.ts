/** Reads a stopped court's SQLite file whole, without the console's own code. */
import BetterSqlite3 from 'better-sqlite3';

export interface EventRow {
  readonly device: string;
  readonly boot: string;
  readonly seq: number;
  readonly type: string;
  readonly outcome: string;
  readonly payload: Buffer;
  readonly alarm: string | null;
}

export interface AlarmRow {
  readonly id: string;
  readonly device: string | null;
  readonly response: string;
  readonly raisedAt: string;
  readonly presses: number;
  readonly shown: string | null;
}

export interface EntryRow {
  readonly seq: number;
  readonly leaf: string;
  readonly bytes: Buffer;
}

export interface Fact {
  readonly court: string;
  readonly seq: number;
  readonly at: string;
  readonly type: string;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly data: Readonly<Record<string, unknown>>;
  readonly prev: string;
}

export interface CourtFile {
  readonly integrity: string;
  readonly events: readonly EventRow[];
  readonly alarms: readonly AlarmRow[];
  readonly timers: readonly { readonly kind: string; readonly subject: string; readonly dueAt: string }[];
  readonly entries: readonly EntryRow[];
  readonly subtrees: readonly { readonly level: number; readonly index: number; readonly hash: string }[];
  readonly checkpoints: readonly { readonly size: number; readonly note: string }[];
  readonly keys: readonly { readonly name: string; readonly pem: string }[];
  readonly owed: number;
}

export function readCourtFile(path: string): CourtFile {
  const database = new BetterSqlite3(path, { readonly: true });
  const all = <Row>(sql: string): Row[] => database.prepare(sql).all() as Row[];
  try {
    return {
      integrity: String(database.pragma('integrity_check', { simple: true })),
      events: all('SELECT "device", "boot", "seq", "type", "outcome", "payload", "alarm" FROM "events"'),
      alarms: all('SELECT "id", "device", "response", "raisedAt", "presses", "shown" FROM "alarms"'),
      timers: all('SELECT "kind", "subject", "dueAt" FROM "timers"'),
      entries: all('SELECT "seq", "leaf", "bytes" FROM "entries" ORDER BY "seq"'),
      subtrees: all('SELECT "level", "index", "hash" FROM "subtrees"'),
      checkpoints: all('SELECT "size", "note" FROM "checkpoints" ORDER BY "size"'),
      keys: all(`SELECT "name", "pem" FROM "keys" WHERE "kind" = 'ledger'`),
      owed: all('SELECT 1 FROM "reactionsOwed"').length,
    };
  } finally {
    database.close();
  }
}

/** The commands to sirens about alarms that nobody has answered, from a court that may be running. */
export function owedSounds(path: string): string[] {
  const database = new BetterSqlite3(path, { readonly: true });
  try {
    const rows = database
      .prepare(
        `SELECT "bytes" FROM "entries" JOIN "alarms" ON "id" = "subjectId"
         WHERE "type" = 'alarm.escalated' AND "response" = 'raised'`,
      )
      .all() as { bytes: Buffer }[];
    return rows.flatMap(({ bytes }) => soundsOf(JSON.parse(bytes.toString('utf8')) as Fact));
  } finally {
    database.close();
  }
}

/** One command a siren, named after the fact's number. */
export const soundsOf = ({ type, seq, data }: Fact): string[] =>
  type === 'alarm.escalated' ? ((data['sirens'] ?? []) as string[]).map((siren) => `${seq}-${siren}`) : [];
