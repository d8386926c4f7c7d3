/** The floor plan with each place as a point, lit by the worst alarm there. */
import type { AlarmItem, Level } from '../../src/console/board.js';
import { useNames, useReference } from '../reference.js';
import { useSay } from '../texts/texts.js';
import { isUnacknowledged } from './alarm-order.js';

interface FloorPlanProps {
  /** in order, the worst first */
  readonly alarms: readonly AlarmItem[];
  readonly chosen: AlarmItem | undefined;
  readonly onChoose: (alarm: string) => void;
}

const Point = ({ level, isChosen, isRinging }: { level: Level; isChosen: boolean; isRinging: boolean }) => (
  <g className="lit" data-level={level} data-ringing={isRinging}>
    <circle className="halo" r={isChosen ? 46 : 34} />
    {level === 'emergency' ? <rect x="-13" y="-13" width="26" height="26" rx="3" /> : null}
    {level === 'high' ? <path d="M0-17 17 0 0 17-17 0z" /> : null}
    {level === 'medium' || level === 'trouble' ? <path d="M0-15 16 13H-16z" /> : null}
    {level === 'emergency' ? <path className="mark" d="M-2-9h4V2h-4zM-2 5h4v4h-4z" /> : null}
  </g>
);

export const FloorPlan = ({ alarms, chosen, onChoose }: FloorPlanProps) => {
  const say = useSay();
  const names = useNames();
  const { places } = useReference();
  const worstAt = new Map(alarms.toReversed().map((alarm) => [alarm.place, alarm]));
  return (
    <figure className="plan" aria-label={say('board.plan')}>
      <svg viewBox="0 0 1000 600" preserveAspectRatio="xMidYMid meet">
        <image href="/api/places/plan.svg" width="1000" height="600" className="plan-drawing" />
        {[...places.values()].map((place) => {
          const alarm = worstAt.get(place.id);
          const isChosen = chosen?.place === place.id;
          const at = `translate(${place.x} ${place.y})`;
          if (alarm === undefined) {
            return (
              <g key={place.id} transform={at} className="place-point">
                <title>{names.fullPlace(place.id)}</title>
                <circle r="5" />
              </g>
            );
          }
          return (
            // The list beside it does the same by keyboard.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
            <g key={place.id} transform={at} onClick={() => onChoose(alarm.id)} data-place={place.id}>
              <title>{names.fullPlace(place.id)}</title>
              <Point level={alarm.level} isChosen={isChosen} isRinging={isUnacknowledged(alarm)} />
            </g>
          );
        })}
      </svg>
    </figure>
  );
};
