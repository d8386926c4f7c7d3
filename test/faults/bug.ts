/** What a planted bug is: where it is put, which suite must find it, and by what name. */
import type { Invariant, Trial } from './complaint.js';
import type { Change } from './plant.js';
import type { SuiteName } from './suites.js';

export interface Sabotage {
  readonly changes: readonly Change[];
  /** the suite that must find it */
  readonly fault: SuiteName;
  /** of the suite, where its short number is not right */
  readonly rounds?: number;
  /** instead of the suite's own: the part of it that finds this */
  readonly run?: (options: { readonly dist: string }) => Promise<Trial>;
  /** what must be said to be broken */
  readonly breaks: Invariant;
}

/** One that several suites must find. */
export const ringsAgain: Change = {
  file: 'src/intake/events.service.js',
  from: 'if (first.content === message.content)',
  to: "if (first.content === message.content) await this.#ring(unit, message, 'recorded'); if (first.content === message.content)",
};
