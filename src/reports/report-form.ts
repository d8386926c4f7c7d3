/** The printed report of a period, ready for `printForms`: the same figures give the same bytes. Pure. */
import type { Instant } from '../kernel/clock.js';
import type { Form } from '../packets/form-draft.js';
import { day } from '../packets/form-words.js';
import { wallOf } from '../timetable/court-time.js';
import type { Figures } from './figures.js';
import { measureWords, outcomeWords, sourceWords, troubleWords } from './report-words.js';

export interface ReportScene {
  readonly court: string;
  readonly timeZone: string;
  /** what a place or a device is called */
  readonly nameOf: (where: { readonly device?: string; readonly place?: string }) => string;
}

const titles = { day: '日报', week: '周报', month: '月报' } as const;

/** `0.8 秒`, `12 秒`, `3 分`, `4 分 05 秒`: what is whole has nothing more to read */
export function lasted(ms: number | undefined): string {
  if (ms === undefined) return '—';
  if (ms < 10_000 && ms % 1000 !== 0) return `${(ms / 1000).toFixed(1)} 秒`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} 秒`;
  const minutes = `${Math.floor(seconds / 60)} 分`;
  return seconds % 60 === 0 ? minutes : `${minutes} ${String(seconds % 60).padStart(2, '0')} 秒`;
}

export const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;

const shareWithin = ({ within, count, missing }: Figures['response'][number]): string =>
  count + missing === 0 ? '—' : percent(within / (count + missing));

type Name = ReportScene['nameOf'];
type Clock = (at: Instant) => string;

export function reportForm(figures: Figures, { court, timeZone, nameOf }: ReportScene): Form {
  const { period, asOf } = figures;
  const clock: Clock = (at) => wallOf(at, timeZone).slice(0, 16);
  const title = `报警处置统计${titles[period.by]}`;
  const isOneDay = period.firstDay === period.lastDay;
  return {
    name: 'response-report',
    title,
    fields: {
      court,
      date: wallOf(asOf, timeZone).slice(0, 10),
      footer: `${title}　${period.firstDay}`,
      span: isOneDay ? day(period.firstDay) : `${day(period.firstDay)}至${day(period.lastDay)}`,
      asOf: asOf === period.to ? null : clock(asOf),
      counts: countsOf(figures, clock),
      response: responseOf(figures),
      parts: figures.parts.map(({ from, alarms, troubles }) => ({
        name: wallOf(from, timeZone).slice(...(period.by === 'day' ? [11, 13] : [8, 10])),
        alarms,
        troubles,
      })),
      ...listsOf(figures, nameOf, clock),
    },
  };
}

function countsOf(figures: Figures, clock: Clock): [name: string, value: string][] {
  const { load } = figures;
  const outcomes = figures.outcomes.map(
    ({ outcome, count }) => `${outcomeWords[outcome] ?? outcome} ${count}`,
  );
  return [
    ['报警', String(figures.alarms)],
    ['故障', String(figures.troubles)],
    ['演练与测试（不计入）', String(figures.exercises)],
    ['每 10 分钟平均（报警和故障）', load.perTenMinutes.toFixed(2)],
    [
      '最多的 10 分钟（报警和故障）',
      load.mostAt === undefined ? '—' : `${load.most}（${clock(load.mostAt)} 起）`,
    ],
    ['超过 10 次的 10 分钟', `${load.overfull} / ${load.tens}`],
    ['报警洪峰', `${figures.floods.length} 次，占 ${percent(figures.floodShare)}`],
    ['结果', outcomes.join('，')],
  ];
}

const responseOf = ({ response }: Figures) =>
  response.map((one) => ({
    measure: measureWords[one.measure],
    count: one.count,
    missing: one.missing,
    p50: lasted(one.p50Ms),
    p90: lasted(one.p90Ms),
    target: lasted(one.targetMs),
    within: shareWithin(one),
  }));

const what = ({ family, what: word }: { family: string; what: string }): string =>
  (family === 'alarm' ? sourceWords : troubleWords)[word] ?? word;

const listsOf = (figures: Figures, nameOf: Name, clock: Clock) => ({
  tops: figures.top.map((one) => [nameOf(one), what(one), String(one.count)]),
  chattering: figures.chattering.map((one) => [nameOf(one), what(one), String(one.count)]),
  standing: figures.standing.map((one) => [nameOf(one), what(one), clock(one.since)]),
  falseAlarms: figures.falseAlarms.map((one) => [
    nameOf(one),
    `${one.false} / ${one.alarms}`,
    percent(one.false / one.alarms),
    String(one.fault),
  ]),
});
