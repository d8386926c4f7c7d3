/** A flood: more than people can hear. Troubles are then told in groups; a call for help never. Pure. */
import { toMs, type Instant } from '../kernel/clock.js';
import { groupedBy } from '../kernel/grouped-by.js';
import type { TroubleItem } from './alarm.js';

/** ISA-18.2, EEMUA 191: more than 10 in 10 minutes for one operator */
export const floodWithinMs = 10 * 60_000;
export const floodAbove = 10;

export interface Flood {
  readonly since: Instant;
  /** how many there were in the ten minutes when it began */
  readonly count: number;
}

export const recent = (raised: readonly Instant[], nowMs: number): Instant[] =>
  raised.filter((at) => toMs(at) > nowMs - floodWithinMs);

export const isFlood = (raised: readonly Instant[], nowMs: number): boolean =>
  recent(raised, nowMs).length > floodAbove;

/** Calm again at half of it: a flood that goes and comes would be noise of its own. */
export const isOver = (raised: readonly Instant[], nowMs: number): boolean =>
  recent(raised, nowMs).length <= floodAbove / 2;

export interface TroubleGroup {
  readonly kind: string;
  readonly troubles: readonly TroubleItem[];
}

/** By kind, what is urgent for itself; the order of the first of each. */
export const grouped = (troubles: readonly TroubleItem[]): readonly TroubleGroup[] =>
  [...groupedBy(troubles, ({ urgent, id, kind }) => (urgent ? id : kind)).values()].map((group) => ({
    kind: group[0]?.kind ?? '',
    troubles: group,
  }));
