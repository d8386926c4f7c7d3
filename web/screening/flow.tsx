/** A day at the gates as a chart by hour, with the same figures as a table, and what each zone of the gate found. */
import { useState } from 'react';

import type { Fact } from '../../src/console/board.js';
import type { Flow, Hour } from '../../src/screening/flow.js';
import { Answer, EmptyLine } from '../parts/answer.js';
import { useBoard } from '../live/live-context.js';
import { PlainTable } from '../parts/plain-table.js';
import { TimeField } from '../parts/time-field.js';
import { sayOf, useSay } from '../texts/texts.js';
import { useFetched } from '../use-fetched.js';

const concerns = (fact: Fact): boolean => fact.type === 'lane.decided' || fact.type === 'lane.passed';
const kept = ['deposited', 'withheld', 'handed-over'];
const refused = ['refused', 'fled'];
const sum = (hour: Hour, outcomes: readonly string[]): number =>
  outcomes.reduce((total, outcome) => total + (hour.outcomes[outcome] ?? 0), 0);

const width = 720;
const height = 200;
const foot = 24;
const fewestBars = 10;

/** Bars for who passed, a line for how long people waited, a number for what was found. */
const Chart = ({ hours, day }: { readonly hours: readonly Hour[]; readonly day: string }) => {
  const say = useSay();
  const most = Math.max(1, ...hours.map(({ passed }) => passed));
  const longest = Math.max(1, ...hours.map(({ waitingMinutes = 0 }) => waitingMinutes));
  const step = width / Math.max(fewestBars, hours.length);
  const top = (share: number): number => (height - foot) * (1 - share * 0.85);
  const line = hours
    .map(({ waitingMinutes = 0 }, place) => `${(place + 0.5) * step},${top(waitingMinutes / longest)}`)
    .join(' ');
  return (
    <svg
      className="flow-chart"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={say('flow.chart', { day })}
      data-testid="flow-chart"
    >
      {hours.map((hour, place) => {
        const y = top(hour.passed / most);
        const x = place * step + step * 0.15;
        return (
          <g key={hour.hour} data-hour={hour.hour}>
            <rect x={x} y={y} width={step * 0.7} height={height - foot - y} className="flow-bar" />
            <text x={(place + 0.5) * step} y={y - 4}>
              {hour.passed}
              {hour.detections === 0 ? '' : ` / ${hour.detections}`}
            </text>
            <text x={(place + 0.5) * step} y={height - 6}>
              {hour.hour}
            </text>
          </g>
        );
      })}
      {hours.some(({ waitingMinutes }) => waitingMinutes !== undefined) ? (
        <polyline points={line} className="flow-line" />
      ) : null}
    </svg>
  );
};

const Row = ({ hour }: { readonly hour: Hour }) => {
  const say = useSay();
  const minutes =
    hour.waitingMinutes === undefined ? '' : ` · ${say('flow.minutes', { n: hour.waitingMinutes })}`;
  return (
    <tr data-testid="flow-row" data-hour={hour.hour}>
      <th scope="row">{hour.hour}</th>
      <td>{hour.passed}</td>
      <td>{hour.detections}</td>
      <td>{hour.handChecks}</td>
      <td>{sum(hour, kept)}</td>
      <td>{sum(hour, refused)}</td>
      <td>{hour.waiting === undefined ? '—' : `${say('flow.people', { n: hour.waiting })}${minutes}`}</td>
      <td>{hour.decisionSeconds ?? '—'}</td>
    </tr>
  );
};

const columns = [
  'flow.hour',
  'flow.passed',
  'flow.detections',
  'flow.hand-checks',
  'flow.kept',
  'flow.refused',
  'flow.waiting',
  'flow.seconds',
] as const;

const Hours = ({ flow }: { readonly flow: Flow & { day: string } }) => {
  const say = useSay();
  const total = (of: (hour: Hour) => number): number =>
    flow.hours.reduce((before, hour) => before + of(hour), 0);
  if (flow.hours.length === 0) return <EmptyLine>{say('flow.nothing')}</EmptyLine>;
  return (
    <>
      <Chart hours={flow.hours} day={flow.day} />
      <p className="quiet flow-legend">
        <i className="flow-key-bar" /> {say('flow.passed')} / {say('flow.detections')}
        <i className="flow-key-line" /> {say('flow.waiting')}
      </p>
      <PlainTable
        caption={say('flow.chart', { day: flow.day })}
        className="number"
        columns={[...columns.map((text) => say(text))]}
      >
        {flow.hours.map((hour) => (
          <Row key={hour.hour} hour={hour} />
        ))}
        <tr data-testid="flow-total">
          <th scope="row">{say('flow.total')}</th>
          <td>{total(({ passed }) => passed)}</td>
          <td>{total(({ detections }) => detections)}</td>
          <td>{total(({ handChecks }) => handChecks)}</td>
          <td>{total((hour) => sum(hour, kept))}</td>
          <td>{total((hour) => sum(hour, refused))}</td>
          <td>—</td>
          <td>—</td>
        </tr>
      </PlainTable>
      {flow.zones.length === 0 ? null : (
        <table className="plain-table number">
          <caption>{say('flow.zones')}</caption>
          <thead>
            <tr>
              <th scope="col">{say('flow.zone')}</th>
              <th scope="col">{say('screening.class')}</th>
              <th scope="col">{say('flow.times')}</th>
            </tr>
          </thead>
          <tbody>
            {flow.zones.map((zone) => (
              <tr key={`${zone.zoneCode} ${zone.class}`} data-testid="flow-zone">
                <th scope="row">{zone.zoneCode}</th>
                <td>{sayOf(say, 'class', zone.class)}</td>
                <td>{zone.times}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
};

export const FlowPart = () => {
  const say = useSay();
  const { lanes } = useBoard();
  const [day, setDay] = useState('');
  const [lane, setLane] = useState('');
  const query = new URLSearchParams({ ...(day === '' ? {} : { day }), ...(lane === '' ? {} : { lane }) });
  const flow = useFetched<Flow & { day: string }>(`/screening/flow?${query}`, concerns);
  return (
    <section className="flow" data-testid="flow">
      <div className="desk-line">
        <TimeField
          form="day"
          className="desk-input"
          label={say('flow.day')}
          value={day === '' ? (flow.value?.day ?? '') : day}
          onChange={setDay}
        />
        <select
          className="desk-select"
          aria-label={say('desk.lane')}
          value={lane}
          onChange={(event) => setLane(event.target.value)}
        >
          <option value="">{say('flow.all-lanes')}</option>
          {lanes.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <Answer of={flow}>{(value) => <Hours flow={value} />}</Answer>
    </section>
  );
};
