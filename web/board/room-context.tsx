/** The room of the chosen alarm: the hearing now, what the gates saw before it, what records and is held. */
import type { Fact } from '../../src/console/board.js';
import type { RoomContext as Context } from '../../src/console/room-context.js';
import type { HearingItem } from '../../src/timetable/hearing.js';
import { useHoursText, useSpanText } from '../duty/span-text.js';
import { ProblemLine } from '../parts/answer.js';
import { Clock } from '../parts/times.js';
import { useNames } from '../reference.js';
import { itemText } from '../screening/items.js';
import { sayOf, useSay } from '../texts/texts.js';
import { useFetched } from '../use-fetched.js';
import { tellingSteps } from './gate-steps.js';

const families = ['hearing', 'timetable', 'lane', 'slip', 'recorder', 'device', 'clip'];
const concerns = ({ type }: Fact): boolean => families.includes(type.split('.')[0] ?? '');

const HighMark = () => (
  <svg viewBox="0 0 20 20" aria-hidden="true">
    <path d="M3 10l7-7 7 7M3 18l7-7 7 7" fill="none" stroke="currentColor" strokeWidth="3" />
  </svg>
);

const Hearing = ({ hearing, isNow }: { readonly hearing: HearingItem; readonly isNow: boolean }) => {
  const say = useSay();
  const names = useNames();
  const hoursText = useHoursText();
  const spanText = useSpanText();
  const { caseNumber, cause, judge, parties, risk } = hearing;
  return (
    <li data-testid="room-hearing" data-risk={risk}>
      <p>
        <b>{say(isNow ? 'room.hearing-now' : 'room.hearing-next')}</b>{' '}
        <span className="number">{isNow ? hoursText(hearing) : spanText(hearing)}</span>
        {risk === undefined ? null : (
          <span className="room-risk" data-risk={risk}>
            {risk === 'high' ? <HighMark /> : null} {say(`risk.${risk}`)}
          </span>
        )}
      </p>
      <p>{[caseNumber, cause].flatMap((one) => (one === undefined ? [] : [names.word(one)])).join(' · ')}</p>
      <p>
        {judge === undefined ? '' : `${say('room.judge', { name: names.word(judge) })} · `}
        {parties.map(names.word).join(say('text.comma'))}
      </p>
    </li>
  );
};

const Gate = ({ context }: { readonly context: Context }) => {
  const say = useSay();
  const names = useNames();
  const steps = tellingSteps(context.screening.steps);
  const isForHearing = context.now.length > 0;
  return (
    <section aria-label={say('room.gates')} data-testid="room-gate">
      <h4>
        {say(isForHearing ? 'room.gate' : 'room.gate-alone')} <Clock at={context.screening.from} />
      </h4>
      {steps.length === 0 ? <p className="quiet">{say('room.gate-nothing')}</p> : null}
      <ul>
        {steps.map(({ lane, at, what, boot, seq, class: found, item, owner, outcome }) => (
          <li key={`${lane} ${boot} ${seq} ${what}`}>
            <Clock at={at} /> {names.device(lane)}
            {say('text.colon')}
            {found === undefined ? '' : sayOf(say, 'class', found)}
            {owner === undefined ? '' : `${names.word(owner)} `}
            {item === undefined ? '' : ` ${itemText(names.word(item), say)}`}
            {` → ${outcome === undefined ? say('room.undecided') : sayOf(say, 'decision', outcome)}`}
          </li>
        ))}
      </ul>
    </section>
  );
};

const Recorders = ({ context }: { readonly context: Context }) => {
  const say = useSay();
  const names = useNames();
  const { recorders, held } = context;
  return (
    <section aria-label={say('room.recorders')} data-testid="room-recorders" data-held={held !== undefined}>
      <h4>{say('room.recorders')}</h4>
      <p>
        {held === undefined ? (
          say('room.not-held')
        ) : (
          <>
            <b>{say('room.held')}</b> <Clock at={held.from} />–<Clock at={held.to} />
          </>
        )}
      </p>
      {recorders.length > 0 && !recorders.some(({ place }) => place === context.place) ? (
        <p className="quiet">{say('room.recorders-nearby')}</p>
      ) : null}
      <ul className="room-recorders">
        {recorders.map(({ id, place, state }) => (
          <li key={id} data-state={state}>
            {names.device(id)}{' '}
            {place === context.place ? null : <span className="quiet">{names.place(place)}</span>}
            {state === 'heard' ? '' : ` · ${sayOf(say, 'device-state', state)}`}
          </li>
        ))}
      </ul>
      {recorders.length === 0 ? <p className="quiet">{say('room.no-recorders')}</p> : null}
    </section>
  );
};

const RoomContext = ({ alarm }: { readonly alarm: string }) => {
  const say = useSay();
  const { value, problem, reload } = useFetched<Context>(
    `/alarms/${encodeURIComponent(alarm)}/context`,
    concerns,
  );
  const hearings =
    value === undefined ? [] : [...value.now, ...(value.next === undefined ? [] : [value.next])];
  return (
    <section className="room-context" data-testid="room-context" aria-label={say('room.title')}>
      <h3>{say('room.title')}</h3>
      {problem === undefined ? null : <ProblemLine problem={problem} onAgain={reload} />}
      {value === undefined ? null : (
        <>
          {hearings.length === 0 ? <p className="quiet">{say('room.no-hearing')}</p> : null}
          <ul className="room-hearings">
            {hearings.map((hearing) => (
              <Hearing key={hearing.id} hearing={hearing} isNow={value.now.includes(hearing)} />
            ))}
          </ul>
          <Gate context={value} />
          <Recorders context={value} />
        </>
      )}
    </section>
  );
};

export default RoomContext;
