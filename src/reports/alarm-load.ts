/** What one operator was asked to hear: how many, how fast, what stood, what chattered, what rang for nothing (ISA-18.2, EEMUA 191). Pure. */
import { floodAbove, floodWithinMs } from '../alarms/flood.js';
import type { PastAlarm, PastTrouble } from '../alarms/history.js';
import { laterBy, toInstant, toMs, type Instant } from '../kernel/clock.js';
import { lengthMs, type Span } from './period.js';
import { isFalse } from './response-time.js';

/** One annunciation: an alarm or a trouble that was raised. */
export interface Raised {
  readonly at: Instant;
  readonly until?: Instant;
  /** where it comes from: a device, or a place where there is none */
  readonly device?: string;
  readonly place?: string;
  readonly family: 'alarm' | 'trouble';
  /** of an alarm its source, of a trouble its kind */
  readonly what: string;
}

export const raisedBy = (alarms: readonly PastAlarm[], troubles: readonly PastTrouble[]): Raised[] =>
  [
    ...alarms.map(({ raisedAt, source, device, place, steps }): Raised => ({
      ...from(device, place),
      ...(steps.closed === undefined ? {} : { until: steps.closed.at }),
      at: raisedAt,
      family: 'alarm',
      what: source,
    })),
    ...troubles.map(({ raisedAt, clearedAt, kind, device, place }): Raised => ({
      ...from(device, place),
      ...(clearedAt === undefined ? {} : { until: clearedAt }),
      at: raisedAt,
      family: 'trouble',
      what: kind,
    })),
  ].toSorted((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));

const from = (device: string | undefined, place: string | undefined): Pick<Raised, 'device' | 'place'> => ({
  ...(device === undefined ? {} : { device }),
  ...(place === undefined ? {} : { place }),
});

export interface Load {
  /** alarms and troubles together */
  readonly count: number;
  readonly perTenMinutes: number;
  /** the fullest ten minutes by the clock, counted from the beginning of the period */
  readonly most: number;
  readonly mostAt?: Instant;
  /** ten minutes with more than ten, of how many */
  readonly overfull: number;
  readonly tens: number;
}

export function loadOf(raised: readonly Raised[], span: Span): Load {
  const startMs = toMs(span.from);
  const counts = new Map<number, number>();
  for (const { at } of raised) {
    const ten = Math.floor((toMs(at) - startMs) / floodWithinMs);
    counts.set(ten, (counts.get(ten) ?? 0) + 1);
  }
  const tens = Math.ceil(lengthMs(span) / floodWithinMs);
  const [fullest] = [...counts].toSorted(([a, x], [b, y]) => y - x || a - b);
  return {
    count: raised.length,
    perTenMinutes: tens === 0 ? 0 : raised.length / tens,
    most: fullest?.[1] ?? 0,
    ...(fullest === undefined ? {} : { mostAt: toInstant(startMs + fullest[0] * floodWithinMs) }),
    overfull: [...counts.values()].filter((count) => count > floodAbove).length,
    tens,
  };
}

export interface Bad {
  readonly device?: string;
  readonly place?: string;
  readonly family: Raised['family'];
  readonly what: string;
  readonly count: number;
}

const keyOf = ({ device, place, family, what }: Raised): string =>
  `${family} ${what} ${device ?? `@${place ?? ''}`}`;

function bySource(raised: readonly Raised[]): Raised[][] {
  const groups = new Map<string, Raised[]>();
  for (const one of raised) {
    const group = groups.get(keyOf(one));
    if (group === undefined) groups.set(keyOf(one), [one]);
    else group.push(one);
  }
  return [...groups.values()];
}

const badOf = ([first]: readonly Raised[], count: number): Bad[] =>
  first === undefined
    ? []
    : [{ ...from(first.device, first.place), family: first.family, what: first.what, count }];

/** The most first; among equals the one that rang first. */
export const topTen = (raised: readonly Raised[]): Bad[] =>
  bySource(raised)
    .toSorted((a, b) => b.length - a.length)
    .slice(0, 10)
    .flatMap((group) => badOf(group, group.length));

/** ISA-18.2: three or more of the same source in a minute. */
const chatterTimes = 3;
const chatterMs = 60_000;

/** @returns each source that chattered, with the most that it raised within a minute */
export const chattering = (raised: readonly Raised[]): Bad[] =>
  bySource(raised)
    .flatMap((group) => {
      const most = mostWithin(
        group.map(({ at }) => toMs(at)),
        chatterMs,
      );
      return most < chatterTimes ? [] : badOf(group, most);
    })
    .toSorted((a, b) => b.count - a.count);

/** @param times sorted, milliseconds */
function mostWithin(times: readonly number[], withinMs: number): number {
  let first = 0;
  let most = 0;
  times.forEach((time, index) => {
    while (time - (times[first] ?? time) >= withinMs) first += 1;
    most = Math.max(most, index - first + 1);
  });
  return most;
}

/** ISA-18.2: what stands for more than a day tells nobody anything any more. */
export const standingMs = 24 * 3_600_000;

export const standing = (
  raised: readonly Raised[],
  asOf: Instant,
): (Omit<Bad, 'count'> & { since: Instant })[] =>
  raised
    .filter(({ at, until }) => (until === undefined || until > asOf) && at <= laterBy(asOf, -standingMs))
    .map(({ at, family, what, device, place }) => ({ ...from(device, place), family, what, since: at }));

export interface FalseAlarms {
  readonly device?: string;
  readonly place: string;
  readonly alarms: number;
  readonly false: number;
  /** of these, those for which the device itself was broken */
  readonly fault: number;
}

/** Devices (or, where a person pressed in a browser, places) that rang for nothing; the most first. */
export function falseAlarms(alarms: readonly PastAlarm[]): FalseAlarms[] {
  const groups = new Map<string, FalseAlarms>();
  for (const alarm of alarms) {
    const { device, place, outcome } = alarm;
    const key = device ?? `@${place}`;
    const before = groups.get(key) ?? { ...from(device, undefined), place, alarms: 0, false: 0, fault: 0 };
    groups.set(key, {
      ...before,
      alarms: before.alarms + 1,
      false: before.false + Number(isFalse(alarm)),
      fault: before.fault + Number(outcome === 'fault'),
    });
  }
  return [...groups.values()]
    .filter((one) => one.false > 0)
    .toSorted((a, b) => b.false - a.false || b.false / b.alarms - a.false / a.alarms);
}
