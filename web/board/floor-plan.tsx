/** The guard's floor plan: the place lit, who stands where, which room has no alarm, which device is ill. */
import { memo } from 'react';

import { drillOf } from '../../src/alarms/alarm.js';
import type { AlarmItem, Board } from '../../src/console/board.js';
import { PlanDrillMark } from '../parts/drill-mark.js';
import { PlanView } from '../plan/plan-view.js';
import { planSize } from '../plan/view-box.js';
import { useNames, useReference } from '../reference.js';
import { useSay } from '../texts/texts.js';
import type { Place } from '../wire.js';
import { isUnacknowledged } from './alarm-order.js';
import { roomsWithoutAlarm } from './rooms.js';
import { whereabouts, type Whereabouts } from './whereabouts.js';

interface FloorPlanProps {
  readonly duty: Board['duty'];
  readonly devices: Board['devices'];
  readonly troubles: Board['troubles'];
  /** in order, the worst first */
  readonly alarms: readonly AlarmItem[];
  readonly chosen: AlarmItem | undefined;
  /** absent where nothing on it can be pressed */
  readonly onChoose?: (alarm: string) => void;
  readonly withButtons?: boolean;
  /** marks the rooms without a working alarm, which is known of now alone */
  readonly withRooms?: boolean;
}

interface PointProps {
  readonly place: Place;
  readonly alarm: AlarmItem;
  readonly isChosen: boolean;
}

/** It ends below the room's name. */
const ringRadius = 38;
/** Below these a mark would leave the plan. */
const lowest = planSize.height - 80;

const Point = ({ place, alarm, isChosen }: PointProps) => {
  const { level } = alarm;
  return (
    <g className="lit" data-level={level} data-ringing={isUnacknowledged(alarm)}>
      <circle className="halo" r={isChosen ? ringRadius : 34} />
      {isChosen ? <circle className="ring" r={ringRadius} /> : null}
      {level === 'emergency' ? <rect x="-13" y="-13" width="26" height="26" rx="3" /> : null}
      {level === 'high' ? <path d="M0-17 17 0 0 17-17 0z" /> : null}
      {level === 'medium' || level === 'trouble' ? <path d="M0-15 16 13H-16z" /> : null}
      {level === 'emergency' ? <path className="mark" d="M-2-9h4V2h-4zM-2 5h4v4h-4z" /> : null}
      {drillOf(alarm) === undefined ? null : <PlanDrillMark y={place.y < lowest ? 62 : -62} />}
    </g>
  );
};

interface OfficersProps {
  readonly place: Place;
  /** whose mark is larger than the place's own point */
  readonly isAlarmed: boolean;
  readonly people: readonly Whereabouts[];
}

/** A head and shoulders for each person at a place, side by side below its point; hollow while he is on his way elsewhere. */
const Officers = memo(({ place, isAlarmed, people }: OfficersProps) => {
  const say = useSay();
  const names = useNames();
  const told = people
    .map(({ name, goesTo }) =>
      goesTo === undefined
        ? names.word(name)
        : `${names.word(name)} → ${names.place(goesTo)} ${say('officer-state.on-the-way')}`,
    )
    .join(say('text.comma'));
  return (
    <g
      className="officers"
      transform={`translate(${place.x} ${place.y + (isAlarmed ? 34 : 26)})`}
      data-post={place.id}
    >
      <title>{told}</title>
      {people.slice(0, 5).map((item, index) => (
        <g
          key={item.id}
          data-going={item.goesTo !== undefined}
          transform={`translate(${(index - (Math.min(people.length, 5) - 1) / 2) * 20} 0)`}
        >
          <circle cy="-5" r="5" />
          <path d="M-8 10a8 8 0 0 1 16 0z" />
        </g>
      ))}
      {people.length > 5 ? <text x="58" y="8">{`+${people.length - 5}`}</text> : null}
    </g>
  );
});

/** From his post to where he is going. */
const Ways = ({ people }: { readonly people: readonly Whereabouts[] }) => {
  const { places } = useReference();
  return people.map(({ id, post, goesTo }) => {
    const [from, to] = [places.get(post), places.get(goesTo ?? '')];
    return from === undefined || to === undefined ? null : (
      <line key={id} className="way" x1={from.x} y1={from.y + 26} x2={to.x} y2={to.y} data-to={to.id} />
    );
  });
};

const IllDevices = memo(({ troubles }: Pick<Board, 'troubles'>) => {
  const names = useNames();
  const { spots } = useReference();
  const ill = new Set(troubles.flatMap(({ device }) => (device === undefined ? [] : [device])));
  return [...ill].map((device) => {
    const spot = spots.get(device);
    return spot === undefined ? null : (
      <g key={device} className="ill" transform={`translate(${spot.x} ${spot.y})`} data-device={device}>
        <title>{names.device(device)}</title>
        <circle r="8" />
        <path d="M-5.5 5.5 5.5-5.5" />
      </g>
    );
  });
});

const Calm = memo(({ place, isUnguarded }: { readonly place: Place; readonly isUnguarded: boolean }) => {
  const say = useSay();
  const names = useNames();
  const name = names.fullPlace(place.id);
  return (
    <g
      transform={`translate(${place.x} ${place.y})`}
      className="place-point"
      data-unguarded={isUnguarded}
      data-place={place.id}
    >
      <title>{isUnguarded ? `${name} · ${say('board.rooms')}` : name}</title>
      <circle r={isUnguarded ? 9 : 5} />
      {isUnguarded ? <path d="M-14 14 14-14" /> : null}
    </g>
  );
});

export const FloorPlan = memo(
  ({
    duty,
    devices,
    troubles,
    alarms,
    chosen,
    onChoose,
    withButtons = true,
    withRooms = true,
  }: FloorPlanProps) => {
    const say = useSay();
    const names = useNames();
    const { places } = useReference();
    const worstAt = new Map(alarms.toReversed().map((alarm) => [alarm.place, alarm]));
    const unguarded = new Set(withRooms ? roomsWithoutAlarm([...places.values()], devices, troubles) : []);
    const people = whereabouts(duty, alarms, names.person);
    const at = Map.groupBy(people, (item) => item.post);
    return (
      <PlanView label={say('board.plan')} withButtons={withButtons}>
        {[...places.values()].map((place) => {
          const alarm = worstAt.get(place.id);
          return alarm === undefined ? (
            <Calm key={place.id} place={place} isUnguarded={unguarded.has(place.id)} />
          ) : (
            // The list beside it does the same by keyboard.
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
            <g
              key={place.id}
              transform={`translate(${place.x} ${place.y})`}
              onClick={() => onChoose?.(alarm.id)}
              data-place={place.id}
            >
              <title>{names.fullPlace(place.id)}</title>
              <Point place={place} alarm={alarm} isChosen={chosen?.place === place.id} />
            </g>
          );
        })}
        <Ways people={people} />
        {[...at].map(([post, there]) => {
          const place = places.get(post);
          return place === undefined ? null : (
            <Officers key={post} place={place} isAlarmed={worstAt.has(post)} people={there} />
          );
        })}
        <IllDevices troubles={troubles} />
      </PlanView>
    );
  },
);
