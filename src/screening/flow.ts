/** A day at the gates by hour: who passed, what was found, how it was decided, how long people stood. Pure. */

/** What ten minutes of one day counted; `slot` begins them, in UTC, `2026-03-01T08:3`. */
export interface PassedSlot {
  readonly slot: string;
  readonly passed: number;
  readonly alarmed: number;
  readonly waiting: number | null;
}

export interface SeenSlot {
  readonly slot: string;
  readonly what: string;
  readonly class: string | null;
  readonly zoneCode: string | null;
  readonly outcome: string | null;
  readonly times: number;
  readonly handChecked: number;
  /** seconds from detection to decision, added up, and of how many */
  readonly seconds: number;
  readonly timed: number;
  readonly people: number | null;
}

export interface Hour {
  /** `08` in the court's zone */
  readonly hour: string;
  readonly passed: number;
  readonly alarmed: number;
  readonly detections: number;
  readonly handChecks: number;
  readonly outcomes: Readonly<Record<string, number>>;
  /** the longest line of the hour; absent where nobody counted one */
  readonly waiting?: number;
  /** what that line took at the hour's pace */
  readonly waitingMinutes?: number;
  /** mean from a detection to the decision about it */
  readonly decisionSeconds?: number;
}

export interface ZoneCount {
  /** zone of the gate's frame (GB 15210) as the gate names it */
  readonly zoneCode: string;
  readonly class: string;
  readonly times: number;
}

export interface Flow {
  readonly hours: readonly Hour[];
  readonly zones: readonly ZoneCount[];
}

interface Sum {
  passed: number;
  alarmed: number;
  detections: number;
  handChecks: number;
  outcomes: Record<string, number>;
  waiting: number | undefined;
  seconds: number;
  timed: number;
}

const emptySum = (): Sum => ({
  passed: 0,
  alarmed: 0,
  detections: 0,
  handChecks: 0,
  outcomes: {},
  waiting: undefined,
  seconds: 0,
  timed: 0,
});

const longer = (line: number | undefined, people: number | null): number | undefined =>
  people === null ? line : Math.max(line ?? 0, people);

/** @param hourOf the court's hour of a slot, `08` */
export function flowOf(
  passed: readonly PassedSlot[],
  seen: readonly SeenSlot[],
  hourOf: (slot: string) => string,
): Flow {
  const sums = new Map<string, Sum>();
  const sumOf = (slot: string): Sum => {
    const hour = hourOf(slot);
    const sum = sums.get(hour) ?? emptySum();
    sums.set(hour, sum);
    return sum;
  };
  for (const row of passed) {
    const sum = sumOf(row.slot);
    sum.passed += row.passed;
    sum.alarmed += row.alarmed;
    sum.waiting = longer(sum.waiting, row.waiting);
  }
  const zones = new Map<string, ZoneCount>();
  for (const row of seen) {
    addSeen(sumOf(row.slot), row);
    if (row.what === 'detection') addZone(zones, row);
  }
  const hours = [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([hour, sum]) => hourFrom(hour, sum));
  return { hours, zones: [...zones.values()].toSorted((a, b) => b.times - a.times) };
}

function addSeen(sum: Sum, row: SeenSlot): void {
  if (row.what === 'detection') sum.detections += row.times;
  if (row.outcome !== null) sum.outcomes[row.outcome] = (sum.outcomes[row.outcome] ?? 0) + row.times;
  sum.handChecks += row.handChecked;
  sum.seconds += row.seconds;
  sum.timed += row.timed;
  sum.waiting = longer(sum.waiting, row.people);
}

function addZone(zones: Map<string, ZoneCount>, { zoneCode, class: kind, times }: SeenSlot): void {
  const zone = zoneCode ?? '';
  const name = `${zone}/${kind ?? ''}`;
  zones.set(name, { zoneCode: zone, class: kind ?? 'other', times: (zones.get(name)?.times ?? 0) + times });
}

function hourFrom(hour: string, { waiting, seconds, timed, ...sum }: Sum): Hour {
  const paced = waiting !== undefined && sum.passed > 0;
  return {
    hour,
    ...sum,
    ...(waiting === undefined ? {} : { waiting }),
    ...(paced ? { waitingMinutes: Math.round((waiting * 600) / sum.passed) / 10 } : {}),
    ...(timed === 0 ? {} : { decisionSeconds: Math.round(seconds / timed) }),
  };
}
