/** The figures of a period from its rows: response, load, and what is to be mended. Pure; drills and tests are left out. */
import type { Level } from '../alarms/alarm.js';
import type { History, PastAlarm, PastFlood } from '../alarms/history.js';
import { toMs, type Instant } from '../kernel/clock.js';
import {
  chattering,
  falseAlarms,
  loadOf,
  raisedBy,
  standing,
  topTen,
  type Bad,
  type FalseAlarms,
  type Load,
  type Raised,
} from './alarm-load.js';
import { isIn, type Period, type Span } from './period.js';
import { isExercise, measures, responseFigure, type ResponseFigure, type Targets } from './response-time.js';

/** An hour or a day of the period. */
export interface Part extends Span {
  readonly alarms: number;
  readonly troubles: number;
  /** the fullest ten minutes of it */
  readonly most: number;
  readonly acknowledgedP90Ms?: number;
}

export interface Figures {
  readonly period: Omit<Period, 'parts'>;
  /** the figures tell until then */
  readonly asOf: Instant;
  readonly alarms: number;
  readonly troubles: number;
  /** drills and tests, which are in none of the others */
  readonly exercises: number;
  readonly levels: readonly { readonly level: Level; readonly count: number }[];
  readonly outcomes: readonly { readonly outcome: string; readonly count: number }[];
  readonly response: readonly ResponseFigure[];
  readonly load: Load;
  readonly floods: readonly PastFlood[];
  /** share of the period, 0..1 */
  readonly floodShare: number;
  readonly standing: readonly (Omit<Bad, 'count'> & { readonly since: Instant })[];
  readonly chattering: readonly Bad[];
  readonly top: readonly Bad[];
  readonly falseAlarms: readonly FalseAlarms[];
  readonly parts: readonly Part[];
}

const levels: readonly Level[] = ['emergency', 'high', 'medium'];

/** @param now the rows tell until then, or until the period is over */
export function figuresOf(
  { parts, ...period }: Period,
  rows: History,
  targets: Targets,
  now: Instant,
): Figures {
  const asOf = now < period.to ? now : period.to;
  const span = { from: period.from, to: asOf };
  const within = rows.alarms.filter(({ raisedAt }) => isIn(period, raisedAt));
  const alarms = within.filter((alarm) => !isExercise(alarm));
  const troubles = rows.troubles.filter(({ raisedAt }) => isIn(period, raisedAt));
  const raised = raisedBy(alarms, troubles);
  const known = raisedBy(
    rows.alarms.filter((alarm) => !isExercise(alarm)),
    rows.troubles,
  );
  const floods = rows.floods.filter(({ since, until = asOf }) => since < asOf && until > period.from);
  return {
    period,
    asOf,
    alarms: alarms.length,
    troubles: troubles.length,
    exercises: within.length - alarms.length,
    levels: levels.map((level) => ({ level, count: alarms.filter((one) => one.level === level).length })),
    outcomes: outcomesOf(alarms),
    response: measures.map((measure) => responseFigure(alarms, measure, targets[measure], asOf)),
    load: loadOf(raised, span),
    floods,
    floodShare: shareOf(floods, span),
    standing: standing(known, asOf),
    chattering: chattering(raised),
    top: topTen(raised),
    falseAlarms: falseAlarms(alarms),
    parts: parts.filter(({ from }) => from < asOf).map((part) => partOf(part, alarms, raised, targets, asOf)),
  };
}

function partOf(
  part: Span,
  alarms: readonly PastAlarm[],
  raised: readonly Raised[],
  targets: Targets,
  asOf: Instant,
): Part {
  const own = alarms.filter(({ raisedAt }) => isIn(part, raisedAt));
  const all = raised.filter(({ at }) => isIn(part, at));
  const { p90Ms } = responseFigure(own, 'acknowledged', targets.acknowledged, asOf);
  return {
    ...part,
    alarms: own.length,
    troubles: all.length - own.length,
    most: loadOf(all, part).most,
    ...(p90Ms === undefined ? {} : { acknowledgedP90Ms: p90Ms }),
  };
}

/** Those that are still open stand as `open`. */
function outcomesOf(alarms: readonly PastAlarm[]): Figures['outcomes'] {
  const counts = new Map<string, number>();
  for (const { outcome = 'open' } of alarms) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return [...counts].map(([outcome, count]) => ({ outcome, count })).toSorted((a, b) => b.count - a.count);
}

function shareOf(floods: readonly PastFlood[], { from, to }: Span): number {
  const [startMs, endMs] = [toMs(from), toMs(to)];
  if (endMs <= startMs) return 0;
  const floodedMs = floods.reduce(
    (sum, { since, until = to }) =>
      sum + Math.max(0, Math.min(toMs(until), endMs) - Math.max(toMs(since), startMs)),
    0,
  );
  return floodedMs / (endMs - startMs);
}
