/** The figures of a day, beside what a person counted by hand (test/golden/figures-day.json). */
import { describe, expect, it } from '@jest/globals';
import { figuresOf } from '../../../src/reports/figures.js';
import { periodOf } from '../../../src/reports/period.js';
import { outcomeWords, sourceWords, troubleWords } from '../../../src/reports/report-words.js';
import { figuresOfTheDay, golden, instant, period, targets } from '../../support/figures-day.js';
import { zh } from '../../../web/texts/zh.js';

const figures = figuresOfTheDay();
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

describe('the words of the printed report', () => {
  const inPages = (family: string): Record<string, string> =>
    Object.fromEntries(
      Object.entries(zh)
        .filter(([key]) => key.startsWith(`${family}.`))
        .map(([key, text]) => [key.slice(family.length + 1), text]),
    );

  it.each([
    ['source', sourceWords],
    ['trouble', troubleWords],
    ['outcome', outcomeWords],
  ])('are those of the pages: %s', (family, words) => {
    const known = inPages(family);
    const { open: _open, ...told } = words;
    expect(Object.fromEntries(Object.keys(told).map((key) => [key, known[key]]))).toEqual(told);
  });
});
