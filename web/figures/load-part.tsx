/** What is to be mended: the loudest sources, what chatters, what stands, what rings for nothing, and the floods. */
import type { ReactNode } from 'react';

import type { Bad } from '../../src/reports/alarm-load.js';
import type { Figures } from '../../src/reports/figures.js';
import { PlainTable } from '../parts/plain-table.js';
import { Clock } from '../parts/times.js';
import { useNames } from '../reference.js';
import { sayOf, useSay } from '../texts/texts.js';
import { percentText } from './said.js';

type Where = Pick<Bad, 'device' | 'place'>;

const useWhere = (): ((where: Where) => string) => {
  const say = useSay();
  const names = useNames();
  return ({ device, place }) => {
    if (device === undefined) return place === undefined ? say('figures.house') : names.fullPlace(place);
    return place === undefined ? names.device(device) : `${names.device(device)} · ${names.place(place)}`;
  };
};

interface ListProps {
  readonly id: string;
  readonly title: string;
  readonly hint?: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly ReactNode[])[];
}

const List = ({ id, title, hint, columns, rows }: ListProps) => {
  const say = useSay();
  return (
    <section aria-labelledby={id} data-testid={id}>
      <h3 id={id}>{title}</h3>
      {hint === undefined && rows.length > 0 ? null : (
        <p className="quiet">
          {[hint, rows.length === 0 ? say('figures.none') : undefined]
            .filter((part) => part !== undefined)
            .join(say('text.colon'))}
        </p>
      )}
      {rows.length === 0 ? null : (
        <PlainTable caption={title} className="number" columns={columns}>
          {rows.map((cells, row) => (
            // The order of a list of figures is its identity.
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={row}>
              {cells.map((cell, column) => (
                // oxlint-disable-next-line react/no-array-index-key
                <td key={column}>{cell}</td>
              ))}
            </tr>
          ))}
        </PlainTable>
      )}
    </section>
  );
};

export const LoadPart = ({ figures }: { readonly figures: Figures }) => {
  const say = useSay();
  const where = useWhere();
  const what = ({ family, what: word }: Pick<Bad, 'family' | 'what'>) => (
    <span key="what" className="begins">
      {sayOf(say, family === 'alarm' ? 'source' : 'trouble', word)}
    </span>
  );
  const [source, content] = [say('figures.source'), say('figures.what')];
  return (
    <div className="part load-columns">
      <List
        id="figures-top"
        title={say('figures.top')}
        columns={[source, content, say('figures.count')]}
        rows={figures.top.map((one) => [where(one), what(one), one.count])}
      />
      <List
        id="figures-false"
        title={say('figures.false')}
        columns={[source, say('figures.false-of'), say('figures.rate'), say('figures.fault')]}
        rows={figures.falseAlarms.map((one) => [
          where(one),
          `${one.false} / ${one.alarms}`,
          percentText(one.false / one.alarms),
          one.fault,
        ])}
      />
      <List
        id="figures-chattering"
        title={say('figures.chattering')}
        hint={say('figures.chattering-hint')}
        columns={[source, content, say('figures.in-a-minute')]}
        rows={figures.chattering.map((one) => [where(one), what(one), one.count])}
      />
      <List
        id="figures-standing"
        title={say('figures.standing')}
        hint={say('figures.standing-hint')}
        columns={[source, content, say('figures.since')]}
        rows={figures.standing.map((one) => [where(one), what(one), <Clock key="since" at={one.since} />])}
      />
      <List
        id="figures-floods"
        title={say('figures.floods')}
        hint={say('figures.floods-hint')}
        columns={[say('figures.since'), say('figures.until'), say('figures.count')]}
        rows={figures.floods.map(({ since, until, count }) => [
          <Clock key="since" at={since} />,
          until === undefined ? '—' : <Clock key="until" at={until} />,
          count,
        ])}
      />
    </div>
  );
};
