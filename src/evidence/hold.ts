/** What an incident holds against deletion, and which incident an exhibit belongs to. */
import { laterBy, toMs, type Instant } from '../kernel/clock.js';

export interface Hold {
  /** that of its incident */
  readonly id: string;
  readonly incident: string;
  readonly place: string;
  readonly zone: string;
  readonly openedAt: Instant;
  readonly from: Instant;
  readonly to: Instant;
}

const beforeMs = 10 * 60_000;
const afterMs = 30 * 60_000;
export const holdMs = beforeMs + afterMs;

export const holdFor = (incident: string, place: string, zone: string, openedAt: Instant): Hold => ({
  id: incident,
  incident,
  place,
  zone,
  openedAt,
  from: laterBy(openedAt, -beforeMs),
  to: laterBy(openedAt, afterMs),
});

export interface Taken {
  readonly place?: string;
  readonly zone?: string;
  readonly startedAt: Instant;
  readonly endedAt: Instant;
}

export const holds = (hold: Pick<Hold, 'zone' | 'from' | 'to'>, taken: Taken): boolean =>
  hold.zone === taken.zone && hold.from <= taken.endedAt && hold.to >= taken.startedAt;

/** What belongs to an incident is held, what its zone recorded around its time, and what a person holds. */
export const isHeldBy = (
  all: readonly Hold[],
  taken: Taken & { readonly incident?: string; readonly kept?: object },
): boolean =>
  taken.incident !== undefined || taken.kept !== undefined || all.some((hold) => holds(hold, taken));

/** The same place before another of the zone, then the nearest in time, then the earliest. */
export function bestOf(all: readonly Hold[], taken: Taken): Hold | undefined {
  const far = (hold: Hold): readonly [number, number, string] => [
    hold.place === taken.place ? 0 : 1,
    distanceMs(hold.openedAt, taken),
    `${hold.openedAt} ${hold.incident}`,
  ];
  return all
    .filter((hold) => holds(hold, taken))
    .toSorted((a, b) => compare(far(a), far(b)))
    .at(0);
}

const distanceMs = (at: Instant, { startedAt, endedAt }: Taken): number =>
  Math.max(0, toMs(startedAt) - toMs(at), toMs(at) - toMs(endedAt));

function compare(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (const [place, mine] of a.entries()) {
    const other = b[place];
    if (other === undefined || mine === other) continue;
    return mine < other ? -1 : 1;
  }
  return 0;
}
