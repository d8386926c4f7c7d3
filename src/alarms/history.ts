/** Alarms, troubles and floods of a time that has been, as figures are counted from them. */
import type { Instant } from '../kernel/clock.js';
import type { AlarmItem, TroubleItem } from './alarm.js';
import type { Flood } from './flood.js';

export type PastAlarm = Pick<
  AlarmItem,
  | 'id'
  | 'device'
  | 'place'
  | 'level'
  | 'source'
  | 'raisedAt'
  | 'response'
  | 'shown'
  | 'steps'
  | 'outcome'
  | 'drill'
  | 'madeReal'
>;

export interface PastTrouble extends Pick<TroubleItem, 'id' | 'kind' | 'device' | 'place' | 'raisedAt'> {
  readonly clearedAt?: Instant;
}

export interface PastFlood extends Flood {
  readonly until?: Instant;
}

/** What was raised in a span, and what was raised before it and may have stood in it; the earliest first. */
export interface History {
  readonly alarms: readonly PastAlarm[];
  readonly troubles: readonly PastTrouble[];
  readonly floods: readonly PastFlood[];
}
