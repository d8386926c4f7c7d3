/** The day that was counted by hand (test/golden/figures-day.json), as the rows and figures of the console. */
import { readFileSync } from 'node:fs';
import type { History, PastAlarm } from '../../src/alarms/history.js';
import { builtInPolicy } from '../../src/duty/policy.js';
import { figuresOf, type Figures } from '../../src/reports/figures.js';
import { periodOf } from '../../src/reports/period.js';
import { targetsOf } from '../../src/reports/response-time.js';

type Told = Readonly<Record<string, string>>;
export interface Golden {
  readonly day: string;
  readonly timeZone: string;
  readonly asOf: string;
  readonly targetsMs: Readonly<Record<string, number>>;
  readonly alarms: readonly Told[];
  readonly troubles: readonly Told[];
  readonly floods: readonly { since: string; until: string; count: number }[];
  readonly hand: Readonly<Record<string, never>>;
}
export const golden = JSON.parse(readFileSync('test/golden/figures-day.json', 'utf8')) as Golden;

/** Wall clock of Asia/Shanghai, which is UTC+8 all year. */
export const instant = (wall: string): string =>
  new Date(`${wall.includes(' ') ? wall.replace(' ', 'T') : `${golden.day}T${wall}`}+08:00`).toISOString();

const answered = ['acknowledged', 'responding', 'on-scene', 'controlled', 'closed'] as const;
const by = { kind: 'person', id: 'guard' } as const;

function alarmOf(told: Told): PastAlarm {
  const taken = answered.filter((step) => told[step] !== undefined);
  return {
    id: told['id']!,
    place: told['place']!,
    level: told['level'] as PastAlarm['level'],
    source: told['source'] as PastAlarm['source'],
    raisedAt: instant(told['raised']!),
    response: taken.at(-1) ?? 'raised',
    steps: Object.fromEntries(taken.map((step) => [step, { at: instant(told[step]!), by }])),
    ...(told['device'] === undefined ? {} : { device: told['device'] }),
    ...(told['shown'] === undefined ? {} : { shown: { at: instant(told['shown']), by } }),
    ...(told['outcome'] === undefined ? {} : { outcome: told['outcome'] }),
  };
}

const rows: History = {
  alarms: golden.alarms.map(alarmOf).toSorted((a, b) => (a.raisedAt < b.raisedAt ? -1 : 1)),
  troubles: golden.troubles.map((told, index) => ({
    id: `t${index}`,
    kind: told['kind']!,
    device: told['device']!,
    place: told['place']!,
    raisedAt: instant(told['raised']!),
    ...(told['cleared'] === undefined ? {} : { clearedAt: instant(told['cleared']) }),
  })),
  floods: golden.floods.map(({ since, until, count }) => ({
    since: instant(since),
    until: instant(until),
    count,
  })),
};

export const period = periodOf('day', golden.day, golden.timeZone);
export const targets = targetsOf(builtInPolicy);
export const figuresOfTheDay = (): Figures => figuresOf(period, rows, targets, instant(golden.asOf));
