/** Holds the promises against the court's file after each step, and the screens against the board whenever nothing moves. */
import { isDeepStrictEqual } from 'node:util';
import BetterSqlite3 from 'better-sqlite3';
import { builtInPolicy } from '../../src/duty/policy.js';
import { projectBoard } from '../../src/console/projection.js';
import { complaint, type Complaint, type Invariant } from '../faults/complaint.js';
import { factOf, type EntryRow, type Fact } from '../faults/court-file.js';
import { sha256Of } from '../faults/history.js';
import { DrillWatch } from './drill-watch.js';
import type { Life } from './life.js';
import type { VirtualTime } from './platform.js';
import type { SimulatedScreen } from './screens.js';

/** R9 of the targets: while up a step comes within two seconds of its time, and so after a start. */
const lateMs = 2_000;
/** looks at timers come four times a second */
const earlyMs = 300;

interface Waiting {
  readonly kind: string;
  readonly alarm: string;
  readonly afterMs: number;
  readonly sinceMs: number;
  /** when its event was stored, which may be before it could ring */
  readonly storedMs: number;
}

interface AlarmState {
  readonly response: string;
  readonly shown: string | null;
}

export class Watch {
  readonly complaints: Complaint[] = [];
  steps = 0;
  readonly #database: BetterSqlite3.Database;
  readonly #head: BetterSqlite3.Statement;
  readonly #entries: BetterSqlite3.Statement;
  readonly #row: BetterSqlite3.Statement;
  readonly #beside: BetterSqlite3.Statement;
  readonly #storedAt: BetterSqlite3.Statement;
  readonly #timer: BetterSqlite3.Statement;
  readonly #alarm: BetterSqlite3.Statement;
  #seq = 0;
  #prev = '';
  readonly #rings = new Set<string>();
  readonly #taken = new Set<string>();
  readonly #drills = new DrillWatch();
  readonly #waiting = new Map<string, Waiting>();
  /** since when nothing has kept the console from calling people */
  wellSinceMs = 0;
  /** the last moment at which its wall clock was stepped: forward makes calls early, back may make them wait their own time again */
  steppedAtMs = Number.NEGATIVE_INFINITY;
  isStepped = false;

  constructor(
    path: string,
    readonly time: VirtualTime,
  ) {
    this.#database = new BetterSqlite3(path, { readonly: true });
    const said = (sql: string): BetterSqlite3.Statement => this.#database.prepare(sql);
    this.#head = said('SELECT max("seq") AS "seq" FROM "entries"').pluck();
    this.#entries = said('SELECT "seq", "leaf", "bytes" FROM "entries" WHERE "seq" > ? ORDER BY "seq"');
    this.#row = said(
      'SELECT "payload" FROM "events" WHERE "device" = ? AND "boot" = ? AND "seq" = ?',
    ).pluck();
    this.#beside = said(
      'SELECT "payload" FROM "oddities" WHERE "device" = ? AND "boot" = ? AND "seq" = ?',
    ).pluck();
    this.#storedAt = said(
      'SELECT "receivedAt" FROM "events" WHERE "device" = ? AND "boot" = ? AND "seq" = ?',
    ).pluck();
    this.#timer = said('SELECT "dueAt" FROM "timers" WHERE "kind" = ? AND "subject" = ?').pluck();
    this.#alarm = said('SELECT "response", "shown" FROM "alarms" WHERE "id" = ?');
    // What was there before the run is taken as it is.
    const last = this.#database
      .prepare<[], EntryRow>('SELECT "seq", "leaf", "bytes" FROM "entries" ORDER BY "seq" DESC LIMIT 1')
      .get();
    this.#seq = last?.seq ?? 0;
    this.#prev = last?.leaf ?? '0'.repeat(64);
  }

  say(invariant: Invariant, about: string): void {
    this.complaints.push(complaint(invariant, `at ${Math.round(this.time.nowMs)} ms: ${about}`));
  }

  close(): void {
    this.#database.close();
  }

  afterStep(): void {
    this.steps += 1;
    const head = Number(this.#head.get() ?? 0);
    if (head < this.#seq)
      this.say('acknowledged-but-lost', `the ledger had ${this.#seq} entries and has ${head}`);
    if (head > this.#seq) for (const row of this.#entries.all(this.#seq) as EntryRow[]) this.#follow(row);
    for (const waiting of this.#waiting.values()) this.#demand(waiting);
  }

  /** A receipt is the console's word: what it names is on the disk now, byte for byte. */
  receipted(press: { device: string; boot: string; seq: number; sha256: string; outcome: string }): void {
    const { device, boot, seq, sha256, outcome } = press;
    const from = outcome === 'conflict' ? this.#beside : this.#row;
    const stored = (from.all(device, boot, seq) as Buffer[]).map((payload) => sha256Of(payload));
    if (!stored.includes(sha256))
      this.say('acknowledged-but-lost', `${device}/${boot}/${seq} was told ${outcome} and is not there`);
  }

  #follow({ seq, leaf, bytes }: EntryRow): void {
    const fact = factOf({ bytes });
    if (seq !== this.#seq + 1) this.say('ledger-has-a-gap', `${seq} follows ${this.#seq}`);
    if (fact.prev !== this.#prev || fact.seq !== seq) this.say('ledger-chain-is-broken', `entry ${seq}`);
    this.#seq = seq;
    this.#prev = leaf;
    this.#drills.follow(fact, (about) => this.say('press-taken-for-drill', about));
    if (fact.type === 'alarm.raised' || fact.type === 'alarm.pressed-again') this.#ring(fact);
    if (fact.type === 'alarm.escalated') this.#take(fact, String(fact.data['why']));
    if (fact.type === 'alarm.unresolved') this.#take(fact, 'ask-liaison');
  }

  #ring({ type, subject, data }: Fact): void {
    const { device, boot, seq } = data;
    const name = `${String(device)}/${String(boot)}/${String(seq)}/${data['conflict'] === true ? String(data['sha256']) : ''}`;
    if (boot !== undefined && this.#rings.has(name)) this.say('doubled', `${name} rang twice`);
    this.#rings.add(name);
    for (const { kind, afterMs } of builtInPolicy.steps) {
      // A press after an answer sounds again, and people are called anew from that press on.
      if (type !== 'alarm.raised' && !this.#isSetNow(kind, subject.id, afterMs)) continue;
      this.#taken.delete(`${subject.id} ${kind}`);
      this.#waiting.set(`${subject.id} ${kind}`, {
        kind,
        alarm: subject.id,
        afterMs,
        sinceMs: this.time.nowMs,
        storedMs: this.#storedMs(data),
      });
    }
  }

  #storedMs({ device, boot, seq }: Fact['data']): number {
    const { nowMs } = this.time;
    const at = this.#storedAt.get(device ?? '', boot ?? '', seq ?? 0) as string | undefined;
    return at === undefined ? nowMs : Math.min(nowMs, nowMs + Date.parse(at) - Date.now());
  }

  #isSetNow(kind: string, alarm: string, afterMs: number): boolean {
    const dueAt = this.#timer.get(kind, alarm) as string | undefined;
    return dueAt !== undefined && Math.abs(Date.parse(dueAt) - afterMs - Date.now()) < justNowMs;
  }

  #take({ subject }: Fact, kind: string): void {
    const step = `${subject.id} ${kind}`;
    const waiting = this.#waiting.get(step);
    if (this.#taken.has(step)) this.say('escalated-twice', step);
    this.#taken.add(step);
    this.#waiting.delete(step);
    if (waiting === undefined || this.isStepped) return;
    const waitedMs = this.time.nowMs - waiting.storedMs;
    // It counts from when it was heard, which may be a slow disk ago; an event that could not ring at first was stored then.
    if (waitedMs < waiting.afterMs - mostHeardBeforeMs)
      this.say('not-escalated', `${step} came after ${Math.round(waitedMs)} ms, before its time`);
  }

  #demand(waiting: Waiting): void {
    const { kind, alarm, afterMs, sinceMs } = waiting;
    const { nowMs } = this.time;
    // A clock stepped back may let a step wait its own time again, never longer.
    const againMs = this.steppedAtMs >= sinceMs ? this.steppedAtMs + afterMs : 0;
    const dueMs = Math.max(sinceMs + afterMs, againMs, this.wellSinceMs) + lateMs + earlyMs;
    if (nowMs < dueMs) return;
    this.#waiting.delete(`${alarm} ${kind}`);
    const row = this.#alarm.get(alarm) as AlarmState | undefined;
    const isNeeded = kind === 'not-shown' ? row?.shown === null : kind === 'not-acknowledged';
    if (this.#timer.get(kind, alarm) !== undefined || (row?.response === 'raised' && isNeeded))
      this.say(
        'not-escalated',
        `${alarm} ${kind} has not come ${Math.round(nowMs - sinceMs)} ms after the alarm`,
      );
  }

  /** Only where nothing is under way: the board is what the rows say, and each screen that is as far shows it. */
  async atRest(life: Life, screens: readonly SimulatedScreen[]): Promise<void> {
    const { boards, ledger } = life;
    if (boards.cursor !== ledger.head())
      return this.say(
        'screen-shows-another-board',
        `the board stands at ${boards.cursor} of ${ledger.head()}`,
      );
    const rows = await boards.load();
    for (const part of Object.keys(rows) as (keyof typeof rows)[])
      if (!isDeepStrictEqual(inOrder(boards.board[part]), inOrder(rows[part])))
        this.say('screen-shows-another-board', `${part} of the folded board are not those of the rows`);
    for (const screen of screens) this.#screen(life, screen);
    return undefined;
  }

  #screen({ boards }: Life, screen: SimulatedScreen): void {
    const { permissions } = screen.viewer;
    for (const fault of screen.faults.splice(0)) this.say('screen-missed-a-fact', fault);
    if (new Set(screen.told).size < screen.told.length) this.say('screen-was-told-twice', screen.name);
    if (!screen.isOpen || screen.cursor !== boards.cursor) return;
    if (!isDeepStrictEqual(screen.board, projectBoard(boards.board, { permissions })))
      this.say('screen-shows-another-board', `${screen.name} at ${screen.cursor}`);
  }
}

const justNowMs = 1_000;
const mostHeardBeforeMs = 12_000;
const inOrder = (items: unknown): unknown =>
  !Array.isArray(items)
    ? items
    : (items as { readonly id: string }[])
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
        .map((item) => JSON.parse(JSON.stringify(item)) as unknown);
