/** The wall: place and running clock, readable from four metres; nothing on it can be pressed. */
import type { AlarmItem } from '../../src/console/board.js';
import { useAsOf } from '../live/as-of.js';
import { pickIsLive, useBoard, useLive } from '../live/live-context.js';
import { alarmKind } from '../parts/alarm-kind.js';
import { AlarmDrillMark } from '../parts/drill-mark.js';
import { LevelMark } from '../parts/level-mark.js';
import { Running } from '../parts/times.js';
import { useNames, useReference } from '../reference.js';
import { hrefOf } from '../routes.js';
import '../styles/board.css';
import '../styles/wall.css';
import { sayOf, useSay } from '../texts/texts.js';
import { useWatch } from '../watch/watch.js';
import { isUnacknowledged } from './alarm-order.js';
import { useLacking } from './calm.js';
import { FloorPlan } from './floor-plan.js';
import { roomsWithoutAlarm } from './rooms.js';
import { useSubject } from './trouble-list.js';
import { heaviest } from './trouble-order.js';
import { usePainted } from './use-painted.js';

/** Places named beside the number, so that the line stays readable from four metres. */
const named = 3;

const WallAlarm = ({ alarm, isFirst }: { readonly alarm: AlarmItem; readonly isFirst: boolean }) => {
  const say = useSay();
  const names = useNames();
  usePainted(alarm.id);
  const going = (alarm.officers ?? [])
    .filter(({ state }) => state !== 'left')
    .map(({ person, state }) => `${names.person(person)} ${sayOf(say, 'officer-state', state)}`)
    .join(say('text.comma'));
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
      <b className="wall-place">{isFirst ? names.fullPlace(alarm.place) : names.place(alarm.place)}</b>
      <Running since={alarm.raisedAt} />
      <span className="wall-state">
        <span>
          <AlarmDrillMark alarm={alarm} /> {say(`level.${alarm.level}`)} · {alarmKind(say, alarm)}
        </span>
        {isUnacknowledged(alarm) ? (
          <b>{say('response.raised')}</b>
        ) : (
          <span>{say(`response.${alarm.response}`)}</span>
        )}
        {isFirst ? <span>{going === '' ? say('wall.nobody') : going}</span> : null}
      </span>
    </li>
  );
};

/** As many as can be read from across the room; the rest is counted. */
const most = 4;

const levels = ['emergency', 'high', 'medium'] as const;

const WallMore = ({ alarms }: { readonly alarms: readonly AlarmItem[] }) => {
  const say = useSay();
  const of = Map.groupBy(alarms, ({ level }) => level);
  const told = levels.flatMap((level) => {
    const n = of.get(level)?.length ?? 0;
    return n === 0 ? [] : [`${say(`level.${level}`)}\u00A0${n}`];
  });
  return (
    <li className="wall-more number">
      {say('wall.more-alarms', { n: alarms.length, of: told.join(say('text.comma')) })}
    </li>
  );
};

/** The first over the whole width; the others below it, beside the plan. */
const WallList = ({ ordered }: { readonly ordered: readonly AlarmItem[] }) => {
  const say = useSay();
  return (
    <>
      <ol className="wall-first" aria-label={say('board.alarms')}>
        {ordered.slice(0, 1).map((alarm) => (
          <WallAlarm key={alarm.id} alarm={alarm} isFirst />
        ))}
      </ol>
      {ordered.length === 1 ? null : (
        <ol className="wall-others" start={2} aria-label={say('board.alarms')}>
          {ordered.slice(1, most).map((alarm) => (
            <WallAlarm key={alarm.id} alarm={alarm} isFirst={false} />
          ))}
          {ordered.length > most ? <WallMore alarms={ordered.slice(most)} /> : null}
        </ol>
      )}
    </>
  );
};

/** Calm words alone where all is calm. */
const WallCalm = () => {
  const say = useSay();
  const board = useBoard();
  const isLive = useLive(pickIsLive);
  const { places } = useReference();
  const names = useNames();
  const asOf = useAsOf();
  const lacking = useLacking(board);
  const subjectOf = useSubject();
  const troubles = heaviest(board.troubles);
  const rooms = [...roomsWithoutAlarm([...places.values()], board.devices, board.troubles)];
  // A screen that is not live must not say that nothing is wrong: it says as of when nothing was.
  if (!isLive && asOf === '') return <p className="wall-calm">{say('calm.unknown')}</p>;
  return (
    <div
      className="wall-calm"
      data-testid={isLive ? 'wall-calm' : 'wall-unknown'}
      data-well={lacking.length === 0}
    >
      {isLive ? null : <p>{say('calm.cut')}</p>}
      <p className="wall-told">
        {asOf === '' ? null : <span>{asOf}</span>}
        {[...lacking, say('wall.calm')].map((part) => (
          <span key={part}>{part}</span>
        ))}
      </p>
      {troubles.length === 0 ? null : (
        <p className="wall-rooms">
          <LevelMark level="trouble" />{' '}
          {troubles
            .slice(0, named)
            .map((trouble) => `${subjectOf(trouble)} ${sayOf(say, 'trouble', trouble.kind)}`)
            .join(say('text.comma'))}
          {troubles.length > named ? ` · ${say('wall.more', { n: troubles.length - named })}` : ''}
        </p>
      )}
      {rooms.length === 0 ? null : (
        <p className="wall-rooms">
          <LevelMark level="trouble" />{' '}
          {rooms
            .slice(0, named)
            .map(([room, lack]) => `${names.place(room)} ${sayOf(say, 'lack', lack)}`)
            .join(say('text.comma'))}
          {rooms.length > named ? ` · ${say('wall.more', { n: rooms.length - named })}` : ''}
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
      {ordered.length === 0 ? <WallCalm /> : <WallList ordered={ordered} />}
      <a className="wall-back quiet" href={hrefOf('board')}>
        {say('wall.back')}
      </a>
      <FloorPlan
        duty={board.duty}
        devices={board.devices}
        troubles={board.troubles}
        alarms={ordered}
        chosen={ordered[0]}
        withButtons={false}
      />
    </div>
  );
};

export default WallPage;
