/** The bugs that each fault exists to find: planted one by one, each must be found, by name. */
import { together, type Invariant, type Trial } from './complaint.js';
import { killAt } from './kill-points.js';
import { withPlanted, type Change } from './plant.js';
import { untilOneFails } from '../simulation/suite.js';
import { suites } from './suites.js';

export interface Sabotage {
  readonly changes: readonly Change[];
  readonly run: (options: { readonly dist: string }) => Promise<Trial>;
  /** what must be said to be broken */
  readonly breaks: Invariant;
}

const commit = "await this.#databases.writing.query('COMMIT');";
const settling = 'group.forEach((waiting, place) => settle(waiting, outcomes[place]));';
const writer = 'src/storage/writer.js';
const alarmsStore = 'src/alarms/alarms.store.js';
const events = 'src/intake/events.store.js';

export const sabotages: Readonly<Record<string, Sabotage>> = {
  'commit after acknowledgement': {
    changes: [
      {
        file: writer,
        from: commit,
        // Only of what devices said: the demo court would not be made at all.
        to: `if (facts.some(({ type }) => type === 'event.recorded')) { ${settling} await new Promise((go) => setTimeout(go, 30)); } ${commit}`,
      },
    ],
    run: async (options) =>
      together([
        await killAt(
          [1, 2, 3].map((when) => ({ call: 'pwrite64', when })),
          options,
        ),
      ]),
    breaks: 'acknowledged-but-lost',
  },
  'synchronous=NORMAL': {
    changes: [
      { file: 'src/storage/databases.js', from: "'synchronous = FULL'", to: "'synchronous = NORMAL'" },
      { file: 'src/storage/databases.js', from: 'sync < 2', to: 'sync < 1' },
    ],
    run: (options) => suites['power-cuts'].run({ ...options, rounds: 1 }),
    breaks: 'acknowledged-but-lost',
  },
  'no boot in the key': {
    changes: [
      {
        file: 'src/storage/migrations/1790000000000-first-tables.js',
        from: 'PRIMARY KEY ("device", "boot", "seq")',
        to: 'PRIMARY KEY ("device", "seq")',
      },
      { file: events, from: 'ON CONFLICT ("device", "boot", "seq")', to: 'ON CONFLICT ("device", "seq")' },
      {
        file: events,
        from: `'SELECT * FROM "events" WHERE "device" = ? AND "boot" = ? AND "seq" = ?'`,
        to: `'SELECT * FROM "events" WHERE "device" = ? AND ? IS NOT NULL AND "seq" = ?'`,
      },
    ],
    run: suites.reboots.run,
    breaks: 'receipt-untrue',
  },
  'the head moves before the commit': {
    changes: [
      {
        file: 'src/ledger/ledger.service.js',
        from: 'this.#pending = head;',
        to: 'this.#pending = head; this.#head = head;',
      },
    ],
    run: suites['no-room'].run,
    breaks: 'ledger-has-a-gap',
  },
  'an error is swallowed': {
    changes: [{ file: writer, from: commit, to: commit.replace(');', ').catch(() => undefined);') }],
    run: suites['no-room'].run,
    breaks: 'acknowledged-but-lost',
  },
  'a listener always throws': {
    changes: [
      {
        file: 'src/incidents/incidents.listener.js',
        from: 'const alarm = fact.data;',
        to: "throw new Error('planted'); const alarm = fact.data;",
      },
    ],
    run: suites.reboots.run,
    breaks: 'alarm-without-incident',
  },
  'the alarm itself always throws': {
    changes: [
      {
        file: 'src/alarms/alarms.service.js',
        from: 'async ring(unit, ring, known) {',
        to: "async ring(unit, ring, known) { throw new Error('planted');",
      },
    ],
    run: suites.reboots.run,
    breaks: 'press-without-alarm',
  },
  'timers in memory': {
    changes: [
      {
        file: alarmsStore,
        from: 'export const setTimers = (asking, timers) =>',
        to: 'const kept = new Set(); export const setTimers = async (asking, timers) => timers.forEach((timer) => kept.add(timer)); export const setRows = (asking, timers) =>',
      },
      {
        file: alarmsStore,
        from: 'export const dueTimers = (asking, now, latest, limit) =>',
        to: 'export const dueTimers = async (asking, now) => [...kept].filter((timer) => timer.dueAt <= now); export const dueRows = (asking, now, latest, limit) =>',
      },
      {
        file: alarmsStore,
        from: 'export async function takeTimer(asking, { kind, subject }) {',
        to: 'export async function takeTimer(asking, timer) { return kept.delete(timer); } export async function takeRow(asking, { kind, subject }) {',
      },
    ],
    run: suites.timers.run,
    breaks: 'not-escalated',
  },
  'a cursor by time': {
    changes: [
      {
        file: 'src/console/boards.service.js',
        from: 'return this.#recent.filter((fact) => fact.seq > cursor);',
        to: "{ const at = this.#recent.find((fact) => fact.seq === cursor)?.at ?? ''; return this.#recent.filter((fact) => fact.at > at); }",
      },
    ],
    run: suites['cut-screens'].run,
    breaks: 'screen-missed-a-fact',
  },
};

// A run that only hangs or dies has not found what it looks for.
const crashes: readonly Invariant[] = [
  'console-does-not-start',
  'console-does-not-answer',
  'never-receipted',
  'database-is-damaged',
];

type SimulatedBug = Pick<Sabotage, 'changes' | 'breaks'> & {
  /** the seed that is known to see it: the others would only take time */
  readonly from?: number;
};

/** The same bugs, and others that only an order of things brings out, found in virtual time. */
export const simulated: Readonly<Record<string, SimulatedBug>> = {
  ...Object.fromEntries(
    (
      [
        ['no boot in the key', 'receipt-untrue', 2],
        ['the head moves before the commit', 'ledger-has-a-gap', 9],
        ['an error is swallowed', 'acknowledged-but-lost', 9],
        ['a listener always throws', 'alarm-without-incident'],
        ['timers in memory', 'not-escalated', 27],
      ] as const
    ).map(([name, breaks, from = 1]) => [name, { changes: sabotages[name]?.changes ?? [], breaks, from }]),
  ),
  'a timer that fired stays': {
    changes: [
      {
        file: alarmsStore,
        from: 'return (await asking.rows(TimerTable).delete({ kind, subject })).affected === 1;',
        to: 'return subject !== kind;',
      },
    ],
    breaks: 'escalated-twice',
  },
  'a repeat rings again': {
    changes: [
      {
        file: 'src/intake/events.service.js',
        from: 'if (first.content === message.content)',
        to: "if (first.content === message.content) await this.#ring(unit, message, 'recorded'); if (first.content === message.content)",
      },
    ],
    breaks: 'doubled',
    from: 2,
  },
  'a clock set back keeps people uncalled': {
    changes: [{ file: 'src/alarms/escalations.follower.js', from: 'now < this.#lookedAtMs', to: 'now < -1' }],
    breaks: 'not-escalated',
    from: 38,
  },
  'a siren is ordered anew, not again': {
    changes: [
      {
        file: 'src/console/last-mile.follower.js',
        from: 'if (device === undefined || toMs(until) < Date.now())',
        to: 'command = `${command}-${Date.now()}`; if (device === undefined || toMs(until) < Date.now())',
      },
    ],
    breaks: 'never-sent',
    from: 2,
  },
};

export const trySimulated = ({ changes, breaks, from = 1 }: SimulatedBug): Promise<Verdict> =>
  withPlanted(changes, async (dist) => {
    const trial = await untilOneFails(from, dist, breaks);
    return { trial, isFound: trial.complaints.some(({ invariant }) => invariant === breaks) };
  });

export interface Verdict {
  readonly trial: Trial;
  readonly isFound: boolean;
}

/** Found: the promise that the bug attacks is said to be broken, and nothing merely fell over. */
export const tryBug = (sabotage: Sabotage): Promise<Verdict> =>
  withPlanted(sabotage.changes, async (dist) => {
    const trial = await sabotage.run({ dist });
    const broken = new Set(trial.complaints.map(({ invariant }) => invariant));
    return { trial, isFound: broken.has(sabotage.breaks) && crashes.every((crash) => !broken.has(crash)) };
  });
