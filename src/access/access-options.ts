/** What access needs to know of the court it serves, as plain values. */
import type { Clock } from '../kernel/clock.js';

export interface AccessOptions {
  readonly court: {
    readonly id: string;
    readonly name: string;
    readonly timeZone: string;
    /** of the guard room */
    readonly telephone?: string | undefined;
  };
  /** public passwords: every answer without a session says so */
  readonly demo: boolean;
  readonly clock: Clock;
}

/** Injection token. */
export const ACCESS_OPTIONS = Symbol('access options');
