/** The hours of a day or the days of a week or month as bars, and the same as a table for who does not see bars. */
import type { Figures } from '../../src/reports/figures.js';
import type { PeriodKind } from '../../src/reports/period.js';
import { useTimeZone } from '../court-time.js';
import { PlainTable } from '../parts/plain-table.js';
import { useSay } from '../texts/texts.js';
import { partsOf } from '../times.js';
import { lastedText } from './said.js';

const width = 960;
const height = 200;
const foot = 22;
const fewest = 12;

interface PartsChartProps {
  readonly parts: Figures['parts'];
  readonly by: PeriodKind;
}

const useNameOf = (by: PeriodKind): ((at: string) => string) => {
  const timeZone = useTimeZone();
  return (at) => {
    const { time, monthDay } = partsOf(Date.parse(at), timeZone);
    return by === 'day' ? time.slice(0, 2) : by === 'week' ? monthDay : monthDay.slice(3);
  };
};

const Bars = ({
  parts,
  nameOf,
}: {
  readonly parts: Figures['parts'];
  readonly nameOf: (at: string) => string;
}) => {
  const say = useSay();
  const most = Math.max(1, ...parts.map(({ alarms, troubles }) => alarms + troubles));
  const step = width / Math.max(fewest, parts.length);
  const tall = (count: number): number => ((height - foot - 18) * count) / most;
  return (
    <svg
      className="parts-chart"
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={say('figures.chart')}
    >
      <line x1="0" x2={step * parts.length} y1={height - foot} y2={height - foot} className="bar-rail" />
      {parts.map(({ from, alarms, troubles }, index) => {
        const x = index * step + step * 0.18;
        const base = height - foot;
        const all = alarms + troubles;
        return (
          <g key={from}>
            <rect
              x={x}
              y={base - tall(alarms)}
              width={step * 0.64}
              height={tall(alarms)}
              className="bar-main"
            />
            <rect
              x={x}
              y={base - tall(all)}
              width={step * 0.64}
              height={tall(troubles)}
              className="bar-rest"
            />
            {all === 0 ? null : (
              <text x={(index + 0.5) * step} y={base - tall(all) - 5}>
                {all}
              </text>
            )}
            <text x={(index + 0.5) * step} y={height - 5}>
              {nameOf(from)}
            </text>
          </g>
        );
      })}
    </svg>
  );
};

export const PartsChart = ({ parts, by }: PartsChartProps) => {
  const say = useSay();
  const nameOf = useNameOf(by);
  const title = say(by === 'day' ? 'figures.by-hours' : 'figures.by-days');
  if (parts.every(({ alarms, troubles }) => alarms + troubles === 0))
    return (
      <section className="part" aria-labelledby="figures-parts">
        <h2 id="figures-parts">{title}</h2>
        <p className="empty">{say('figures.no-parts')}</p>
      </section>
    );
  return (
    <section className="part" aria-labelledby="figures-parts">
      <h2 id="figures-parts">{title}</h2>
      <Bars parts={parts} nameOf={nameOf} />
      <p className="quiet legend">
        <i className="key-main" /> {say('figures.alarms')} <i className="key-rest" />{' '}
        {say('figures.troubles')}
      </p>
      <details>
        <summary>{say('figures.as-table')}</summary>
        <PlainTable
          caption={title}
          className="number"
          columns={[
            say(by === 'day' ? 'figures.hour' : 'figures.day'),
            say('figures.alarms'),
            say('figures.troubles'),
            say('figures.most-ten'),
            say('figures.acknowledged-p90'),
          ]}
        >
          {parts.map((part) => (
            <tr key={part.from}>
              <th scope="row">{nameOf(part.from)}</th>
              <td>{part.alarms}</td>
              <td>{part.troubles}</td>
              <td>{part.most}</td>
              <td>{lastedText(say, part.acknowledgedP90Ms)}</td>
            </tr>
          ))}
        </PlainTable>
      </details>
    </section>
  );
};
