/** Plants the bugs one by one, in a real process and in virtual time, and says whether each is found by its name. */
import type { Invariant, Trial } from './complaint.js';
import { ringsAgain, type Sabotage } from './bug.js';
import { sabotages } from './bugs.js';
import { withPlanted } from './plant.js';
import { suites } from './suites.js';
import { untilOneFails } from '../simulation/suite.js';

// A run that only hangs or dies has not found what it looks for, unless that is what it looks for.
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
        file: 'src/alarms/alarms.store.js',
        from: 'return (await asking.rows(TimerTable).delete({ kind, subject })).affected === 1;',
        to: 'return subject !== kind;',
      },
    ],
    breaks: 'escalated-twice',
  },
  'a repeat rings again': {
    changes: [ringsAgain],
    breaks: 'doubled',
    from: 2,
  },
  'a clock set back keeps people uncalled': {
    changes: [{ file: 'src/alarms/escalations.follower.js', from: 'now < this.#lookedAtMs', to: 'now < -1' }],
    breaks: 'not-escalated',
    from: 38,
  },
  'a drill covers whatever is pressed while it runs': {
    changes: [
      {
        file: 'src/alarms/drill.js',
        from: 'return (isInTime &&',
        to: 'if (isInTime) return true; return (isInTime &&',
      },
    ],
    breaks: 'press-taken-for-drill',
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
    const { fault, rounds, run = suites[fault].run } = sabotage;
    const trial = await run({ dist, ...(rounds === undefined ? {} : { rounds }) });
    const broken = new Set(trial.complaints.map(({ invariant }) => invariant));
    return {
      trial,
      isFound:
        broken.has(sabotage.breaks) &&
        crashes.every((crash) => crash === sabotage.breaks || !broken.has(crash)),
    };
  });
