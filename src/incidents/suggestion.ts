/** What the law suggests for an incident, in the shape in which the ledger keeps it. Pure. */
import type { Classification } from '../law/classification.js';
import type { AlarmItem } from '../alarms/alarm.js';
import type { Candidate, IncidentItem } from './incident.js';

/** Tells the classifier what the alarm's own signals are (domain.md 5.1). */
export function signalsOf(
  alarm: Pick<AlarmItem, 'source' | 'zone' | 'drill'>,
  area: string,
  found?: { readonly class?: string; readonly outcome?: string },
): readonly Record<string, unknown>[] {
  const exercise = alarm.drill === undefined ? [] : [{ kind: 'drill', id: alarm.drill }];
  return [...heard(alarm, area, found), ...exercise];
}

/** What is left of an incident's signals when its alarm was made real. */
export const withoutDrill = (signals: readonly unknown[]): readonly unknown[] =>
  signals.filter((signal) => (signal as { readonly kind?: string }).kind !== 'drill');

function heard(
  alarm: Pick<AlarmItem, 'source' | 'zone'>,
  area: string,
  found?: { readonly class?: string; readonly outcome?: string },
): readonly Record<string, unknown>[] {
  if (alarm.source === 'decision') return [{ kind: 'gate', class: found?.class, outcome: found?.outcome }];
  if (alarm.source === 'forced') return [{ kind: 'door', forced: true, area }];
  return [{ kind: 'button', area: alarm.zone === 'A' ? 'courtroom' : area }];
}

/** @param quote makes a word of what the report says */
export function candidatesOf(
  classification: Classification,
  quote: (text: string) => { readonly word: string },
): Candidate[] {
  return classification.candidates.map(({ code, score, level, because, missing }) => ({
    code,
    score: Math.round(score * 1000) / 1000,
    level,
    because: because.map((reason) => ({ zh: reason.zh, en: reason.en, quotes: reason.words.map(quote) })),
    missing: missing.map(({ element, ask }) => ({ element, zh: ask.zh, en: ask.en })),
  }));
}

/** A candidate at `middle` or above counts as suggested. */
export const isSuggested = (candidate: Candidate): boolean => candidate.level !== 'low';

/** The acts that it bears: what people confirmed, and what is suggested while nobody has rejected it. */
export function actsOf({
  findings,
  candidates,
}: Pick<IncidentItem, 'findings' | 'candidates'>): readonly string[] {
  const confirmed = findings.filter(({ status }) => status === 'confirmed').map(({ code }) => code);
  const rejected = findings.filter(({ status }) => status === 'rejected').map(({ code }) => code);
  const suggested = candidates.filter(isSuggested).map(({ code }) => code);
  return [...new Set([...confirmed, ...suggested.filter((code) => !rejected.includes(code))])];
}
