/** An incident as a CAP 1.2 alert (OASIS Common Alerting Protocol), for a station's own system. Pure. */
import type { Instant } from '../kernel/clock.js';
import type { Verb } from './exchange.js';

export interface Alert {
  /** identifier; a repeat has the same */
  readonly id: string;
  readonly sender: string;
  readonly sent: Instant;
  /** earlier alerts about the incident, oldest first, which this one updates or cancels */
  readonly earlier: readonly { readonly id: string; readonly sent: Instant }[];
  readonly verb: Verb;
  /** a demo or a drill is no actual alert */
  readonly isExercise: boolean;
  readonly incident: string;
  readonly openedAt: Instant;
  readonly place: string;
  /** acts of the law's list; what nobody has confirmed is told as what it is */
  readonly acts: readonly { readonly code: string; readonly status: string }[];
  readonly text?: string;
}

const msgTypes = { alarm: 'Alert', update: 'Update', cancel: 'Cancel' } as const;

/** CAP wants an offset in digits and no fraction. */
const capTime = (at: Instant): string => `${at.slice(0, 19)}-00:00`;

const escaped = (text: string): string =>
  text
    .toWellFormed()
    // XML 1.0 has no characters for these at all.
    .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\u{FFFD}')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

const element = (name: string, text: string): string => `<${name}>${escaped(text)}</${name}>`;

/** Confirmed ones first, each code once. */
const codesOf = (acts: Alert['acts']): string[] => {
  const confirmed = new Set(acts.filter(({ status }) => status === 'confirmed').map(({ code }) => code));
  const others = new Set(acts.map(({ code }) => code).filter((code) => !confirmed.has(code)));
  return [...confirmed, ...[...others].map((code) => `${code}（待认定）`)];
};

export function capAlert(alert: Alert): string {
  const { id, sender, sent, earlier, verb, isExercise, incident, openedAt, place, acts, text } = alert;
  const info = [
    element('language', 'zh-CN'),
    element('category', 'Security'),
    element('event', '法院安全事件'),
    element('urgency', verb === 'cancel' ? 'Past' : 'Immediate'),
    element('severity', 'Severe'),
    element('certainty', 'Observed'),
    element('onset', capTime(openedAt)),
    element('headline', [place, ...codesOf(acts)].join(' ')),
    ...(text === undefined ? [] : [element('description', text)]),
    `<area>${element('areaDesc', place)}</area>`,
  ];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">',
    element('identifier', id),
    element('sender', sender),
    element('sent', capTime(sent)),
    element('status', isExercise ? 'Exercise' : 'Actual'),
    element('msgType', msgTypes[verb]),
    element('scope', 'Private'),
    element('addresses', 'station-1'),
    ...(earlier.length === 0
      ? []
      : [element('references', earlier.map((one) => `${sender},${one.id},${capTime(one.sent)}`).join(' '))]),
    element('incidents', incident),
    `<info>${info.join('')}</info>`,
    '</alert>',
  ].join('');
}

/** Seconds until the next attempt: 5, 10, 20 … at most an hour. */
export const pauseMs = (attempts: number): number => Math.min(5000 * 2 ** attempts, 3_600_000);
/** About half a day; then a person must look. */
export const mostAttempts = 20;
