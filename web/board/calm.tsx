/** Nothing is wrong, said in words and with proof. */
import { Fragment } from 'react';

import type { Board, DeviceItem, Fact } from '../../src/console/board.js';
import { useAsOf } from '../live/as-of.js';
import { useLive, useRecentFacts } from '../live/live-context.js';
import type { LiveState } from '../live/live-machine.js';
import { AlarmDrillMark } from '../parts/drill-mark.js';
import { Timeline } from '../parts/timeline.js';
import { Moment } from '../parts/times.js';
import { useNames, useReference } from '../reference.js';
import { useSay } from '../texts/texts.js';
import { useFetched } from '../use-fetched.js';
import type { AlarmDetail, List } from '../wire.js';
import { roomsWithoutAlarm } from './rooms.js';

const closes = (fact: Fact): boolean => fact.type === 'alarm.closed';
const quietTypes = new Set(['device.heard', 'lane.passed', 'alarm.shown', 'alarm.sounded']);

const Devices = ({ devices }: { readonly devices: readonly DeviceItem[] }) => {
  const say = useSay();
  const count = (state: DeviceItem['state']): number =>
    devices.filter((device) => device.state === state).length;
  const silent = count('silent');
  const never = count('never-heard');
  return (
    <dd className="number">
      {say('calm.devices-heard', { heard: count('heard'), all: devices.length })}
      {silent > 0 ? ` · ${say('calm.devices-silent', { silent })}` : ''}
      {never > 0 ? ` · ${say('calm.devices-never', { never })}` : ''}
    </dd>
  );
};

const LastAlarm = () => {
  const say = useSay();
  const names = useNames();
  const last = useFetched<List<AlarmDetail>>('/alarms?state=closed&limit=1', closes).value?.items[0];
  return (
    <dd>
      {last === undefined ? (
        say('calm.none-yet')
      ) : (
        <>
          <AlarmDrillMark alarm={last} /> {names.place(last.place)} · <Moment at={last.raisedAt} />
        </>
      )}
    </dd>
  );
};

const pickProven = (state: LiveState): string | undefined => state.selfTest?.provenAt;

/** A press of nobody's button came through all the way. */
const SelfTestLine = () => {
  const say = useSay();
  const provenAt = useLive(pickProven);
  return <dd>{provenAt === undefined ? say('calm.none-yet') : <Moment at={provenAt} />}</dd>;
};

const Proof = ({ board }: { readonly board: Board }) => {
  const say = useSay();
  const names = useNames();
  const recent = useRecentFacts()
    .filter((fact) => !quietTypes.has(fact.type))
    .slice(-12);
  return (
    <>
      <dl>
        <div>
          <dt>{say('calm.last-alarm')}</dt>
          <LastAlarm />
        </div>
        <div>
          <dt>{say('calm.self-test')}</dt>
          <SelfTestLine />
        </div>
        <div>
          <dt>{say('calm.devices')}</dt>
          <Devices devices={board.devices} />
        </div>
        <div>
          <dt>{say('calm.on-duty')}</dt>
          <dd>
            {board.duty.length === 0
              ? say('board.no-duty')
              : board.duty.map((item, at) => (
                  <Fragment key={item.id}>
                    {at === 0 ? '' : say('text.comma')}
                    <span className="unbroken">{names.word(item.name)}</span>
                  </Fragment>
                ))}
          </dd>
        </div>
        <div>
          <dt>{say('calm.last-fact')}</dt>
          <dd>{recent.length === 0 ? say('calm.none-since') : <Moment at={recent.at(-1)?.at ?? ''} />}</dd>
        </div>
      </dl>
      {recent.length === 0 ? null : (
        <section aria-label={say('calm.recent')}>
          <h3>{say('calm.recent')}</h3>
          <Timeline facts={recent.toReversed()} />
        </section>
      )}
    </>
  );
};

/** What is lacking though nobody calls: the worst first, each with its number. */
export const useLacking = (board: Board): readonly string[] => {
  const say = useSay();
  const { places } = useReference();
  const n = {
    troubles: board.troubles.length,
    rooms: roomsWithoutAlarm([...places.values()], board.devices, board.troubles).size,
    never: board.devices.filter(({ state }) => state === 'never-heard').length,
    incidents: board.incidents.length,
  };
  return (['rooms', 'troubles', 'never', 'incidents'] as const)
    .filter((what) => n[what] > 0)
    .map((what) => say(`calm.${what}`, { n: n[what] }));
};

/** A screen that is not live does not know whether all is well now: it says what it knew last, and as of when. */
export const Calm = ({ board, isLive }: { readonly board: Board; readonly isLive: boolean }) => {
  const say = useSay();
  const lacking = useLacking(board);
  const isWell = lacking.length === 0;
  const told = isWell ? [say('calm.all-well')] : [...lacking, say('wall.calm')];
  const asOf = useAsOf();
  if (!isLive && asOf === '') {
    return (
      <article className="calm" data-testid="calm-unknown">
        <h2>{say('calm.unknown')}</h2>
      </article>
    );
  }
  return (
    <article className="calm" data-testid={isLive ? 'calm' : 'calm-cut'} data-well={isLive ? isWell : ''}>
      <h2>{isLive ? told.map((part) => <span key={part}>{part} </span>) : say('calm.cut')}</h2>
      {isLive ? null : <p>{`${asOf}${told.join(' · ')}`}</p>}
      <Proof board={board} />
    </article>
  );
};
