/** Each step of the answer as a row: how often, how long, against its target; the bar says the same as the numbers. */
import type { Figures } from '../../src/reports/figures.js';
import { PlainTable } from '../parts/plain-table.js';
import { useSay } from '../texts/texts.js';
import { lastedText, percentText } from './said.js';

type Figure = Figures['response'][number];

const width = 240;
const height = 26;
/** the target stands in the middle; what took longer than twice as long ends at the edge */
const place = (ms: number, targetMs: number): number => Math.min(1, ms / (targetMs * 2)) * width;

const Bar = ({ figure: { p50Ms, p90Ms, targetMs } }: { readonly figure: Figure }) =>
  p50Ms === undefined || p90Ms === undefined ? null : (
    <svg className="response-bar" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <line x1="0" x2={width} y1={height / 2} y2={height / 2} className="bar-rail" />
      <rect x="0" y="9" width={place(p90Ms, targetMs)} height="8" className="bar-rest" />
      <rect x="0" y="6" width={place(p50Ms, targetMs)} height="14" className="bar-main" />
      <line x1={width / 2} x2={width / 2} y1="0" y2={height} className="bar-target" />
    </svg>
  );

const columns = ['count', 'missing', 'p50', 'p90', 'target', 'within'] as const;

export const ResponsePart = ({ response }: { readonly response: Figures['response'] }) => {
  const say = useSay();
  const hasBars = response.some(({ p90Ms }) => p90Ms !== undefined);
  return (
    <section className="part" aria-labelledby="figures-response">
      <h2 id="figures-response">{say('figures.response')}</h2>
      <PlainTable
        caption={say('figures.response')}
        className="number response-table"
        columns={[
          say('figures.measure'),
          ...columns.map((column) => say(`figures.${column}`)),
          ...(hasBars ? [say('figures.against')] : []),
        ]}
      >
        {response.map((figure) => {
          const { measure, count, missing, within } = figure;
          const all = count + missing;
          return (
            <tr key={measure} data-testid="figures-response-row" data-measure={measure}>
              <th scope="row">{say(`figures.measure-${measure}`)}</th>
              <td>{count}</td>
              <td>{missing === 0 ? '—' : missing}</td>
              <td>{lastedText(say, figure.p50Ms)}</td>
              <td>{lastedText(say, figure.p90Ms)}</td>
              <td>{lastedText(say, figure.targetMs)}</td>
              <td>{all === 0 ? '—' : percentText(within / all)}</td>
              {hasBars ? (
                <td aria-hidden="true">
                  <Bar figure={figure} />
                </td>
              ) : null}
            </tr>
          );
        })}
      </PlainTable>
      <p className="quiet explain">
        {say('figures.response-note')} {hasBars ? say('figures.response-bars') : ''}
      </p>
    </section>
  );
};
