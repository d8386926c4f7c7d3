/** The right of the header: the court's clock, how live the picture is, sound, duty, troubles. */
import { memo } from 'react';

import { useNowMs, useTimeZone } from '../court-time.js';
import { useBoard, useLive } from '../live/live-context.js';
import type { LiveState } from '../live/live-machine.js';
import { isUnacknowledged } from '../board/alarm-order.js';
import { LevelMark } from '../parts/level-mark.js';
import { useMay } from '../session.js';
import { screenSound } from '../sound/use-sound-gate.js';
import { useSay } from '../texts/texts.js';
import { partsOf } from '../times.js';
import { useWatch } from '../watch/watch.js';

const pickLive = (state: LiveState): LiveState => state;

const LiveAge = () => {
  const say = useSay();
  const nowMs = useNowMs();
  const state = useLive(pickLive);
  const ageS = Math.max(0, nowMs - state.skewMs - state.heardAtMs) / 1000;
  const word = state.cutSinceMs === undefined ? state.link : 'cut';
  return (
    <span className="status" data-testid="live-state" data-state={word} data-cursor={state.cursor ?? ''}>
      {word === 'following' ? (
        <>
          {say('live.following')} <span className="number">{say('live.age', { s: ageS.toFixed(1) })}</span>
        </>
      ) : (
        <b>{say(word === 'cut' ? 'cut.short' : 'live.joining')}</b>
      )}
    </span>
  );
};

const SoundWord = () => {
  const say = useSay();
  const { gate, ordered } = useWatch();
  const state = screenSound(gate.power, gate.stage);
  // While something rings, a screen that may be silent is no small matter.
  const isDeaf = state !== 'ready' && ordered.some(isUnacknowledged);
  const heard = state === 'ready' ? 'ready' : 'untried';
  return (
    <span data-some={isDeaf}>
      {isDeaf ? <LevelMark level="trouble" /> : null}{' '}
      {say(`sound.state-${state === 'blocked' ? state : heard}`)}
    </span>
  );
};

const SoundState = () => {
  const { gate, rung } = useWatch();
  return (
    <span
      className="status"
      data-testid="sound-state"
      data-state={gate.power === 'running' ? gate.stage : 'blocked'}
      data-last-sound={rung?.sound ?? ''}
      data-last-peak={rung?.peak.toFixed(3) ?? ''}
      data-count={rung?.count ?? 0}
    >
      <SoundWord />
    </span>
  );
};

export const Status = memo(() => {
  const say = useSay();
  const follows = useMay('live:follow');
  const board = useBoard();
  const { viewer } = useWatch();
  const nowMs = useNowMs();
  const timeZone = useTimeZone();
  const unheard = board.devices.filter(({ state }) => state === 'never-heard').length;
  return (
    <div className="statuses">
      <time className="number clock">{partsOf(nowMs, timeZone).time}</time>
      {follows ? <LiveAge /> : null}
      {viewer === 'other' ? null : <SoundState />}
      {viewer === 'guard' ? (
        <>
          <span className="status" data-testid="duty-count">
            {say('board.duty')} <span className="number">{board.duty.length}</span>
          </span>
          <span
            className="status"
            data-testid="trouble-count"
            data-some={board.troubles.length + unheard > 0}
          >
            {unheard > 0 && board.troubles.length === 0 ? null : (
              <>
                {say('board.troubles')} <span className="number">{board.troubles.length}</span>
                {unheard === 0 ? '' : ' · '}
              </>
            )}
            {unheard === 0 ? '' : say('trouble.unheard', { n: unheard })}
          </span>
        </>
      ) : null}
    </div>
  );
});
