/** The figures of a day, beside what a person counted by hand (test/golden/figures-day.json). */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { History, PastAlarm } from '../../../src/alarms/history.js';
import { builtInPolicy } from '../../../src/duty/policy.js';
import { figuresOf } from '../../../src/reports/figures.js';
import { periodOf } from '../../../src/reports/period.js';
import { targetsOf } from '../../../src/reports/response-time.js';

type Told = Readonly<Record<string, string>>;
interface Golden {
  readonly day: string;
  readonly timeZone: string;
  readonly asOf: string;
  readonly targetsMs: Readonly<Record<string, number>>;
  readonly alarms: readonly Told[];
  readonly troubles: readonly Told[];
  readonly floods: readonly { since: string; until: string; count: number }[];
  readonly hand: Readonly<Record<string, never>>;
}
const golden = JSON.parse(readFileSync('test/golden/figures-day.json', 'utf8')) as Golden;

/** Wall clock of Asia/Shanghai, which is UTC+8 all year. */
const instant = (wall: string): string =>
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

const period = periodOf('day', golden.day, golden.timeZone);
const targets = targetsOf(builtInPolicy);
const figures = figuresOf(period, rows, targets, instant(golden.asOf));
const hand = golden.hand as Readonly<Record<string, unknown>>;

describe('the figures of a day counted by hand', () => {
  it('measure against the targets that the hand used', () => {
    expect(targets).toEqual(golden.targetsMs);
  });

  it('count alarms and troubles, and leave the drill out', () => {
    const { alarms, troubles, exercises } = figures;
    expect({ alarms, troubles, exercises }).toEqual({
      alarms: hand['alarms'],
      troubles: hand['troubles'],
      exercises: hand['exercises'],
    });
    expect(Object.fromEntries(figures.levels.map(({ level, count }) => [level, count]))).toEqual(
      hand['levels'],
    );
    expect(Object.fromEntries(figures.outcomes.map(({ outcome, count }) => [outcome, count]))).toEqual(
      hand['outcomes'],
    );
  });

  it.each(figures.response)(
    'take the same times for $measure',
    ({ measure, targetMs: _target, ...figure }) => {
      expect(figure).toEqual((hand['response'] as Readonly<Record<string, unknown>>)[measure]);
    },
  );

  it('see the same load and the same flood', () => {
    const { mostAt, ...load } = hand['load'] as { mostAt: string };
    expect(figures.load).toEqual({ ...load, mostAt: instant(mostAt) });
    expect(figures.floods).toHaveLength(hand['floods'] as number);
    expect(figures.floodShare).toBeCloseTo(hand['floodShare'] as number, 9);
  });

  it('name what stands, what chatters, what rings most and what rings for nothing', () => {
    const where = ({ device, place }: { device?: string; place?: string }): string => device ?? place!;
    expect(figures.standing.map((one) => [one.family, one.what, where(one), one.since])).toEqual(
      (hand['standing'] as string[][]).map(([family, what, device, since]) => [
        family,
        what,
        device,
        instant(since!),
      ]),
    );
    expect(figures.chattering.map((one) => [one.what, where(one), one.count])).toEqual(hand['chattering']);
    expect(figures.top.map((one) => [one.what, where(one), one.count])).toEqual(hand['top']);
    expect(figures.falseAlarms.map((one) => [where(one), one.alarms, one.false, one.fault])).toEqual(
      hand['falseAlarms'],
    );
  });

  it('draw the day by its hours', () => {
    expect(figures.parts).toHaveLength(24);
    for (const [hour, counted] of Object.entries(hand['hours'] as Record<string, unknown>)) {
      const part = figures.parts[Number(hour)]!;
      expect([part.alarms, part.troubles, part.most, part.acknowledgedP90Ms ?? null]).toEqual(counted);
    }
    expect(figures.parts.reduce((sum, part) => sum + part.alarms + part.troubles, 0)).toBe(
      figures.load.count,
    );
  });
});

describe('a period', () => {
  it('is a week from Monday to Sunday and a month of the calendar, in the zone of the court', () => {
    const week = periodOf('week', '2026-03-01', 'Asia/Shanghai');
    expect([week.firstDay, week.lastDay, week.parts.length]).toEqual(['2026-02-23', '2026-03-01', 7]);
    const month = periodOf('month', '2028-02-10', 'Asia/Shanghai');
    expect([month.from, month.to, month.parts.length]).toEqual([
      '2028-01-31T16:00:00.000Z',
      '2028-02-29T16:00:00.000Z',
      29,
    ]);
  });

  it('has 23 hours on the day that loses one', () => {
    expect(periodOf('day', '2026-03-29', 'Europe/Berlin').parts).toHaveLength(23);
  });

  it('that still runs is measured until now, and a quiet one has no times', () => {
    const now = instant('12:00:00');
    const quiet = figuresOf(period, { alarms: [], troubles: [], floods: [] }, targets, now);
    expect([quiet.asOf, quiet.load.tens, quiet.parts.length]).toEqual([now, 72, 12]);
    expect(quiet.response.every((one) => one.count === 0 && one.p50Ms === undefined)).toBe(true);
  });
});
