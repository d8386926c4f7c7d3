/** Which further presses a station that works on an incident has not said it saw. Pure. */
import type { AlarmItem, IncidentItem } from '../../src/console/board.js';

/** incident → its newest press that somebody at this screen saw */
export type SeenPresses = Readonly<Record<string, string>>;

/** What is older is long over. */
const mostKept = 200;

export const withSeen = (seen: SeenPresses, incident: string, pressedAt: string): SeenPresses => {
  const others = Object.entries(seen).filter(([id]) => id !== incident);
  return Object.fromEntries([...others.slice(1 - mostKept), [incident, pressedAt]]);
};

/** @returns when the button was last pressed again after the station took the incident or ended it, unless that was seen */
export function furtherPress(
  { id, accepted, policeClosed, alarms: own }: IncidentItem,
  alarms: readonly AlarmItem[],
  seen: SeenPresses,
): string | undefined {
  const known = [accepted?.at, policeClosed?.at, seen[id]].filter((at) => at !== undefined);
  if (accepted === undefined) return undefined;
  return alarms
    .filter((alarm) => own.includes(alarm.id))
    .map(({ pressedAt }) => pressedAt)
    .filter((pressedAt) => known.every((at) => pressedAt > at))
    .toSorted()
    .at(-1);
}
