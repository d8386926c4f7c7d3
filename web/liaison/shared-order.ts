/** In which order a station reads what was shared with it: first what nobody has accepted, last what it has closed. Pure. */
import type { AlarmItem, IncidentItem } from '../../src/console/board.js';

export const sharedGroups = ['waiting', 'working', 'over'] as const;
export type SharedGroup = (typeof sharedGroups)[number];

export interface SharedIncident {
  readonly incident: IncidentItem;
  /** its own that are open, by time */
  readonly alarms: readonly AlarmItem[];
  readonly group: SharedGroup;
}

/** What is pressed after the station closed it is no closed matter. */
const isOver = ({ policeClosed }: IncidentItem, alarms: readonly AlarmItem[]): boolean =>
  policeClosed !== undefined && alarms.every(({ pressedAt }) => pressedAt <= policeClosed.at);

const groupOf = (incident: IncidentItem, alarms: readonly AlarmItem[]): SharedGroup => {
  if (isOver(incident, alarms)) return 'over';
  return incident.accepted === undefined ? 'waiting' : 'working';
};

/** What was pressed again is as new as that press. */
const since = ({ group, incident, alarms }: SharedIncident): string =>
  (group === 'over' ? incident.policeClosed?.at : undefined) ??
  [incident.openedAt, ...alarms.map(({ pressedAt }) => pressedAt)].toSorted().at(-1) ??
  incident.openedAt;

/** Each group newest first, at one instant by place. */
export const sharedOrder = (
  incidents: readonly IncidentItem[],
  alarms: readonly AlarmItem[],
): readonly SharedIncident[] =>
  incidents
    .map((incident) => {
      const own = alarms.filter(({ id }) => incident.alarms.includes(id));
      return { incident, alarms: own, group: groupOf(incident, own) };
    })
    .toSorted(
      (a, b) =>
        sharedGroups.indexOf(a.group) - sharedGroups.indexOf(b.group) ||
        since(b).localeCompare(since(a)) ||
        a.incident.place.localeCompare(b.incident.place),
    );
