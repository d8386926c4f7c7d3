/** How long people needed: from the press as the console recorded it to each step of the answer. Pure. */
import { drillOf, type AlarmItem, type Response } from '../alarms/alarm.js';
import type { PastAlarm } from '../alarms/history.js';
import type { PolicyItem } from '../duty/policy.js';
import { laterBy, toMs, type Instant } from '../kernel/clock.js';

export const measures = ['shown', 'acknowledged', 'accepted', 'arrived', 'controlled'] as const;
export type Measure = (typeof measures)[number];
export type Targets = Readonly<Record<Measure, number>>;

export interface ResponseFigure {
  readonly measure: Measure;
  /** an internal target (内部目标), milliseconds */
  readonly targetMs: number;
  /** alarms for which it happened */
  readonly count: number;
  /** alarms for which it never did, though it was due */
  readonly missing: number;
  /** of both, those for which it happened in time */
  readonly within: number;
  /** nearest rank; absent where there is nothing to rank */
  readonly p50Ms?: number;
  readonly p90Ms?: number;
}

/** domain.md 6.2: on a guard screen within 2 s; at the door before the police are asked for at 3 minutes. */
const shownMs = 2_000;
const arrivedMs = 180_000;

/** The rest as the escalation policy says: what falls due when nobody did it is what was to be done by then. */
export function targetsOf({ steps }: Pick<PolicyItem, 'steps'>): Targets {
  const due = (kind: PolicyItem['steps'][number]['kind'], otherwise: number): number =>
    steps.find((step) => step.kind === kind)?.afterMs ?? otherwise;
  return {
    shown: shownMs,
    acknowledged: due('not-acknowledged', 15_000),
    accepted: due('not-responding', 60_000),
    arrived: arrivedMs,
    controlled: due('not-controlled', 300_000),
  };
}

const answered: readonly Response[] = ['acknowledged', 'responding', 'on-scene', 'controlled'];
const stepOf: Readonly<Record<Exclude<Measure, 'shown'>, Response>> = {
  acknowledged: 'acknowledged',
  accepted: 'responding',
  arrived: 'on-scene',
  controlled: 'controlled',
};

/** A step that was skipped was done at the latest with the next one that was taken; closing stands in for none. */
export function momentOf(alarm: PastAlarm, measure: Measure): Instant | undefined {
  if (measure === 'shown') return alarm.shown?.at;
  const later = answered.slice(answered.indexOf(stepOf[measure]));
  return later.map((step) => alarm.steps[step]?.at).find((at) => at !== undefined);
}

/** Drills and tests (演练、测试) are in no figure: planned as one, or closed as one. */
export const isExercise = (alarm: Pick<AlarmItem, 'outcome' | 'drill' | 'madeReal'>): boolean =>
  alarm.outcome === 'test' || alarm.outcome === 'drill' || drillOf(alarm) !== undefined;
/** Rang for nothing: by mistake, or because the device is broken. */
export const isFalse = ({ outcome }: Pick<AlarmItem, 'outcome'>): boolean =>
  outcome === 'false' || outcome === 'fault';

/** To a false alarm nobody needs to go; seen and acknowledged it must be all the same. */
const isNeeded = (alarm: PastAlarm, measure: Measure): boolean =>
  measure === 'shown' || measure === 'acknowledged' || !isFalse(alarm);

/** Nearest rank: the smallest value that at least this share of all do not exceed. */
export const percentile = (values: readonly number[], share: number): number | undefined =>
  values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(share * values.length) - 1)];

/** @param asOf until when the rows tell; what was not yet due then is neither in time nor missing */
export function responseFigure(
  alarms: readonly PastAlarm[],
  measure: Measure,
  targetMs: number,
  asOf: Instant,
): ResponseFigure {
  const took: number[] = [];
  let missing = 0;
  for (const alarm of alarms) {
    const at = momentOf(alarm, measure);
    const isDue = alarm.response === 'closed' || laterBy(alarm.raisedAt, targetMs) <= asOf;
    if (at !== undefined) took.push(Math.max(0, toMs(at) - toMs(alarm.raisedAt)));
    else if (isDue && isNeeded(alarm, measure)) missing += 1;
  }
  const [p50Ms, p90Ms] = [percentile(took, 0.5), percentile(took, 0.9)];
  return {
    measure,
    targetMs,
    count: took.length,
    missing,
    within: took.filter((ms) => ms <= targetMs).length,
    ...(p50Ms === undefined ? {} : { p50Ms }),
    ...(p90Ms === undefined ? {} : { p90Ms }),
  };
}
