/** The routes of figures and of the administrator's pages: what each answers and what it is for. Pure. */
import { z } from 'zod';
import type { Figures } from '../reports/figures.js';
import { periodKinds } from '../reports/period.js';
import { measures } from '../reports/response-time.js';
import type { ToldSetting } from '../kernel/told-setting.js';
import { oddityKinds, type OddityItem } from '../intake/oddity.js';
import type { LedgerStanding } from '../ledger/witness.js';
import type { Verification } from '../ledger/verification.js';
import { storageParts, type LedgerOverview, type StorageOverview } from './upkeep.js';
import { every, fact, hex64, id, instant, may } from './openapi-items.js';
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

const verification = every<Verification>()({
  state: z.enum(['never', 'running', 'sound', 'broken', 'stopped']),
  startedAt: may(instant),
  endedAt: may(instant),
  checked: count,
  of: count,
  fault: may(z.object({ entry: count, what: z.enum(['gap', 'bytes', 'chain', 'tree']) })),
}) satisfies z.ZodType<Verification>;

export const ledgerStanding = every<LedgerStanding>()({
  contradictions: z.array(
    z.object({ found: z.enum(['shorter', 'forked']), here: count, known: count, by: z.string() }),
  ),
  losses: z.array(
    z.object({ origin: z.string(), after: z.string(), kept: count, known: count, at: instant, entry: count }),
  ),
  unsignedSince: may(instant),
}) satisfies z.ZodType<LedgerStanding>;

const ledgerOverview = every<LedgerOverview>()({
  head: count,
  key: may(z.object({ name: z.string(), fingerprint: hex64 })),
  checkpoint: may(z.object({ size: count, at: instant, note: z.string() })),
  witnesses: z.array(z.object({ name: z.string(), size: may(count), at: may(instant) })),
  standing: ledgerStanding,
  verification,
}) satisfies z.ZodType<LedgerOverview>;

const storage = every<StorageOverview>()({
  freeBytes: count,
  totalBytes: count,
  reserveBytes: z.number(),
  room: z.enum(['enough', 'low', 'reserve']),
  parts: z.array(z.object({ part: z.enum(storageParts), bytes: count, files: count })),
  measuredAt: instant,
}) satisfies z.ZodType<StorageOverview>;

const told = every<ToldSetting>()({
  name: z.string(),
  zh: z.string(),
  en: z.string(),
  value: may(z.string()),
  from: z.enum(['environment', 'default', 'none']),
}) satisfies z.ZodType<ToldSetting>;

const oddity = every<OddityItem>()({
  device: id,
  kind: z.enum(oddityKinds),
  sha256: hex64,
  boot: may(z.string()),
  seq: may(z.int()),
  why: may(z.string()),
  bytes: count,
  receivedAt: instant,
  alarm: may(id),
}) satisfies z.ZodType<OddityItem>;

const listOf = (item: z.ZodType): z.ZodType =>
  z.object({ items: z.array(item), next: z.string().nullable() });

export const administrationAnswers: Readonly<Record<string, readonly [name: string, shape: z.ZodType]>> = {
  'GET /api/reports/figures': ['Figures', figures],
  'POST /api/hearings/preview': ['ImportPreview', preview],
  'GET /api/upkeep/ledger': ['LedgerOverview', ledgerOverview],
  'POST /api/upkeep/ledger/verification': ['Verification', verification],
  'GET /api/upkeep/storage': ['StorageOverview', storage],
  'GET /api/upkeep/settings': ['SettingList', listOf(told)],
  'GET /api/oddities': ['OddityList', listOf(oddity)],
  'GET /api/oddities/counts': [
    'OddityCountList',
    listOf(z.object({ device: id, kind: z.enum(oddityKinds), count, lastAt: instant })),
  ],
  'GET /api/oddities/strangers': ['StrangerList', listOf(fact)],
  'GET /api/oddities/:device/:kind/:sha256': [
    'OddityDetail',
    oddity.extend({ payload: z.string(), encoding: z.enum(['text', 'hex']) }),
  ],
  'POST /api/devices/:id/ping': [
    'PingAnswer',
    z.object({
      device: id,
      answeredInMs: may(count),
      battery: may(z.number()),
      firmware: may(z.string()),
    }),
  ],
  'POST /api/devices/:id/replace': ['ReplacedDevice', z.object({ id, secret: z.string() })],
};

export const administrationWords: Readonly<Record<string, RouteWords>> = {
  'GET /api/reports/figures': says(
    '一天、一周或一月的处置时间与报警负荷；演练和测试不计入',
    'response times and alarm load of a day, week or month; drills and tests left out',
  ),
  'GET /api/upkeep/ledger': says(
    '台账：条数、最近签名、见证方、上次核验',
    'the ledger: its length, its newest checkpoint, its witnesses, the last time it was read again',
  ),
  'POST /api/upkeep/ledger/verification': says(
    '开始从头核验整个台账',
    'begins to read the whole ledger again',
    { status: 202 },
  ),
  'GET /api/upkeep/storage': says('磁盘由什么占用', 'what fills the disk'),
  'GET /api/upkeep/settings': says(
    '生效的设置及其来源，不含口令',
    'the settings in force and where they came from; no secrets',
  ),
  'GET /api/oddities': says(
    '看不懂的设备消息，新的在前',
    'messages of devices that nobody understood, newest first',
  ),
  'GET /api/oddities/counts': says('看不懂的消息，按设备计数', 'the same, counted by device'),
  'GET /api/oddities/strangers': says('被拒绝的未登记设备', 'who is enrolled nowhere and was turned away'),
  'GET /api/oddities/:device/:kind/:sha256': says('一条看不懂的消息的原文', 'one such message, as it came'),
  'POST /api/devices/:id/ping': says('问设备是否在线，等它的心跳', 'asks a device whether it is there'),
  'POST /api/devices/:id/replace': says(
    '更换硬件：旧凭据立即失效，给出新密钥（只显示一次）',
    'other hardware under the same name: old credentials end at once; answers with the secret, once',
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
