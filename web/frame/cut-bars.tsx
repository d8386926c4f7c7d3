/** What stands across every page: NOT LIVE, presses that do not come through, and what was missed. */
import { drillOf } from '../../src/alarms/alarm.js';
import type { AlarmItem } from '../../src/console/board.js';
import { toInstant } from '../../src/kernel/clock.js';
import { useNowMs, useTimeZone } from '../court-time.js';
import { useLive, useLiveClient } from '../live/live-context.js';
import type { LiveState } from '../live/live-machine.js';
import { nothingMissed, type Missed } from '../live/missed.js';
import { GuardTelephone } from '../parts/guard-telephone.js';
import { lengthText, Running } from '../parts/times.js';
import { useNames } from '../reference.js';
import { useMay } from '../session.js';
import { useSay } from '../texts/texts.js';
import { clockText } from '../times.js';

const pickState = (state: LiveState): LiveState => state;
const pickMissed = (state: LiveState): Missed | undefined => state.missed;

export const NotLiveBar = () => {
  const say = useSay();
  const { cutSinceMs, skewMs } = useLive(pickState);
  const nowMs = useNowMs();
  const timeZone = useTimeZone();
  const isPolice = useMay('liaison:accept');
  const sinceMs = (cutSinceMs ?? nowMs) + (Math.abs(skewMs) < 2000 ? 0 : skewMs);
  return (
    <div className="bar not-live" role="alert" data-testid="not-live">
      <p className="not-live-title">
        {say('cut.title')}{' '}
        <span className="number">
          {say('cut.since', { at: clockText(sinceMs, nowMs, timeZone) })}{' '}
          <Running since={toInstant(sinceMs)} runsWhenCut />
        </span>
      </p>
      <p>
        {say(isPolice ? 'cut.police' : 'cut.what-to-do')}
        <GuardTelephone />
      </p>
    </div>
  );
};

const useMissedText = (missed: Missed | undefined): string => {
  const say = useSay();
  const names = useNames();
  if (missed === undefined) return '';
  if (nothingMissed(missed)) return say('missed.nothing');
  const places = (items: readonly AlarmItem[]): string =>
    items
      .map((item) => {
        const place = names.place(item.place);
        return drillOf(item) === undefined ? place : say('drill.call', { call: place });
      })
      .join(say('text.comma'));
  const parts = [
    missed.raised.length > 0
      ? say('missed.raised', { n: missed.raised.length, places: places(missed.raised) })
      : '',
    missed.moved.length > 0
      ? say('missed.moved', { n: missed.moved.length, places: places(missed.moved) })
      : '',
    missed.closed.length > 0
      ? say('missed.closed', { n: missed.closed.length, places: places(missed.closed) })
      : '',
    missed.incidents.length > 0 ? say('missed.incidents', { n: missed.incidents.length }) : '',
    missed.troubles.length > 0 ? say('missed.troubles', { n: missed.troubles.length }) : '',
  ];
  return parts.filter((part) => part !== '').join(say('text.stop'));
};

export const MissedBar = () => {
  const say = useSay();
  const client = useLiveClient();
  const missed = useLive(pickMissed);
  const text = useMissedText(missed);
  if (missed === undefined) return null;
  return (
    <output className="bar missed" data-testid="missed">
      <b>{say('missed.back', { for: lengthText(say, missed.untilMs - missed.sinceMs) })}</b>
      <span>{text}</span>
      <button type="button" className="button plain small" onClick={() => client?.readMissed()}>
        {say('do.understood')}
      </button>
    </output>
  );
};

const pickFailing = (state: LiveState): string | undefined => state.selfTest?.failingSince;

export const SelfTestBar = () => {
  const say = useSay();
  const since = useLive(pickFailing);
  if (since === undefined) return null;
  return (
    <div className="bar self-test-failed" role="alert" data-testid="self-test-failed">
      <p className="not-live-title">
        {say('self-test.title')} <Running since={since} />
      </p>
      <p>{say('self-test.what-to-do')}</p>
    </div>
  );
};
