/** How a form says things: times of the court, kinds of files, what is not known. */
import type { Json } from '../kernel/canonical.js';
import { toInstant, toMs, type Instant } from '../kernel/clock.js';

export type Fields = { readonly [key: string]: Json };

/** The named fields, `null` where they are not known: the templates print a blank for `null`. */
export function known<T extends object>(from: T, names: readonly (keyof T | string)[]): Fields {
  const fields = from as unknown as Fields;
  return Object.fromEntries(names.map((name) => [name, fields[String(name)] ?? null]));
}

export function together(...parts: readonly (string | undefined)[]): string | null {
  const given = parts.filter((part) => part !== undefined);
  return given.length > 0 ? given.join('　') : null;
}

/** Zones of the Measures, Article 11 and 12 to 14. */
export const zoneNames = {
  A: '审判法庭',
  B: '人民法院其他区域',
  C: '人民法院周边',
  E: '执行现场',
  R: '远程、住所、网络',
};

/** 类别: 视频/音频/图片/日志/文本. */
export function kindOf(mime: string): string {
  const [family] = mime.split('/');
  return { video: '视频', audio: '音频', image: '图片', text: '文本' }[family ?? ''] ?? '其他';
}

/** China keeps one time, UTC+8, all year. */
const beijing = (instant: Instant): string => toInstant(toMs(instant) + 8 * 3_600_000);

/** The day in the court's own time, YYYY-MM-DD. */
export const beijingDay = (instant: Instant): string => beijing(instant).slice(0, 10);

export const day = (date: string): string => {
  const [year, month, dayOfMonth] = date.split('-').map(Number);
  return `${year}年${month}月${dayOfMonth}日`;
};

export const minute = (instant: Instant): string => {
  const local = beijing(instant);
  return `${day(local.slice(0, 10))}${local.slice(11, 13)}时${local.slice(14, 16)}分`;
};

export const second = (instant: Instant | null | undefined): string | null =>
  instant === null || instant === undefined
    ? null
    : `${beijing(instant).slice(0, 10)} ${beijing(instant).slice(11, 23)}`;
