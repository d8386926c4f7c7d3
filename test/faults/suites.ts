/** Every fault that is tried, by name, with its short and its long measure. */
import type { FaultOptions } from './court.js';
import type { Trial } from './complaint.js';
import { steppedClock, timersSurvive } from './clock.js';
import { failedSync, fullVolume, lockedDatabase, noRoom } from './disk.js';
import { killPoints } from './kill-points.js';
import { flood } from './flood.js';
import { frozenScreens } from './frozen-screens.js';
import { identities } from './identities.js';
import { randomKills } from './kill-rounds.js';
import { badLines, cutScreens, reboots } from './network.js';
import { powerCuts } from './power.js';
import { frozenDevice } from './silence.js';
import { soak } from './soak.js';
import { takeovers } from './standby.js';
import { deliveries, simulation } from '../simulation/suite.js';
import { interruptedStarts } from './start.js';

export interface Suite {
  /** a sentence that is true when it finds nothing wrong */
  readonly claim: string;
  readonly run: (options: FaultOptions) => Promise<Trial>;
  /** too long for every change */
  readonly isLong?: boolean;
}

export const suites = {
  simulation: {
    claim: 'a courthouse in virtual time keeps every promise, whatever befalls it',
    run: simulation,
    // It has a test file of its own.
    isLong: true,
  },
  deliveries: {
    claim:
      'whatever comes late, twice, out of order or after an absence is stored once, and only what is missing is missed',
    run: deliveries,
  },
  'kill-points': {
    claim: 'killed at any write, sync or send, the console loses nothing that has a receipt',
    run: killPoints,
  },
  'random-kills': {
    claim: 'killed at any moment under load, the console loses and doubles nothing',
    run: randomKills,
    isLong: true,
  },
  'power-cuts': { claim: 'a power cut takes nothing that has a receipt', run: powerCuts },
  'no-room': { claim: 'without room nothing is acknowledged, and with room all comes in', run: noRoom },
  'full-volume': { claim: 'a full volume loses nothing and needs no restart', run: fullVolume },
  'failed-sync': { claim: 'after a failed sync the console gives up and begins anew', run: failedSync },
  'locked-database': {
    claim: 'while another program holds the database, the console answers and waits',
    run: lockedDatabase,
  },
  'stepped-clock': {
    claim: 'a clock that is stepped delays no call and silences no device',
    run: steppedClock,
  },
  timers: { claim: 'people are called after a restart as if there had been none', run: timersSurvive },
  'interrupted-starts': {
    claim: 'a first start that was interrupted anywhere is followed by a good one',
    run: interruptedStarts,
  },
  'bad-lines': { claim: 'presses and screens survive every bad line', run: badLines },
  'cut-screens': { claim: 'a screen that was away misses nothing, whatever the clock said', run: cutScreens },
  reboots: { claim: 'a press after a new power-up is a new press', run: reboots },
  identities: {
    claim: 'two under one name, or one that says a name twice, are neither mixed up nor counted twice',
    run: identities,
  },
  flood: {
    claim: 'a flood from every side does not delay another button’s press',
    run: flood,
    isLong: true,
  },
  'frozen-screens': {
    claim: 'browsers that stop reading are cut, cost little memory, and hold nobody else up',
    run: frozenScreens,
    isLong: true,
  },
  'frozen-device': {
    claim: 'a device that freezes is noticed within a minute',
    run: frozenDevice,
    isLong: true,
  },
  standby: {
    claim: 'a console that is killed, frozen or cut off is followed by another, and writes nothing any more',
    run: takeovers,
    isLong: true,
  },
  soak: {
    claim: 'long duty leaves no memory and no file behind, and loses nothing over its kills',
    run: soak,
    isLong: true,
  },
} as const satisfies Readonly<Record<string, Suite>>;

export type SuiteName = keyof typeof suites;
