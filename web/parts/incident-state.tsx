/** How far an incident is: while one of its alarms is open, how far that is, in bold until somebody acknowledges it. */
import type { AlarmItem, IncidentItem } from '../../src/console/board.js';
import { isUnacknowledged } from '../board/alarm-order.js';
import { standingOf } from '../board/incident-standing.js';
import { useLive } from '../live/live-context.js';
import type { LiveState } from '../live/live-machine.js';
import { sayOf, useSay } from '../texts/texts.js';
import { worstLevel } from '../watch/ringing.js';
import { LevelMark } from './level-mark.js';

const pickAlarms = (state: LiveState): readonly AlarmItem[] => state.board.alarms;

interface IncidentStateProps {
  readonly incident: IncidentItem;
  /** where there is room for few words */
  readonly isShort?: boolean;
}

export const IncidentState = ({ incident, isShort = false }: IncidentStateProps) => {
  const say = useSay();
  const alarms = useLive(pickAlarms);
  const standing = standingOf(incident, new Map(alarms.map((alarm) => [alarm.id, alarm])));
  if (standing === undefined) return <>{sayOf(say, 'incident-state', incident.state)}</>;
  const text = say(isShort ? 'board.alarm-stands' : 'incident.alarm-stands', {
    state: say(`response.${standing}`),
  });
  if (standing !== 'raised') return <>{text}</>;
  const level = worstLevel(alarms.filter(({ id }) => incident.alarms.includes(id)).filter(isUnacknowledged));
  return (
    <>
      {level === undefined ? null : <LevelMark level={level} />} <b data-testid="incident-rings">{text}</b>
    </>
  );
};
