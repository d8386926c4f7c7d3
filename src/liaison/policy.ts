/** What the police are told at once, by the court's default policy (domain.md 5.6 and 6.2; an agreement with the station, not law). Pure. */
import type { AlarmItem } from '../alarms/alarm.js';

/** A1 weapons in court, B1 weapons at the gate, B9 threats of suicide, C6 and T4 violence against court staff. */
const sharedCodes = new Set(['A1', 'B1', 'B9', 'C6', 'T4']);

/** `silent` is shared like `emergency`; a malformed press has no readable pattern and waits for a person or a second press. */
export const isSharedPress = (alarm: Pick<AlarmItem, 'pattern' | 'presses'>): boolean =>
  alarm.pattern === 'emergency' || alarm.pattern === 'silent' || alarm.presses > 1;

/** Only what signals suggest leaves the house by itself; what somebody typed needs a person's click. */
export const isSharedSuggestion = (suggestion: { readonly code: string; readonly from: string }): boolean =>
  suggestion.from === 'signals' && sharedCodes.has(suggestion.code);
