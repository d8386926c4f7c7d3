/** The routes of figures and of the administrator's pages: what each answers and what it is for. Pure. */
import { z } from 'zod';
import type { Figures } from '../reports/figures.js';
import { periodKinds } from '../reports/period.js';
import { measures } from '../reports/response-time.js';
import { every, id, instant, may } from './openapi-items.js';
import { says, type RouteWords } from './openapi-saying.js';

const day = z.iso.date();
const count = z.int().min(0);
const bad = {
  device: may(id),
  place: may(id),
  family: z.enum(['alarm', 'trouble']),
  what: z.string(),
};

const figures = every<Figures>()({
  period: z.object({ by: z.enum(periodKinds), from: instant, to: instant, firstDay: day, lastDay: day }),
  asOf: instant,
  alarms: count,
  troubles: count,
  exercises: count,
  levels: z.array(z.object({ level: z.enum(['emergency', 'high', 'medium', 'trouble']), count })),
  outcomes: z.array(z.object({ outcome: z.string(), count })),
  response: z.array(
    z.object({
      measure: z.enum(measures),
      targetMs: count,
      count,
      missing: count,
      within: count,
      p50Ms: may(count),
      p90Ms: may(count),
    }),
  ),
  load: z.object({
    count,
    perTenMinutes: z.number(),
    most: count,
    mostAt: may(instant),
    overfull: count,
    tens: count,
  }),
  floods: z.array(z.object({ since: instant, until: may(instant), count })),
  floodShare: z.number().min(0).max(1),
  standing: z.array(z.object({ ...bad, since: instant })),
  chattering: z.array(z.object({ ...bad, count })),
  top: z.array(z.object({ ...bad, count })),
  falseAlarms: z.array(z.object({ device: may(id), place: id, alarms: count, false: count, fault: count })),
  parts: z.array(
    z.object({
      from: instant,
      to: instant,
      alarms: count,
      troubles: count,
      most: count,
      acknowledgedP90Ms: may(count),
    }),
  ),
}) satisfies z.ZodType<Figures>;

const preview = z.object({
  hearings: z.array(z.looseObject({ place: id, startsAt: instant, endsAt: instant })),
  faults: z.array(z.object({ at: z.int().min(1), why: z.string(), text: may(z.string()) })),
  plan: z.object({ added: count, changed: count, cancelled: count, unchanged: count }),
});

export const administrationAnswers: Readonly<Record<string, readonly [name: string, shape: z.ZodType]>> = {
  'GET /api/reports/figures': ['Figures', figures],
  'POST /api/hearings/preview': ['ImportPreview', preview],
};

export const administrationWords: Readonly<Record<string, RouteWords>> = {
  'GET /api/reports/figures': says(
    '一天、一周或一月的处置时间与报警负荷；演练和测试不计入',
    'response times and alarm load of a day, week or month; drills and tests left out',
  ),
  'POST /api/hearings/preview': says(
    '看一个排期文件读懂了什么、没读懂什么、导入会改什么；不写入',
    'what of a timetable file is understood and what its import would change; nothing is written',
  ),
  'GET /api/people/register': says(
    '人员名册：用户名、角色、状态',
    'the register: usernames, roles, who is disabled',
  ),
  'GET /api/reports/figures.pdf': says('同一统计的打印件', 'the same, printed', {
    media: 'application/pdf',
  }),
};
