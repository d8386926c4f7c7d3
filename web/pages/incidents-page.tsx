/** All incidents, or one of them when the address names it. */
import { Table } from 'antd';
import { useState, type ReactNode } from 'react';

import type { Fact, IncidentItem } from '../../src/console/board.js';
import { dayAfter, momentOf } from '../../src/duty/week.js';
import { incidentStates } from '../../src/incidents/life.js';
import { useTimeZone } from '../court-time.js';
import { AntFrame } from '../parts/ant-frame.js';
import { Answer, EmptyLine, GoTo, ShowAll } from '../parts/answer.js';
import { Codes, hasCodes } from '../parts/codes.js';
import { DrillMark } from '../parts/drill-mark.js';
import { shortId } from '../parts/incident-line.js';
import { PlaceSelect } from '../parts/place-select.js';
import { TimeField } from '../parts/time-field.js';
import { IncidentState } from '../parts/incident-state.js';
import { Moment } from '../parts/times.js';
import { useNames } from '../reference.js';
import { hrefOf } from '../routes.js';
import { useMay } from '../session.js';
import { sayOf, useSay } from '../texts/texts.js';
import { useList } from '../use-fetched.js';

import { IncidentPage } from '../incident/incident-page.js';

const kinds = /^(incident|finding|packet|liaison)\./;
const concerns = (fact: Fact): boolean => kinds.test(fact.type);

interface IncidentTableProps {
  /** newest first */
  readonly items: readonly IncidentItem[];
  /** what is said where there is none */
  readonly nothing: ReactNode;
}

const IncidentTable = ({ items, nothing }: IncidentTableProps) => {
  const say = useSay();
  const names = useNames();
  return (
    <Table<IncidentItem>
      aria-label={say('page.incidents')}
      className="incidents-table"
      size="middle"
      rowKey="id"
      dataSource={[...items]}
      locale={{ emptyText: nothing }}
      // More of it comes below when a person asks, as on every list.
      pagination={false}
      // On a phone it is slid aside rather than broken letter by letter.
      scroll={{ x: 'max-content' }}
      onRow={(incident) => ({ 'data-testid': 'incident-row', 'data-incident': incident.id }) as object}
      columns={[
        {
          title: say('incidents.place'),
          render: (_, incident) => (
            <a href={hrefOf('incidents', incident.id)}>
              <b>{names.fullPlace(incident.place)}</b>
            </a>
          ),
        },
        {
          title: say('incidents.state'),
          render: (_, incident) => (
            <>
              <IncidentState incident={incident} /> {incident.drill === undefined ? null : <DrillMark />}
            </>
          ),
        },
        {
          title: say('incident.number'),
          render: (_, incident) => (
            <code className="number" title={incident.id}>
              {shortId(incident.id)}
            </code>
          ),
        },
        { title: say('incidents.opened'), render: (_, incident) => <Moment at={incident.openedAt} /> },
        {
          title: say('incidents.source'),
          render: (_, incident) => <div className="brief">{say(`source.${incident.source}`)}</div>,
        },
        {
          title: say('incidents.findings'),
          render: (_, incident) =>
            hasCodes(incident) ? (
              <div className="acts">
                <Codes incident={incident} />
              </div>
            ) : (
              '—'
            ),
        },
        {
          title: say('incidents.evidence'),
          className: 'number',
          render: (_, incident) => (incident.evidence.length === 0 ? '—' : incident.evidence.length),
        },
        {
          title: say('incidents.police'),
          render: (_, incident) => {
            if (incident.policeClosed !== undefined) return say('incident.is-police-closed');
            if (incident.accepted !== undefined) return say('incident.is-accepted');
            return say(incident.shared === undefined ? 'incident.not-shared' : 'incident.is-shared');
          },
        },
        {
          title: say('incidents.packet'),
          render: (_, incident) => {
            const last = incident.packets.at(-1);
            return last === undefined ? '—' : sayOf(say, 'packet-state', last.state);
          },
        },
      ]}
    />
  );
};

/** As chosen on the page; empty where anything will do. */
interface Wish {
  readonly place: string;
  readonly state: string;
  /** `2026-11-16`, of the court's zone */
  readonly day: string;
}

const usePath = ({ place, state, day }: Wish): string => {
  const timeZone = useTimeZone();
  const wish = new URLSearchParams({
    ...(place === '' ? {} : { place }),
    ...(state === '' ? {} : { state }),
    ...(day === ''
      ? {}
      : {
          from: momentOf(day, '00:00', timeZone),
          until: momentOf(dayAfter(day, 1), '00:00', timeZone),
        }),
  });
  return wish.size === 0 ? '/incidents' : `/incidents?${wish.toString()}`;
};

const Wishes = ({ wish, onChange }: { readonly wish: Wish; readonly onChange: (wish: Wish) => void }) => {
  const say = useSay();
  return (
    <>
      <PlaceSelect
        aria-label={say('incidents.place')}
        value={wish.place}
        data-testid="incidents-place"
        onPlace={(place) => onChange({ ...wish, place })}
      >
        <option value="">{say('sound.all-places')}</option>
      </PlaceSelect>
      <select
        aria-label={say('incidents.state')}
        value={wish.state}
        data-testid="incidents-state"
        onChange={({ target }) => onChange({ ...wish, state: target.value })}
      >
        <option value="">{say('incidents.all-states')}</option>
        {incidentStates.map((state) => (
          <option key={state} value={state}>
            {say(`incident-state.${state}`)}
          </option>
        ))}
      </select>
      <TimeField
        form="day"
        label={say('figures.choose-day')}
        value={wish.day}
        data-testid="incidents-day"
        onChange={(day) => onChange({ ...wish, day })}
      />
    </>
  );
};

const anything: Wish = { place: '', state: '', day: '' };

const IncidentList = () => {
  const say = useSay();
  const mayReport = useMay('incident:report');
  const [wish, setWish] = useState(anything);
  const isWished = Object.values(wish).some((one) => one !== '');
  const incidents = useList<IncidentItem>(usePath(wish), concerns);
  return (
    <div className="page">
      <div className="page-tools">
        <Wishes wish={wish} onChange={setWish} />
        {incidents.value === undefined ? null : (
          <span className="quiet number" data-testid="incidents-count">
            {say(incidents.more === undefined ? 'list.all' : 'list.newest', {
              n: incidents.value.items.length,
            })}
          </span>
        )}
        {mayReport ? (
          <a className="button plain" href={hrefOf('report')}>
            {say('incidents.report')}
          </a>
        ) : null}
      </div>
      <Answer of={incidents}>
        {({ items }) => (
          <>
            <IncidentTable
              items={items}
              nothing={
                isWished ? (
                  <EmptyLine next={<ShowAll onAll={() => setWish(anything)} />}>
                    {say('incidents.none-such')}
                  </EmptyLine>
                ) : (
                  <EmptyLine next={<GoTo page="report" />}>{say('incidents.empty')}</EmptyLine>
                )
              }
            />
            {items.some(hasCodes) ? <p className="quiet codes-legend">{say('codes.legend')}</p> : null}
          </>
        )}
      </Answer>
    </div>
  );
};

const IncidentsPage = ({ id }: { readonly id?: string }) => (
  <AntFrame>{id === undefined ? <IncidentList /> : <IncidentPage id={id} />}</AntFrame>
);

export default IncidentsPage;
