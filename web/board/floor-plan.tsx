/** The guard's floor plan: the place lit, who stands where, which room has no alarm, which device is ill. */
import { memo } from 'react';

import { drillOf } from '../../src/alarms/alarm.js';
import type { AlarmItem, Board, Level } from '../../src/console/board.js';
import { alarmKind } from '../parts/alarm-kind.js';
import { PlanDrillMark } from '../parts/drill-mark.js';
import { isOutside } from '../plan/place-names.js';
import { PlanView } from '../plan/plan-view.js';
import { planSize } from '../plan/view-box.js';
import { useNames, useReference } from '../reference.js';
import { sayOf, useSay } from '../texts/texts.js';
import type { Place } from '../wire.js';
import { isUnacknowledged } from './alarm-order.js';
import { roomsWithoutAlarm, type Lack } from './rooms.js';
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
  /** open there, the worst first */
  readonly alarms: readonly [AlarmItem, ...AlarmItem[]];
  readonly isChosen: boolean;
  readonly isUnguarded: boolean;
}

/** The names above it and the people beside it begin outside. */
const ringRadius = 29;
/** Of the sign of a room without an alarm, with its line. */
const signRadius = 16;
/** Below these a mark would leave the plan. */
const lowest = planSize.height - 80;

/** A circle with a stroke, as every trouble has. */
const TroubleSign = ({ r }: { readonly r: number }) => (
  <g className="ill">
    <circle r={r} />
    <path d={`M${-0.66 * r} ${0.66 * r} ${0.66 * r} ${-0.66 * r}`} />
  </g>
);

/** The same shapes as in every list. */
const shapes: Readonly<Record<Level, React.ReactNode>> = {
  emergency: (
    <>
      <rect x="-13" y="-13" width="26" height="26" rx="3" />
      <path className="mark" d="M-2-9h4V2h-4zM-2 5h4v4h-4z" />
    </>
  ),
  high: <path d="M0-17 17 0 0 17-17 0z" />,
  medium: <path d="M0-15 16 13H-16z" />,
  trouble: <path d="M0-15 16 13H-16z" />,
};

const Point = ({ place, alarms, isChosen, isUnguarded }: PointProps) => {
  const [worst] = alarms;
  return (
    <>
      <g className="lit" data-level={worst.level} data-ringing={isUnacknowledged(worst)}>
        <circle className="halo" r={isChosen ? ringRadius : 27} />
        {isChosen ? <circle className="ring" r={ringRadius} /> : null}
        {shapes[worst.level]}
        {drillOf(worst) === undefined ? null : <PlanDrillMark y={place.y < lowest ? 62 : -62} />}
      </g>
      {alarms.length === 1 ? null : (
        <g className="how-many" transform="translate(21 -19)" data-testid="plan-count">
          <circle r="13" />
          <text y="6">{alarms.length}</text>
        </g>
      )}
      {isUnguarded ? (
        <g transform="translate(-22 21)">
          <TroubleSign r={11} />
        </g>
      ) : null}
    </>
  );
};

interface OfficersProps {
  readonly place: Place;
  /** of the mark there; nothing where it is the place's own point */
  readonly radius: number;
  readonly people: readonly Whereabouts[];
}

type Spot = readonly [x: number, y: number];
/** Where people stand about a place, so that they cover neither its mark nor its name: of a room at its sides, else below, of what lies outside the house before it. */
const standing = (place: Place, radius: number, n: number): readonly Spot[] => {
  if (isOutside(place)) return [0, 1, 2, 3].map((i) => [-Math.max(22, radius + 15) - i * 20, 0]);
  if (radius === 0) return [0, 1, 2, 3].map((i) => [(i - (n - 1) / 2) * 20, 26]);
  const side = radius + 15;
  return [
    [side, 10],
    [side, 31],
    [-side, 10],
    [-side, 31],
  ];
};
const mostShown = 4;

/** A head and shoulders for each person at a place; hollow while he is on his way elsewhere. */
const Officers = memo(({ place, radius, people }: OfficersProps) => {
  const say = useSay();
  const names = useNames();
  const told = people
    .map(({ name, goesTo }) =>
      goesTo === undefined
        ? names.word(name)
        : `${names.word(name)} → ${names.place(goesTo)} ${say('officer-state.on-the-way')}`,
    )
    .join(say('text.comma'));
  const isCrowd = people.length > mostShown;
  const spots = standing(place, radius, Math.min(people.length, mostShown));
  const [restX, restY] = spots.at(-1) ?? [0, 0];
  return (
    <g
      className="officers"
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- within an SVG
      role="img"
      transform={`translate(${place.x} ${place.y})`}
      data-post={place.id}
    >
      <title>{told}</title>
      {people.slice(0, isCrowd ? mostShown - 1 : mostShown).map((item, index) => (
        <g
          key={item.id}
          data-going={item.goesTo !== undefined}
          transform={`translate(${spots[index]?.join(' ')})`}
        >
          <circle cy="-5" r="5" />
          <path d="M-8 10a8 8 0 0 1 16 0z" />
        </g>
      ))}
      {isCrowd ? <text x={restX} y={restY + 5}>{`+${people.length - mostShown + 1}`}</text> : null}
    </g>
  );
});

/** From his post to the edge of the mark that he is going to. */
const Ways = ({ people }: { readonly people: readonly Whereabouts[] }) => {
  const { places } = useReference();
  return people.map(({ id, post, goesTo }) => {
    const [from, to] = [places.get(post), places.get(goesTo ?? '')];
    if (from === undefined || to === undefined) return null;
    const [x, y] = [to.x - from.x, to.y - from.y];
    const length = Math.hypot(x, y);
    const [start, end] = [18 / length, 1 - (ringRadius + 5) / length];
    if (end <= start) return null;
    return (
      <line
        key={id}
        className="way"
        x1={from.x + x * start}
        y1={from.y + y * start}
        x2={from.x + x * end}
        y2={from.y + y * end}
        data-to={to.id}
      />
    );
  });
};

const IllDevices = memo(({ troubles }: Pick<Board, 'troubles'>) => {
  const names = useNames();
  const { spots, places } = useReference();
  const ill = new Map(troubles.flatMap((one) => (one.device === undefined ? [] : [[one.device, one]])));
  return [...ill].map(([device, { kind, place }]) => {
    // A lane stands at its place and has no point of its own: its sign is beside who stands there.
    const at = kind.startsWith('lane-') ? places.get(place ?? '') : undefined;
    const spot = spots.get(device) ?? (at === undefined ? undefined : { x: at.x - 68, y: at.y });
    return spot === undefined ? null : (
      <g key={device} transform={`translate(${spot.x} ${spot.y})`} data-ill={device}>
        <title>{names.device(device)}</title>
        <TroubleSign r={10} />
      </g>
    );
  });
});

interface PlaceMarkProps {
  readonly place: Place;
  readonly alarms: readonly AlarmItem[];
  /** where it is one of these */
  readonly chosen: AlarmItem | undefined;
  /** why nobody can call from here */
  readonly lack: Lack | undefined;
  readonly onChoose: FloorPlanProps['onChoose'];
}

/** What stands at a place, and all of it in words: each alarm, and that none of its buttons works. */
const PlaceMark = memo(({ place, alarms, chosen, lack, onChoose }: PlaceMarkProps) => {
  const say = useSay();
  const names = useNames();
  const [worst, ...others] = alarms;
  const called = alarms.map((alarm) =>
    [
      say(`level.${alarm.level}`),
      alarmKind(say, alarm),
      say(isUnacknowledged(alarm) ? 'response.raised' : `response.${alarm.response}`),
    ].join(' '),
  );
  const lacking = lack === undefined ? [] : [say('board.rooms-one', { why: sayOf(say, 'lack', lack) })];
  const told = [...called, ...lacking].join(say('text.comma'));
  const name = names.fullPlace(place.id);
  const press = (): void => {
    // Pressed again, it goes on to the next alarm of the room.
    const next = alarms[(alarms.findIndex(({ id }) => id === chosen?.id) + 1) % alarms.length];
    if (next !== undefined) onChoose?.(next.id);
  };
  return (
    // The list beside it does the same by keyboard.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
    <g
      className="place-point"
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- within an SVG
      role="img"
      transform={`translate(${place.x} ${place.y})`}
      onClick={press}
      data-place={place.id}
      data-alarms={alarms.length}
      data-unguarded={lack !== undefined}
    >
      <title>{told === '' ? name : say('board.place-alarms', { place: name, alarms: told })}</title>
      {worst === undefined ? null : (
        <Point
          place={place}
          alarms={[worst, ...others]}
          isChosen={chosen !== undefined}
          isUnguarded={lack !== undefined}
        />
      )}
      {worst === undefined && lack !== undefined ? <TroubleSign r={14} /> : null}
      {worst === undefined && lack === undefined ? <circle className="calm-point" r="5" /> : null}
    </g>
  );
});

const none: readonly AlarmItem[] = [];

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
    const alarmsAt = Map.groupBy(alarms, ({ place }) => place);
    const lacks = withRooms ? roomsWithoutAlarm([...places.values()], devices, troubles) : undefined;
    const people = whereabouts(duty, alarms, names.person);
    const at = Map.groupBy(people, (item) => item.post);
    const radiusAt = (place: string): number => {
      if (alarmsAt.has(place)) return ringRadius;
      return lacks?.has(place) === true ? signRadius : 0;
    };
    return (
      <PlanView label={say('board.plan')} withButtons={withButtons}>
        <Ways people={people} />
        {[...places.values()].map((place) => (
          <PlaceMark
            key={place.id}
            place={place}
            alarms={alarmsAt.get(place.id) ?? none}
            chosen={chosen?.place === place.id ? chosen : undefined}
            lack={lacks?.get(place.id)}
            onChoose={onChoose}
          />
        ))}
        {[...at].map(([post, there]) => {
          const place = places.get(post);
          return place === undefined ? null : (
            <Officers key={post} place={place} radius={radiusAt(post)} people={there} />
          );
        })}
        <IllDevices troubles={troubles} />
      </PlanView>
    );
  },
);
