/** After an incident: its minutes once more on the floor plan, who did what and when. */
import { useEffect, useState } from 'react';

import type { Fact, IncidentItem } from '../../src/console/board.js';
import { toInstant, toMs } from '../../src/kernel/clock.js';
import { FloorPlan } from '../board/floor-plan.js';
import { hasCodes } from '../parts/codes.js';
import { DrillMark } from '../parts/drill-mark.js';
import { Answer, EmptyLine, GoTo } from '../parts/answer.js';
import { IncidentLine } from '../parts/incident-line.js';
import { FactLine, OwnIncident, useTold } from '../parts/timeline.js';
import { Clock, lengthText } from '../parts/times.js';
import { useNames } from '../reference.js';
import { hrefOf } from '../routes.js';
import { useSay } from '../texts/texts.js';
import { runningText } from '../times.js';
import { useFetched, useList } from '../use-fetched.js';
import type { IncidentDetail } from '../wire.js';
import { clocksOf, spanOf, stepFrom, thenAt, type Span } from './replay.js';
import '../styles/board.css';
import '../styles/replay.css';

const speeds = [1, 10, 60] as const;
const tickMs = 100;

/** Where the replay stands; it runs to the end and stops there. */
const usePlay = (span: Span) => {
  const [atMs, setAtMs] = useState(span.fromMs);
  const [isPlaying, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<number>(10);
  const isOver = atMs >= span.toMs;
  useEffect(() => {
    if (!isPlaying || isOver) return undefined;
    const timer = window.setInterval(
      () => setAtMs((before) => Math.min(span.toMs, before + tickMs * speed)),
      tickMs,
    );
    return () => window.clearInterval(timer);
  }, [isPlaying, isOver, speed, span.toMs]);
  const toggle = (): void => {
    if (isOver) setAtMs(span.fromMs);
    setPlaying(isOver || !isPlaying);
  };
  return { atMs, setAtMs, isPlaying: isPlaying && !isOver, toggle, speed, setSpeed };
};

const Controls = ({
  play,
  span,
  facts,
}: {
  readonly play: ReturnType<typeof usePlay>;
  readonly span: Span;
  readonly facts: readonly Fact[];
}) => {
  const say = useSay();
  return (
    <div className="replay-controls">
      <button
        type="button"
        className="button plain"
        data-testid="replay-back"
        onClick={() => play.setAtMs(stepFrom(facts, play.atMs, -1))}
      >
        {say('replay.back')}
      </button>
      <button type="button" className="button main" data-testid="replay-play" onClick={play.toggle}>
        {say(play.isPlaying ? 'replay.stop' : 'replay.play')}
      </button>
      <button
        type="button"
        className="button plain"
        data-testid="replay-next"
        onClick={() => play.setAtMs(stepFrom(facts, play.atMs, 1))}
      >
        {say('replay.next')}
      </button>
      <label>
        <span>{say('replay.speed')}</span>
        <select value={play.speed} onChange={({ target }) => play.setSpeed(Number(target.value))}>
          {speeds.map((speed) => (
            <option key={speed} value={speed}>
              {`${speed}×`}
            </option>
          ))}
        </select>
      </label>
      <output className="number" data-testid="replay-at">
        <Clock at={toInstant(play.atMs)} /> · {runningText(play.atMs - span.fromMs)} /{' '}
        {runningText(span.toMs - span.fromMs)}
      </output>
      <input
        type="range"
        min={span.fromMs}
        max={span.toMs}
        step={tickMs}
        value={play.atMs}
        aria-label={say('replay.slider')}
        aria-valuetext={runningText(play.atMs - span.fromMs)}
        data-testid="replay-slider"
        onChange={({ target }) => play.setAtMs(Number(target.value))}
      />
    </div>
  );
};

const Clocks = ({ facts }: { readonly facts: readonly Fact[] }) => {
  const say = useSay();
  return (
    <dl className="replay-clocks" data-testid="replay-clocks">
      {clocksOf(facts).map(({ step, afterMs }) => (
        <div key={step}>
          <dt>{say(`replay.clock-${step}`)}</dt>
          <dd className="number">
            {afterMs < 60_000
              ? say('live.age', { s: (afterMs / 1000).toFixed(1) })
              : lengthText(say, afterMs)}
          </dd>
        </div>
      ))}
    </dl>
  );
};

const noFacts: readonly Fact[] = [];

const Replay = ({ incident }: { readonly incident: IncidentDetail }) => {
  const say = useSay();
  const names = useNames();
  const facts = incident.timeline ?? noFacts;
  const lines = useTold(facts);
  const span = spanOf(facts) ?? { fromMs: 0, toMs: 0 };
  const play = usePlay(span);
  const { board, told } = thenAt(facts, play.atMs, names.person);
  const last = told.at(-1)?.seq;
  return (
    <>
      <header className="replay-head">
        <a href={hrefOf('incidents', incident.id)}>← {say('replay.to-incident')}</a>
        <h2>
          {incident.drill === undefined ? null : <DrillMark />} {say('page.replay')}
          {say('text.colon')}
          {names.fullPlace(incident.place)} <Clock at={incident.openedAt} />
        </h2>
        <Clocks facts={facts} />
        <Controls play={play} span={span} facts={facts} />
      </header>
      <div className="replay-plan">
        <p className="replay-mark" data-testid="replay-mark">
          <b>{say('replay.mark')}</b> <Clock at={toInstant(play.atMs)} />
        </p>
        <FloorPlan
          duty={board.duty}
          devices={board.devices}
          troubles={board.troubles}
          alarms={board.alarms}
          chosen={board.alarms[0]}
          withRooms={false}
        />
      </div>
      <ol className="replay-facts" aria-label={say('timeline.title')}>
        {lines.map(([fact, ...again]) => (
          <li key={fact.seq} data-told={toMs(fact.at) <= play.atMs} data-type={fact.type}>
            <button
              type="button"
              aria-current={[fact, ...again].some(({ seq }) => seq === last) ? 'step' : undefined}
              onClick={() => play.setAtMs(toMs(fact.at))}
            >
              <FactLine fact={fact} times={again.length + 1} lastAt={(again.at(-1) ?? fact).at} />
            </button>
          </li>
        ))}
      </ol>
    </>
  );
};

const One = ({ id }: { readonly id: string }) => {
  const read = useFetched<IncidentDetail>(`/incidents/${encodeURIComponent(id)}`);
  return (
    <OwnIncident value={id}>
      <Answer of={read}>{(incident) => <Replay incident={incident} />}</Answer>
    </OwnIncident>
  );
};

const Choose = () => {
  const say = useSay();
  const incidents = useList<IncidentItem>('/incidents');
  return (
    <Answer of={incidents}>
      {({ items }) => (
        <>
          <h2>{say('page.replay')}</h2>
          {items.some(hasCodes) ? <p className="quiet">{say('codes.legend')}</p> : null}
          {items.length === 0 ? (
            <EmptyLine next={<GoTo page="report" />}>{say('replay.none')}</EmptyLine>
          ) : (
            <p className="quiet">{say('replay.choose')}</p>
          )}
          <ul className="replay-list">
            {items.map((incident) => (
              <li key={incident.id}>
                <IncidentLine incident={incident} to="replay" data-testid="replay-link" />
              </li>
            ))}
          </ul>
        </>
      )}
    </Answer>
  );
};

const ReplayPage = ({ id }: { readonly id?: string }) => (
  <div className="replay" data-testid="replay" data-one={id !== undefined}>
    {id === undefined ? <Choose /> : <One id={id} />}
  </div>
);

export default ReplayPage;
