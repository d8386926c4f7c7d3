/** What else years leave behind: as many rows of every table that a list, a screen or a start reads, all of it over and done. */
import type BetterSqlite3 from 'better-sqlite3';

/** `i` counts the rows, `at` is the moment of each, `:now` that of the growing. */
const id = (kind: string): string => `'${kind}-' || printf('%012d', i)`;
const judge = `(SELECT "id" FROM "people" WHERE "username" = 'judge')`;
const somebody = `'{"kind":"person","id":"grown"}'`;
const step = `json_object('at', at, 'by', 'grown')`;
const word = `'{"word":"00"}'`;
const hash = `printf('%064x', i)`;
const button = `'button-' || (101 + i % 12)`;
const recorder = `'recorder-' || (201 + i % 4)`;
const lane = `'gate-' || (1 + i % 2)`;

/** table → column → its value in SQL */
const tables: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  troubles: {
    id: id('trouble'),
    kind: `'note'`,
    urgent: '0',
    annunciation: `'normal'`,
    device: button,
    place: `'court-1'`,
    raisedAt: 'at',
    clearedAt: 'at',
    detail: `'{}'`,
  },
  grants: {
    subject: `'incident-grown-' || printf('%012d', i)`,
    viewer: `'station-1'`,
    since: 'at',
  },
  holds: {
    id: id('hold'),
    incident: id('incident-grown'),
    place: `'court-1'`,
    zone: `'A'`,
    openedAt: 'at',
    from: 'at',
    to: 'at',
  },
  evidence: {
    id: id('evidence'),
    sha256: hash,
    sm3: hash,
    bytes: '1000',
    mime: `'audio/flac'`,
    name: word,
    device: recorder,
    startedAt: 'at',
    endedAt: 'at',
    state: `'stored'`,
    receivedAt: 'at',
    declared: hash,
    place: `'court-1'`,
    zone: `'A'`,
    checkedAt: ':now',
  },
  clips: {
    id: id('clip'),
    device: recorder,
    clip: id('c'),
    place: `'court-' || (1 + i % 8)`,
    zone: `'A'`,
    sha256: hash,
    bytes: '1000',
    mime: `'audio/flac'`,
    startedAt: 'at',
    endedAt: 'at',
    state: `'stored'`,
    evidence: id('evidence'),
  },
  marks: { id: id('mark'), device: recorder, from: 'at', to: 'at', at: 'at', by: somebody },
  screenings: { lane, boot: `'grown'`, seq: 'i', at: 'at', what: `'decision'`, outcome: `'cleared'` },
  passages: { lane, boot: `'grown'`, seq: 'i', from: 'at', to: 'at', passed: '3', alarmed: '1' },
  slips: {
    id: id('slip'),
    day: 'substr(at, 1, 10)',
    nth: 'i',
    number: `replace(substr(at, 1, 10), '-', '') || '-' || printf('%03d', i)`,
    lane,
    kind: `'deposited'`,
    state: `'returned'`,
    at: 'at',
    by: somebody,
    operators: `'[]'`,
  },
  oddities: {
    device: button,
    sha256: hash,
    kind: `'malformed'`,
    payload: `x'00'`,
    receivedAt: 'at',
  },
  presses: {
    person: judge,
    press: id('press'),
    place: `'court-1'`,
    pattern: `'help'`,
    alarm: id('grown'),
    at: 'at',
  },
  handovers: {
    id: id('handover'),
    giver: `'grown'`,
    receiver: `'grown'`,
    post: `'guard-room'`,
    state: `'accepted'`,
    offeredAt: 'at',
    answeredAt: 'at',
    open: `'{"alarms":[],"incidents":[],"troubles":[]}'`,
  },
  buttonTests: {
    id: id('test'),
    device: button,
    place: `'court-1'`,
    opened: step,
    until: 'at',
    endedAt: 'at',
    outcome: `'not-heard'`,
  },
  duty: {
    id: id('duty'),
    person: `'grown'`,
    name: word,
    role: `'guard'`,
    post: `'guard-room'`,
    since: 'at',
    until: 'at',
  },
  sessions: {
    id: id('session'),
    token: hash,
    person: `'grown'`,
    startedAt: 'at',
    seenAt: 'at',
    endedAt: 'at',
  },
  packets: {
    id: id('packet'),
    incident: id('incident-grown'),
    state: `'handed-over'`,
    asked: step,
    askedSession: `'grown'`,
    missing: `'[]'`,
    letter: `'{}'`,
    treeSize: 'i + 1',
  },
  exchanges: { incident: id('incident-grown'), station: `'station-1'`, state: `'closed'`, at: 'at' },
  deliveries: {
    fact: '1000000000 + i',
    incident: id('incident-grown'),
    verb: `'offered'`,
    body: `'{}'`,
    state: `'delivered'`,
    attempts: '1',
    dueAt: 'at',
  },
  interference: {
    id: id('interference'),
    tag: `'inquiry'`,
    at: 'at',
    by: somebody,
    happenedAt: 'at',
  },
};

/** @param spread the time of row `from`, and the milliseconds between two rows */
export function growRows(
  database: BetterSqlite3.Database,
  { from, to }: { readonly from: number; readonly to: number },
  spread: { readonly startMs: number; readonly stepMs: number },
): void {
  for (const [table, columns] of Object.entries(tables)) {
    const names = Object.keys(columns).map((name) => `"${name}"`);
    const sql = `INSERT INTO "${table}" (${names.join(', ')})
      WITH RECURSIVE "counted" (i) AS (SELECT :from UNION ALL SELECT i + 1 FROM "counted" WHERE i + 1 < :to),
        "dated" AS (SELECT i, strftime('%Y-%m-%dT%H:%M:%fZ', (:startMs + i * :stepMs) / 1000.0, 'unixepoch') AS at FROM "counted")
      SELECT ${Object.values(columns).join(', ')} FROM "dated"`;
    const values = { from, to, ...spread, now: new Date().toISOString() };
    database.transaction(() => database.prepare(sql).run(values))();
  }
}
