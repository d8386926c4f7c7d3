/** The right column: everything about the chosen alarm, its next act on top. */
import { lazy, memo, Suspense, useDeferredValue, useMemo, useState, type RefObject } from 'react';

import { drillOf } from '../../src/alarms/alarm.js';
import type { AlarmItem, Fact, IncidentItem } from '../../src/console/board.js';
import { ThisIsReal } from '../drills/this-is-real.js';
import { CutLine } from '../live/cut-line.js';
import { useRecentFacts } from '../live/live-context.js';
import { alarmKind } from '../parts/alarm-kind.js';
import { AlarmDrillMark } from '../parts/drill-mark.js';
import { LevelMark } from '../parts/level-mark.js';
import { Scrolled } from '../parts/scrolled.js';
import { SilentLine } from '../parts/silent-line.js';
import { Timeline, joined } from '../parts/timeline.js';
import { Moment, Running } from '../parts/times.js';
import { useNames } from '../reference.js';
import { useMay } from '../session.js';
import { sayOf, useSay } from '../texts/texts.js';
import { useFetched } from '../use-fetched.js';
import { useFinger } from '../use-finger.js';
import type { AlarmDetail } from '../wire.js';
import { ActBar } from './act-bar.js';
import { nextVerb } from './alarm-order.js';
import { BehalfLine, type Behalf } from './behalf-line.js';
import { ClosePanel } from './close-panel.js';
import { ChosenIncident } from './chosen-incident.js';
import { RefusedAct } from './refused-act.js';
import type { AlarmActs } from './use-alarm-acts.js';

/** After the alarm itself is on the screen. */
const rest = {
  room: () => import('./room-context.js'),
  care: () => import('../handover/care-line.js'),
  steps: () => import('../procedures/steps-part.js'),
};
const RoomContext = lazy(rest.room);
const CareLine = lazy(rest.care);
const StepsPart = lazy(rest.steps);

/** Brings it while all is calm, so that the first alarm of a day waits for none of it. */
export const fetchRest = (): void => {
  // What does not come now comes with the alarm.
  for (const part of Object.values(rest)) part().catch(() => undefined);
};

export interface ChosenAlarmProps {
  readonly alarm: AlarmItem;
  readonly incident: IncidentItem | undefined;
  readonly acts: AlarmActs;
  readonly note: string;
  readonly onNote: (note: string) => void;
  readonly behalf: Behalf | undefined;
  readonly onBehalf: (behalf: Behalf | undefined) => void;
  readonly noteField: RefObject<HTMLInputElement | null>;
  readonly timelinePart: RefObject<HTMLElement | null>;
  readonly act: (verb: 'acknowledge' | 'respond' | 'arrive' | 'control') => void;
}

const Head = memo(({ alarm }: { readonly alarm: AlarmItem }) => {
  const say = useSay();
  const names = useNames();
  return (
    <header className="chosen-head" data-level={alarm.level}>
      <p className="chosen-level">
        <AlarmDrillMark alarm={alarm} />
        <LevelMark level={alarm.level} withWord />
        <span>
          {alarmKind(say, alarm)}
          {alarm.presses > 1 ? ` ×${alarm.presses}` : ''}
        </span>
        <Running since={alarm.raisedAt} />
      </p>
      <h2 data-testid="chosen-place">{names.fullPlace(alarm.place)}</h2>
      <p className="quiet">
        <Moment at={alarm.raisedAt} />
        {alarm.device === undefined ? '' : ` · ${names.device(alarm.device)}`}
        {` · ${say(`zone.${alarm.zone}`)}`}
      </p>
      {(alarm.overdue ?? []).map((what) => (
        <p key={what} className="overdue" data-testid={`overdue-${what}`}>
          {say('fact.alarm.overdue', { overdue: sayOf(say, 'overdue', what) })}
        </p>
      ))}
      <p className="escalated">
        {alarm.escalation > 0 ? say('alarm.escalated', { tier: alarm.escalation }) : null}
      </p>
      {alarm.late === true && alarm.deviceAt !== undefined ? (
        <p className="late">
          {say('alarm.late')} <Moment at={alarm.deviceAt} />
        </p>
      ) : null}
    </header>
  );
});

const useTimeline = (alarm: AlarmItem): readonly Fact[] => {
  const read = useFetched<AlarmDetail>(`/alarms/${encodeURIComponent(alarm.id)}`).value?.timeline;
  const recent = useRecentFacts();
  return useMemo(() => {
    const live = recent.filter(
      ({ subject }) =>
        subject.id === alarm.id || (alarm.incident !== undefined && subject.id === alarm.incident),
    );
    return joined(read ?? [], live);
  }, [read, recent, alarm.id, alarm.incident]);
};

/** Alone drawn again with every fact of the court. */
const AlarmTimeline = ({ alarm, timelinePart }: Pick<ChosenAlarmProps, 'alarm' | 'timelinePart'>) => {
  const say = useSay();
  const facts = useTimeline(alarm);
  return (
    <section className="chosen-timeline" ref={timelinePart} tabIndex={-1} aria-label={say('timeline.title')}>
      <h3>{say('timeline.title')}</h3>
      <Timeline facts={facts} />
    </section>
  );
};

type RestProps = Pick<ChosenAlarmProps, 'alarm' | 'incident' | 'timelinePart'>;

const Rest = memo(({ alarm, incident, timelinePart }: RestProps) => {
  const maySteps = useMay('procedure:read');
  const mayRoom = useMay('hearing:read');
  return (
    <>
      <Suspense>
        <CareLine subject={{ kind: 'alarm', id: alarm.id }} of={alarm} />
      </Suspense>
      {maySteps ? (
        <Suspense>
          <StepsPart
            kind="alarms"
            id={alarm.id}
            {...(alarm.pattern === 'silent' ? {} : { place: alarm.place })}
          />
          {incident === undefined ? null : <StepsPart kind="incidents" id={incident.id} />}
        </Suspense>
      ) : null}
      {mayRoom ? (
        <Suspense>
          <RoomContext key={alarm.incident ?? ''} alarm={alarm.id} />
        </Suspense>
      ) : null}
      {incident === undefined ? null : <ChosenIncident incident={incident} />}
      <AlarmTimeline alarm={alarm} timelinePart={timelinePart} />
    </>
  );
});

export const ChosenAlarm = (props: ChosenAlarmProps) => {
  const { alarm, incident, acts, note, onNote, noteField, timelinePart, act } = props;
  const say = useSay();
  const [isClosing, setClosing] = useState(false);
  const verb = nextVerb(alarm);
  const isFinger = useFinger();
  // Where it rings and the next act are painted first; the rest asks the console and may come a frame later.
  const isPainted = useDeferredValue(true, false);
  return (
    <article className="chosen" data-alarm={alarm.id} data-next={verb}>
      <div className="chosen-top">
        {verb === undefined ? null : (
          <p className="next-act">
            <span className="quiet">{say('alarm.now')}</span>{' '}
            <b>{say(`${isFinger ? 'tap' : 'next'}.${verb}`)}</b>
          </p>
        )}
        <Head alarm={alarm} />
        <SilentLine place={alarm.place} isOther={alarm.pattern !== 'silent'} />
        <ThisIsReal alarm={alarm} />
        <RefusedAct acts={acts} alarm={alarm.id} />
        <CutLine text="cut.press" />
        <ActBar alarm={alarm} isClosing={isClosing} act={act} onClosing={() => setClosing(!isClosing)} />
      </div>
      <Scrolled label={say('board.rest')} items="section[aria-label]" withNames>
        <div className="chosen-rest">
          {isClosing ? null : <BehalfLine behalf={props.behalf} onChange={props.onBehalf} />}
          {isClosing ? (
            <ClosePanel
              isDrill={drillOf(alarm) !== undefined}
              onClose={(outcome, reason) => acts.act(alarm.id, 'close', { outcome, reason })}
            />
          ) : (
            <label className="note-line">
              <span>{say('alarm.note')}</span>
              <input
                ref={noteField}
                value={note}
                maxLength={500}
                placeholder={say(isFinger ? 'tap.note-hint' : 'alarm.note-hint')}
                onChange={(event) => onNote(event.target.value)}
                onKeyDown={(event) => {
                  if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
                }}
              />
            </label>
          )}
          {isPainted ? <Rest alarm={alarm} incident={incident} timelinePart={timelinePart} /> : null}
        </div>
      </Scrolled>
    </article>
  );
};
