/** The bugs that each fault exists to find: planted one by one in a real process, each must be found, by name. */
import { ringsAgain, type Sabotage } from './bug.js';
import { together } from './complaint.js';
import { deliveryBugs } from './delivery-bugs.js';
import { killAt } from './kill-points.js';
import { takeovers } from './standby.js';

const databases = 'src/storage/databases.js';
const commit = "await this.#databases.writing.query('COMMIT');";
const settling = 'group.forEach((waiting, place) => settle(waiting, outcomes[place]));';
const writer = 'src/storage/writer.js';
const alarmsStore = 'src/alarms/alarms.store.js';
const events = 'src/intake/events.store.js';
const deliveries = 'src/liaison/deliveries.service.js';
/** as many as it takes to die once while the station is told */
const killsToDieTelling = 5;

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
    fault: 'kill-points',
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
      { file: databases, from: "'synchronous = FULL'", to: "'synchronous = NORMAL'" },
      { file: databases, from: 'sync < 2', to: 'sync < 1' },
    ],
    fault: 'power-cuts',
    rounds: 1,
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
    fault: 'reboots',
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
    fault: 'no-room',
    breaks: 'ledger-has-a-gap',
  },
  'an error is swallowed': {
    changes: [{ file: writer, from: commit, to: commit.replace(');', ').catch(() => undefined);') }],
    fault: 'no-room',
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
    fault: 'reboots',
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
    fault: 'reboots',
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
    fault: 'timers',
    breaks: 'not-escalated',
  },
  'a siren is ordered anew': {
    changes: [
      {
        file: 'src/console/last-mile.follower.js',
        from: '`${fact.seq}-${siren}`, laterBy(fact.at',
        to: '`${fact.seq}-${siren}-${Date.now()}`, laterBy(fact.at',
      },
    ],
    fault: 'random-kills',
    rounds: killsToDieTelling,
    breaks: 'never-sent',
  },
  'a step is noted as told before it is told': {
    changes: [
      {
        file: deliveries,
        from: 'await this.#settle(row, await this.#post(row), now);',
        to: '{ await this.#settle(row, undefined, now); await this.#post(row); }',
      },
    ],
    fault: 'random-kills',
    rounds: killsToDieTelling,
    breaks: 'station-never-told',
  },
  'a step has another name at each try': {
    changes: [
      {
        file: deliveries,
        from: "'Court-Delivery': `${court}-${fact}`",
        to: "'Court-Delivery': `${court}-${time}`",
      },
    ],
    fault: 'random-kills',
    rounds: killsToDieTelling,
    breaks: 'station-told-twice',
  },
  'a cursor by time': {
    changes: [
      {
        file: 'src/console/boards.service.js',
        from: 'return this.#recent.filter((fact) => fact.seq > cursor);',
        to: "{ const at = this.#recent.find((fact) => fact.seq === cursor)?.at ?? ''; return this.#recent.filter((fact) => fact.at > at); }",
      },
    ],
    fault: 'cut-screens',
    breaks: 'screen-missed-a-fact',
  },
  'a failed sync is survived': {
    changes: [
      { file: 'src/storage/storage.module.js', from: 'process.exit(isTakenOver', to: 'void (isTakenOver' },
    ],
    fault: 'failed-sync',
    breaks: 'console-did-not-give-up',
  },
  'the disk is looked at once a day': {
    changes: [
      { file: 'src/alarms/disk.follower.js', from: 'lookEveryMs = 2_000', to: 'lookEveryMs = 86_400_000' },
    ],
    fault: 'full-volume',
    breaks: 'full-disk-unwarned',
  },
  'a lock is waited for in the driver': {
    changes: [{ file: databases, from: 'timeout: 0,', to: 'timeout: 60_000,' }],
    fault: 'locked-database',
    breaks: 'console-does-not-answer',
  },
  'the clock is held against itself': {
    changes: [
      {
        file: 'src/intake/own-clock.follower.js',
        from: 'steadyMs: this.steady.nowMs()',
        to: 'steadyMs: this.ledger.clock.nowMs()',
      },
    ],
    fault: 'stepped-clock',
    breaks: 'clock-not-told',
  },
  'a migration is many transactions': {
    changes: [
      {
        file: databases,
        from: "'each',\n        prepareDatabase",
        to: "'none',\n        prepareDatabase",
      },
    ],
    fault: 'interrupted-starts',
    breaks: 'console-does-not-start',
  },
  'a repeat rings again': {
    changes: [ringsAgain],
    fault: 'bad-lines',
    // A busy machine may come through one round without losing a receipt.
    rounds: 3,
    breaks: 'doubled',
  },
  ...deliveryBugs,
  'a conflict passes for a repeat': {
    changes: [
      {
        file: 'src/intake/events.service.js',
        from: 'if (first.content === message.content)',
        to: 'if (first)',
      },
    ],
    fault: 'identities',
    breaks: 'receipt-untrue',
  },
  'nothing bounds what one device has under way': {
    changes: [
      {
        file: 'src/intake/device-line.adapter.js',
        from: 'mostUnderWay = 32',
        to: 'mostUnderWay = 65_535',
      },
    ],
    fault: 'flood',
    breaks: 'one-device-goes-first',
  },
  'the number of the lease is not looked at on commit': {
    changes: [
      { file: writer, from: 'await this.#databases.holding?.demand(this.#databases.writing);', to: '' },
      // Beside it a console that wakes is soon gone by itself: this bug is one that only the number stands against.
      { file: 'src/storage/holding.js', from: 'this.#onLost?.(this.#lost);', to: '' },
    ],
    fault: 'standby',
    // Frozen amid a transaction it is ended by the server, and shows nothing: one of several is frozen between two.
    run: ({ dist }) => takeovers({ dist, rounds: 6, logins: ['annex-1', 'annex-2'], strikes: ['frozen'] }),
    breaks: 'fenced-console-wrote',
  },
  'who reads nothing is kept': {
    changes: [
      { file: 'src/console/live.gateway.js', from: 'pingTimeout: 15_000', to: 'pingTimeout: 90_000' },
    ],
    fault: 'frozen-screens',
    breaks: 'frozen-screen-kept',
  },
  'whose line is open is not silent': {
    changes: [{ file: 'src/intake/silence.js', from: 'silentAfterMs = 3 *', to: 'silentAfterMs = 10 *' }],
    fault: 'frozen-device',
    breaks: 'silence-unnoticed',
  },
  'each message leaves a file open': {
    changes: [
      {
        file: 'src/intake/hearing.service.js',
        from: 'const receipt = await this.events.receive(device, payload);',
        to: "(await import('node:fs')).openSync('/dev/null'); const receipt = await this.events.receive(device, payload);",
      },
    ],
    fault: 'soak',
    rounds: 2,
    breaks: 'files-left-open',
  },
};
