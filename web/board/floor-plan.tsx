/** The guard's floor plan: the place lit, who stands where, which room has no alarm, which device is ill. */
import type { AlarmItem, Board, DutyItem, Level } from '../../src/console/board.js';
import { PlanView } from '../plan/plan-view.js';
import { useNames, useReference } from '../reference.js';
import { useSay } from '../texts/texts.js';
import type { Place } from '../wire.js';
import { isUnacknowledged } from './alarm-order.js';
import { roomsWithoutAlarm } from './rooms.js';

interface FloorPlanProps {
  readonly board: Board;
  /** in order, the worst first */
  readonly alarms: readonly AlarmItem[];
  readonly chosen: AlarmItem | undefined;
  readonly onChoose: (alarm: string) => void;
  readonly withButtons?: boolean;
  /** marks the rooms without a working alarm, which is known of now alone */
  readonly withRooms?: boolean;
}

const Point = ({ level, isChosen, isRinging }: { level: Level; isChosen: boolean; isRinging: boolean }) => (
  <g className="lit" data-level={level} data-ringing={isRinging}>
    <circle className="halo" r={isChosen ? 46 : 34} />
    {isChosen ? <circle className="ring" r="46" /> : null}
    {level === 'emergency' ? <rect x="-13" y="-13" width="26" height="26" rx="3" /> : null}
    {level === 'high' ? <path d="M0-17 17 0 0 17-17 0z" /> : null}
    {level === 'medium' || level === 'trouble' ? <path d="M0-15 16 13H-16z" /> : null}
    {level === 'emergency' ? <path className="mark" d="M-2-9h4V2h-4zM-2 5h4v4h-4z" /> : null}
  </g>
);

/** A head and shoulders for each person at a post, side by side below the place's own point. */
const Officers = ({ place, people }: { readonly place: Place; readonly people: readonly DutyItem[] }) => {
  const names = useNames();
  const told = people.map((item) => names.word(item.name)).join(' ');
  return (
    <g className="officers" transform={`translate(${place.x} ${place.y + 32})`} data-post={place.id}>
      <title>{told}</title>
      {people.slice(0, 5).map((item, index) => (
        <g key={item.id} transform={`translate(${(index - (Math.min(people.length, 5) - 1) / 2) * 20} 0)`}>
          <circle cy="-5" r="5" />
          <path d="M-8 10a8 8 0 0 1 16 0z" />
        </g>
      ))}
      {people.length > 5 ? <text x="58" y="8">{`+${people.length - 5}`}</text> : null}
    </g>
  );
};

const IllDevices = ({ board }: { readonly board: Board }) => {
  const names = useNames();
  const { spots } = useReference();
  const ill = new Set(board.troubles.flatMap(({ device }) => (device === undefined ? [] : [device])));
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
};

const Calm = ({ place, isUnguarded }: { readonly place: Place; readonly isUnguarded: boolean }) => {
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
};

export const FloorPlan = ({
  board,
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
  const unguarded = new Set(withRooms ? roomsWithoutAlarm([...places.values()], board.devices) : []);
  const at = Map.groupBy(board.duty, (item) => item.post);
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
            onClick={() => onChoose(alarm.id)}
            data-place={place.id}
          >
            <title>{names.fullPlace(place.id)}</title>
            <Point
              level={alarm.level}
              isChosen={chosen?.place === place.id}
              isRinging={isUnacknowledged(alarm)}
            />
          </g>
        );
      })}
      {[...at].map(([post, people]) => {
        const place = places.get(post);
        return place === undefined ? null : <Officers key={post} place={place} people={people} />;
      })}
      <IllDevices board={board} />
    </PlanView>
  );
};
