/** What the keeper of evidence files leaves behind of each round, and when that is trouble. Pure. */
import { toMs, type Instant } from '../kernel/clock.js';

/** in the keeper's folder */
export const roundFile = 'round.json';

export interface KeeperRound {
  readonly at: Instant;
  /** how many things it could not do; what they were stands in its journal */
  readonly failed: number;
}

/** It comes every minute; a round with many new files takes longer. */
const lateMs = 30 * 60_000;

export const keeperTrouble = ({ at, failed }: KeeperRound, nowMs: number): 'late' | 'failing' | undefined =>
  nowMs - toMs(at) > lateMs ? 'late' : failed > 0 ? 'failing' : undefined;
