/** One alarm on the officer's phone: its place large, who goes, and the one next act under the thumb. */
import type { OfficerAct, OfficerItem } from '../../src/alarms/officer.js';
import type { AlarmItem } from '../../src/console/board.js';
import { toMs } from '../../src/kernel/clock.js';
import { usePainted } from '../board/use-painted.js';
import { useNowMs } from '../court-time.js';
import { ProblemLine } from '../parts/answer.js';
import { ThisIsReal } from '../drills/this-is-real.js';
import { CutLine } from '../live/cut-line.js';
import { AlarmDrillMark } from '../parts/drill-mark.js';
import { LevelMark } from '../parts/level-mark.js';
import { SilentLine } from '../parts/silent-line.js';
import { Clock, Running } from '../parts/times.js';
import { useNames } from '../reference.js';
import { useSession } from '../session.js';
import { sayOf, useSay } from '../texts/texts.js';
import { runningText } from '../times.js';
import { useSending } from '../use-sending.js';
import { nextAct, others, ownAt } from './own-state.js';

/** How long until he must say again that he is well. */
const CheckIn = ({ own }: { readonly own: OfficerItem }) => {
  const say = useSay();
  const nowMs = useNowMs();
  if (own.checkInBy === undefined) return null;
  const leftMs = toMs(own.checkInBy) - nowMs;
  return (
    <p className="check-in" data-testid="check-in" data-late={leftMs <= 0} role="timer">
      {say(leftMs > 0 ? 'officer.check-in-in' : 'officer.check-in-late')}{' '}
      <b className="number">{runningText(Math.abs(leftMs))}</b>
    </p>
  );
};

const Others = ({ alarm, self }: { readonly alarm: AlarmItem; readonly self: string }) => {
  const say = useSay();
  const names = useNames();
  const first = alarm.steps.responding;
  return (
    <ul className="officer-others" data-testid="officer-others">
      {first === undefined ? null : (
        <li>
          {say('officer.first', { by: names.actor(first.by) })} <Clock at={first.at} />
        </li>
      )}
      {others(alarm, self).map((one) => (
        <li key={one.person}>
          <b>{names.person(one.person)}</b> {sayOf(say, 'officer-state', one.state)} <Clock at={one.since} />
        </li>
      ))}
    </ul>
  );
};

interface MoreProps {
  readonly act: OfficerAct;
  readonly send: (act: OfficerAct) => void;
}

/** What he may do beside the next act. */
const More = ({ act, send }: MoreProps) => {
  const say = useSay();
  return (
    <p className="officer-more">
      {act === 'go' ? (
        <button type="button" className="button plain" onClick={() => send('arrive')}>
          {say('officer.do-arrive')}
        </button>
      ) : null}
      <button
        type="button"
        className="button plain"
        data-testid="officer-leave"
        onClick={() => send('leave')}
      >
        {say('officer.do-leave')}
      </button>
    </p>
  );
};

export const OfficerCard = ({ alarm }: { readonly alarm: AlarmItem }) => {
  const say = useSay();
  const names = useNames();
  const { person } = useSession();
  usePainted(alarm.id);
  const sending = useSending(() => undefined);
  const own = ownAt(alarm, person.id);
  const act = nextAct(own);
  const send = (what: OfficerAct): void =>
    sending.send(`/alarms/${encodeURIComponent(alarm.id)}/officer`, { act: what });
  return (
    <li
      className="officer-card"
      data-testid="officer-card"
      data-alarm={alarm.id}
      data-level={alarm.level}
      data-own={own?.state ?? ''}
    >
      <AlarmDrillMark alarm={alarm} />
      <p className="officer-level">
        <LevelMark level={alarm.level} withWord />
        <span>
          {sayOf(say, alarm.pattern === undefined ? 'source' : 'pattern', alarm.pattern ?? alarm.source)}
        </span>
        <Running since={alarm.raisedAt} />
      </p>
      <h2>{names.fullPlace(alarm.place)}</h2>
      <SilentLine place={alarm.place} isOther={alarm.pattern !== 'silent'} />
      {own === undefined ? null : (
        <p>
          {say('officer.you')} <b>{sayOf(say, 'officer-state', own.state)}</b> <Clock at={own.since} />
        </p>
      )}
      {own === undefined ? null : <CheckIn own={own} />}
      <button
        type="button"
        className="button main officer-next"
        data-testid={`officer-${act}`}
        disabled={sending.isBusy}
        onClick={() => send(act)}
      >
        {say(`officer.do-${act}`)}
      </button>
      <CutLine text="cut.press" />
      <ThisIsReal alarm={alarm} />
      {own === undefined ? null : <More act={act} send={send} />}
      {sending.problem === undefined ? null : <ProblemLine problem={sending.problem} />}
      <Others alarm={alarm} self={person.id} />
    </li>
  );
};
