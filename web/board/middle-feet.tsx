/** Who is on duty, and a tile for each screening lane, below the floor plan. */
import { Fragment, memo } from 'react';

import type { AlarmItem, DeviceItem, DutyItem, LaneItem, TroubleItem } from '../../src/console/board.js';
import { useAsOf } from '../live/as-of.js';
import { pickIsLive, useLive } from '../live/live-context.js';
import { LevelMark } from '../parts/level-mark.js';
import { Age } from '../parts/times.js';
import { useNames, useReference } from '../reference.js';
import { sayOf, useSay } from '../texts/texts.js';
import { roomsWithoutAlarm } from './rooms.js';
import { whereabouts } from './whereabouts.js';

interface DutyLineProps {
  readonly duty: readonly DutyItem[];
  readonly alarms: readonly AlarmItem[];
}

export const DutyLine = memo(({ duty, alarms }: DutyLineProps) => {
  const say = useSay();
  const names = useNames();
  return (
    <section className="duty-line" aria-label={say('board.duty')}>
      <h2>
        {say('board.duty')} <span className="number">{duty.length}</span>
      </h2>
      {duty.length === 0 ? <span className="quiet">{say('board.no-duty')}</span> : null}
      <ul>
        {whereabouts(duty, alarms, names.person).map((item) => {
          const name = names.word(item.name);
          const role = sayOf(say, 'role', item.role);
          return (
            <li key={item.id}>
              <b>{name}</b>{' '}
              <span className="quiet">
                {name.includes(role) ? '' : `${role} · `}
                {names.place(item.post)}
              </span>
              {item.isAtScene ? <b> {say('officer-state.on-scene')}</b> : null}
              {item.goesTo === undefined ? null : (
                <b data-testid="duty-goes" data-to={item.goesTo}>
                  {' '}
                  → {names.place(item.goesTo)} {say('officer-state.on-the-way')}
                </b>
              )}
              {item.sound === undefined || item.sound.state === 'heard' ? null : (
                <b className="deaf" data-testid="duty-deaf">
                  {' '}
                  {sayOf(say, 'sound-check', item.sound.state)}
                </b>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
});

interface RoomsLineProps {
  readonly devices: readonly DeviceItem[];
  readonly troubles: readonly TroubleItem[];
  readonly alarms: readonly AlarmItem[];
}

/** By what is wrong with them; a room that calls all the same is told as such, and once. */
export const RoomsLine = memo(({ devices, troubles, alarms }: RoomsLineProps) => {
  const say = useSay();
  const names = useNames();
  const { places } = useReference();
  const isLive = useLive(pickIsLive);
  const asOf = useAsOf();
  const rooms = roomsWithoutAlarm([...places.values()], devices, troubles);
  if ((!isLive && asOf === '') || places.size === 0) return null;
  const calling = new Set(alarms.map(({ place }) => place));
  const groups = Map.groupBy(rooms, ([room, lack]) => {
    const why = sayOf(say, 'lack', lack);
    return calling.has(room) ? say('board.rooms-calling', { why }) : why;
  });
  return (
    <p className="rooms-line" data-testid="rooms-without-alarm" data-count={rooms.size}>
      {rooms.size === 0 ? (
        <span className="quiet">{`${asOf}${say('board.no-rooms')}`}</span>
      ) : (
        <>
          <b className="rooms-lacking">
            <LevelMark level="trouble" /> {asOf}
            {say('board.rooms')} <span className="number">{rooms.size}</span>
          </b>
          {[...groups].map(([why, group]) => (
            <span key={why}>
              <b>{`${why}${say('text.colon')}`}</b>
              {group.map(([room], nth) => (
                <Fragment key={room}>
                  {nth === 0 ? '' : say('text.comma')}
                  <span className="room-name">{names.place(room)}</span>
                </Fragment>
              ))}
            </span>
          ))}
        </>
      )}
    </p>
  );
});

const lastOf = ({ detection, decision, minute }: LaneItem): string | undefined =>
  [detection?.at, decision?.at, minute?.to]
    .flatMap((at) => at ?? [])
    .toSorted()
    .at(-1);

const LaneTile = memo(({ lane }: { readonly lane: LaneItem }) => {
  const say = useSay();
  const last = lastOf(lane);
  // Before its gate has counted anything, nought is not known either.
  const isRead = last !== undefined || lane.passed + lane.alarmed > 0;
  const countOf = (n: number): number | string => (isRead ? n : '—');
  return (
    <li className="lane-tile" data-testid="lane-tile" data-lane={lane.id}>
      <h3>{lane.name}</h3>
      <dl>
        <div>
          <dt>{say('lane.passed')}</dt>
          <dd className="number">{countOf(lane.passed)}</dd>
        </div>
        <div>
          <dt>{say('lane.alarmed')}</dt>
          <dd className="number">{countOf(lane.alarmed)}</dd>
        </div>
      </dl>
      <p className="quiet">
        {lane.detection === undefined
          ? say(isRead ? 'lane.nothing' : 'lane.unread')
          : sayOf(say, 'class', lane.detection.class)}
        {lane.decision === undefined ? '' : ` → ${sayOf(say, 'decision', lane.decision.outcome)}`}
        {last === undefined ? null : (
          <>
            {' · '}
            <Age at={last} />
          </>
        )}
      </p>
    </li>
  );
});

export const Lanes = memo(({ lanes }: { readonly lanes: readonly LaneItem[] }) => {
  const say = useSay();
  return (
    <section className="lanes" aria-label={say('board.lanes')}>
      {lanes.length === 0 ? <p className="empty">{say('board.no-lanes')}</p> : null}
      <ul>
        {lanes.map((lane) => (
          <LaneTile key={lane.id} lane={lane} />
        ))}
      </ul>
    </section>
  );
});
