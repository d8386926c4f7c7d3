/** How an alarm is told of (ISA-18.2): which state follows which stimulus, and which states sound. Pure. */
import type { Annunciation } from './alarm.js';

/** `press` a further press, `return` who pressed asks to stand down, `put-back` what held it silent has ended. */
export type Stimulus = 'press' | 'acknowledge' | 'return' | 'shelve' | 'suppress' | 'take-out' | 'put-back';

const silenced = { shelve: 'shelved', suppress: 'suppressed', 'take-out': 'out-of-service' } as const;
const table: Readonly<Record<Annunciation, Partial<Record<Stimulus, Annunciation>>>> = {
  unacknowledged: {
    press: 'unacknowledged',
    acknowledge: 'acknowledged',
    return: 'returned-unacknowledged',
    ...silenced,
  },
  acknowledged: { press: 'unacknowledged', return: 'acknowledged', ...silenced },
  'returned-unacknowledged': { press: 'unacknowledged', acknowledge: 'acknowledged', ...silenced },
  shelved: {
    press: 'shelved',
    acknowledge: 'acknowledged',
    'put-back': 'unacknowledged',
    'take-out': 'out-of-service',
  },
  suppressed: { press: 'suppressed', acknowledge: 'acknowledged', 'put-back': 'unacknowledged' },
  'out-of-service': { press: 'out-of-service', acknowledge: 'acknowledged', 'put-back': 'unacknowledged' },
};

/** @returns the next state, or nothing where the stimulus has no place: a call for help is never shelved or suppressed */
export const after = (state: Annunciation, stimulus: Stimulus, isPanic: boolean): Annunciation | undefined =>
  isPanic && (stimulus === 'shelve' || stimulus === 'suppress') ? undefined : table[state][stimulus];

/** What sounds until somebody acknowledges it. */
export const sounds = (state: Annunciation): boolean =>
  state === 'unacknowledged' || state === 'returned-unacknowledged';

/** A person calls for help; all else is what equipment found. */
export const isPanic = (source: string): boolean =>
  source === 'press' || source === 'malformed' || source === 'conflict' || source === 'browser';
