/** A file on its way in: who sends it, what it is said to be and what it turned out to be. */
import type { Actor } from '../kernel/actor.js';
import type { Instant } from '../kernel/clock.js';
import type { UploadWords } from './metadata.js';

/** `abandoned`: nobody sent anything more for so long that its maker has to begin anew; its bytes are gone */
export type UploadState = 'receiving' | 'stored' | 'quarantined' | 'abandoned';
/** What `Upload-State` may say. */
export type FinalState = Exclude<UploadState, 'receiving' | 'abandoned'>;

export interface Upload {
  readonly id: string;
  readonly owner: Actor;
  readonly bytes: number;
  /** the hash that its maker declared */
  readonly declared: string;
  readonly words: UploadWords;
  readonly state: UploadState;
  readonly startedAt: Instant;
  /** the hashes that it has, once all bytes are there */
  readonly found?: string;
  readonly sm3?: string;
  /** an earlier upload of the same owner that brought the same bytes under the same declaration */
  readonly repeats?: string;
}

/** A device keeps its copy until it is told `stored`, so a file that stood still for a week is only begun again. */
export const abandonedAfterMs = 7 * 24 * 3_600_000;

/** 20 GiB: ten hours of good video. */
export const largestBytes = 20 * 1024 ** 3;

/** What uploads leave free, so that alarms can always be written: 2 GiB, or a tenth of a smaller disk. */
export const reserveBytes = (totalBytes: number): number => Math.min(2 * 1024 ** 3, totalBytes / 10);

/** Evidence may fill a disk up to the reserve; people hear of it before. */
export type Room = 'enough' | 'low' | 'reserve';
/** A warning ends only some way above where it began, so that it does not come and go. */
const sureMargin = 1.1;

export function roomOf(freeBytes: number, totalBytes: number, before: Room = 'enough'): Room {
  const reserve = reserveBytes(totalBytes);
  if (freeBytes < reserve * (before === 'reserve' ? sureMargin : 1)) return 'reserve';
  return freeBytes < 2 * reserve * (before === 'enough' ? 1 : sureMargin) ? 'low' : 'enough';
}

export const stateOf = (declared: string, found: string): FinalState =>
  declared === found ? 'stored' : 'quarantined';
