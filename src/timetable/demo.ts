/** A few hearings of invented people around the moment at which the demo starts. */
import { toInstant } from '../kernel/clock.js';
import type { NewHearing } from './hearing.js';

const hourMs = 3_600_000;

export const demoHearings = (nowMs: number): NewHearing[] => {
  const hour = Math.floor(nowMs / hourMs) * hourMs;
  const around = (hours: number): string => toInstant(hour + hours * hourMs);
  const year = new Date(nowMs).getUTCFullYear();
  const number = (n: number): string => `(${year})吉0721民初${n}号`;
  return [
    {
      place: 'court-1',
      startsAt: around(0),
      endsAt: around(2),
      caseNumber: number(12),
      cause: '民间借贷纠纷',
      judge: '王敏',
      parties: ['原告 李某', '被告 赵某'],
      risk: 'high',
    },
    {
      place: 'court-3',
      startsAt: around(-1),
      endsAt: around(2),
      caseNumber: number(37),
      cause: '离婚纠纷',
      judge: '陈立新',
      parties: ['原告 周某', '被告 吴某'],
      risk: 'middle',
    },
    {
      place: 'court-5',
      startsAt: around(0),
      endsAt: around(3),
      caseNumber: number(41),
      cause: '机动车交通事故责任纠纷',
      judge: '刘洋',
      parties: ['原告 郑某', '被告 某保险公司'],
      risk: 'low',
    },
    {
      place: 'court-2',
      startsAt: around(3),
      endsAt: around(5),
      caseNumber: number(44),
      cause: '劳动争议',
      judge: '王敏',
      parties: ['原告 孙某', '被告 某公司'],
      risk: 'low',
    },
  ];
};
