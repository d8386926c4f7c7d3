/** A version of the law as it is listed: since when it is in force, and who brought it when. */
import type { Actor } from '../kernel/actor.js';
import type { Instant } from '../kernel/clock.js';

export interface LawVersion {
  readonly version: string;
  readonly inForceFrom: string;
  readonly inForceUntil?: string;
  readonly loadedAt: Instant;
  readonly sha256: string;
  /** the system where it was shipped with the console */
  readonly by: Actor;
  readonly isCurrent: boolean;
}
