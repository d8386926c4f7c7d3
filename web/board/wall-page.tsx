/** The wall: place and running clock, readable from four metres; nothing on it can be pressed. */
import type { AlarmItem } from '../../src/console/board.js';
import { pickIsLive, useBoard, useLive } from '../live/live-context.js';
import { LevelMark } from '../parts/level-mark.js';
import { Running } from '../parts/times.js';
import { useNames, useReference } from '../reference.js';
import { hrefOf } from '../routes.js';
import '../styles/board.css';
import '../styles/wall.css';
import { sayOf, useSay } from '../texts/texts.js';
import { useWatch } from '../watch/watch.js';
import { isUnacknowledged } from './alarm-order.js';
import { FloorPlan } from './floor-plan.js';
import { roomsWithoutAlarm } from './rooms.js';
import { usePainted } from './use-painted.js';

const WallAlarm = ({ alarm, isFirst }: { readonly alarm: AlarmItem; readonly isFirst: boolean }) => {
  const say = useSay();
  const names = useNames();
  usePainted(alarm.id);
  return (
    <li
      className="wall-alarm"
      data-testid="wall-alarm"
      data-level={alarm.level}
      data-response={alarm.response}
      data-ringing={isUnacknowledged(alarm)}
      data-first={isFirst}
    >
      <span className="flash-bar" aria-hidden="true" />
      <LevelMark level={alarm.level} />
      <b className="wall-place">{names.place(alarm.place)}</b>
      <Running since={alarm.raisedAt} />
      <span className="wall-state">
        {say(`level.${alarm.level}`)} ·{' '}
        {sayOf(say, alarm.pattern === undefined ? 'source' : 'pattern', alarm.pattern ?? alarm.source)} ·{' '}
        {isUnacknowledged(alarm) ? <b>{say('response.raised')}</b> : say(`response.${alarm.response}`)}
      </span>
    </li>
  );
};

/** As many as can be read from across the room; the rest is counted. */
const most = 5;

const WallList = ({ ordered }: { readonly ordered: readonly AlarmItem[] }) => {
  const say = useSay();
  return (
    <ol className="wall-list" aria-label={say('board.alarms')}>
      {ordered.slice(0, most).map((alarm, index) => (
        <WallAlarm key={alarm.id} alarm={alarm} isFirst={index === 0} />
      ))}
      {ordered.length > most ? (
        <li className="wall-more number">{say('wall.more', { n: ordered.length - most })}</li>
      ) : null}
    </ol>
  );
};

const WallCalm = () => {
  const say = useSay();
  const board = useBoard();
  const isLive = useLive(pickIsLive);
  const { places } = useReference();
  const names = useNames();
  const rooms = roomsWithoutAlarm([...places.values()], board.devices);
  // A screen that is not live knows nothing, and must not say that nothing is wrong.
  if (!isLive) return <p className="wall-calm">{say('calm.unknown')}</p>;
  return (
    <div className="wall-calm" data-testid="wall-calm">
      <p>{say('wall.calm')}</p>
      {rooms.length === 0 ? null : (
        <p className="wall-rooms">
          {say('board.rooms')} {rooms.length} · {rooms.slice(0, 4).map(names.place).join(say('text.comma'))}
        </p>
      )}
    </div>
  );
};

const WallPage = () => {
  const say = useSay();
  const board = useBoard();
  const { ordered } = useWatch();
  return (
    <div className="wall" data-testid="wall" data-alarms={ordered.length}>
      <div className="wall-left">
        {ordered.length === 0 ? <WallCalm /> : <WallList ordered={ordered} />}
        <a className="wall-back quiet" href={hrefOf('board')}>
          {say('wall.back')}
        </a>
      </div>
      <FloorPlan
        board={board}
        alarms={ordered}
        chosen={ordered[0]}
        onChoose={() => undefined}
        withButtons={false}
      />
    </div>
  );
};

export default WallPage;
