/** Reads a court's SQLite file whole, in one moment of it, without the console's own code. */
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

/** What has the name of another event, or none. */
export type OddityRow = Omit<EventRow, 'type' | 'outcome' | 'boot' | 'seq'> & {
  readonly kind: string;
  readonly boot: string | null;
  readonly seq: number | null;
};

export interface AlarmRow {
  readonly id: string;
  readonly device: string | null;
  readonly response: string;
  readonly raisedAt: string;
  readonly presses: number;
  readonly shown: string | null;
  readonly incident: string | null;
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
  readonly oddities: readonly OddityRow[];
  readonly alarms: readonly AlarmRow[];
  readonly timers: readonly { readonly kind: string; readonly subject: string; readonly dueAt: string }[];
  readonly entries: readonly EntryRow[];
  readonly subtrees: readonly { readonly level: number; readonly index: number; readonly hash: string }[];
  readonly checkpoints: readonly { readonly size: number; readonly note: string }[];
  readonly keys: readonly { readonly name: string; readonly pem: string }[];
  readonly owed: number;
}

type All = <Row>(sql: string) => Row[];

/** @param path of a court that may be running */
function reading<T>(path: string, read: (all: All, database: BetterSqlite3.Database) => T): T {
  const database = new BetterSqlite3(path, { readonly: true, timeout: 5_000 });
  try {
    // One moment for all questions, while the console goes on writing.
    database.exec('BEGIN');
    return read(<Row>(sql: string) => database.prepare(sql).all() as Row[], database);
  } finally {
    database.close();
  }
}

const entries = 'SELECT "seq", "leaf", "bytes" FROM "entries" ORDER BY "seq"';

export const readCourtFile = (path: string): CourtFile =>
  reading(path, (all, database) => ({
    integrity: String(database.pragma('integrity_check', { simple: true })),
    events: all('SELECT "device", "boot", "seq", "type", "outcome", "payload", "alarm" FROM "events"'),
    oddities: all('SELECT "device", "boot", "seq", "kind", "payload", "alarm" FROM "oddities"'),
    alarms: all(
      'SELECT "id", "device", "response", "raisedAt", "presses", "shown", "incident" FROM "alarms"',
    ),
    timers: all('SELECT "kind", "subject", "dueAt" FROM "timers"'),
    entries: all(entries),
    subtrees: all('SELECT "level", "index", "hash" FROM "subtrees"'),
    checkpoints: all('SELECT "size", "note" FROM "checkpoints" ORDER BY "size"'),
    keys: all(`SELECT "name", "pem" FROM "keys" WHERE "kind" = 'ledger'`),
    owed: all('SELECT 1 FROM "reactionsOwed"').length,
  }));

export const factOf = ({ bytes }: Pick<EntryRow, 'bytes'>): Fact =>
  JSON.parse(bytes.toString('utf8')) as Fact;

/** All facts of the ledger, as they lie on the disk now. */
export const factsOf = (path: string): Fact[] => reading(path, (all) => all<EntryRow>(entries).map(factOf));

/** The number of the last entry. */
export const headOf = (path: string): number =>
  reading(
    path,
    (all) => all<{ head: number }>('SELECT coalesce(max("seq"), 0) AS head FROM "entries"')[0]?.head ?? 0,
  );

/** The commands to sirens about alarms that nobody has answered. */
export const owedSounds = (path: string): string[] =>
  reading(path, (all) =>
    all<EntryRow>(
      `SELECT "bytes" FROM "entries" JOIN "alarms" ON "id" = "subjectId"
       WHERE "type" = 'alarm.escalated' AND "response" = 'raised'`,
    ).flatMap((row) => soundsOf(factOf(row))),
  );

/** What a station's own system is told of (`liaison/exchange.ts`), and the name that it knows a repeat by. */
const toldOf = new Set(['liaison.offered', 'liaison.message', 'liaison.withdrawn']);
export const tellingsOf = ({ type, court, seq }: Fact): string[] =>
  toldOf.has(type) ? [`${court}-${seq}`] : [];

/** All that a station's own system has to be told. */
export const owedTellings = (path: string): string[] => factsOf(path).flatMap(tellingsOf);

/** One command a siren, named after the fact's number. */
export const soundsOf = ({ type, seq, data }: Fact): string[] =>
  type === 'alarm.escalated' || type === 'event.escalated'
    ? ((data['sirens'] ?? []) as string[]).map((siren) => `${seq}-${siren}`)
    : [];
