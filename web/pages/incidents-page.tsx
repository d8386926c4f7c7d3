/** All incidents, or one of them when the address names it. */
import { Table } from 'antd';

import type { Fact, IncidentItem } from '../../src/console/board.js';
import { AntFrame } from '../parts/ant-frame.js';
import { Answer } from '../parts/answer.js';
import { Moment } from '../parts/times.js';
import { useNames } from '../reference.js';
import { hrefOf } from '../routes.js';
import { useMay } from '../session.js';
import { sayOf, useSay } from '../texts/texts.js';
import { useList } from '../use-fetched.js';

import { IncidentPage } from '../incident/incident-page.js';

const kinds = /^(incident|finding|packet|liaison)\./;
const concerns = (fact: Fact): boolean => kinds.test(fact.type);

const codesOf = (incident: IncidentItem, status: 'confirmed' | 'candidate'): readonly string[] =>
  incident.findings.filter((finding) => finding.status === status).map((finding) => finding.code);

const IncidentTable = ({ items }: { readonly items: readonly IncidentItem[] }) => {
  const say = useSay();
  const names = useNames();
  return (
    <Table<IncidentItem>
      size="middle"
      rowKey="id"
      dataSource={[...items]}
      locale={{ emptyText: say('incidents.empty') }}
      pagination={items.length > 25 ? { pageSize: 25 } : false}
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
        { title: say('incidents.opened'), render: (_, incident) => <Moment at={incident.openedAt} /> },
        { title: say('incidents.source'), render: (_, incident) => say(`source.${incident.source}`) },
        {
          title: say('incidents.findings'),
          render: (_, incident) => (
            <>
              <b>{codesOf(incident, 'confirmed').join(' ')}</b>{' '}
              <span className="quiet">
                {codesOf(incident, 'candidate')
                  .map((code) => `${code}?`)
                  .join(' ')}
              </span>
            </>
          ),
        },
        {
          title: say('incidents.evidence'),
          className: 'number',
          render: (_, incident) => incident.evidence.length,
        },
        {
          title: say('incidents.police'),
          render: (_, incident) => {
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
        {
          title: say('incidents.state'),
          render: (_, incident) => sayOf(say, 'incident-state', incident.state),
        },
      ]}
    />
  );
};

const IncidentList = () => {
  const say = useSay();
  const mayReport = useMay('incident:report');
  const incidents = useList<IncidentItem>('/incidents', concerns);
  return (
    <div className="page">
      {mayReport ? (
        <p className="page-tools">
          <a className="button plain" href={hrefOf('report')}>
            {say('incidents.report')}
          </a>
        </p>
      ) : null}
      <Answer of={incidents}>
        {({ items }) => (
          <IncidentTable items={items.toSorted((a, b) => (a.openedAt < b.openedAt ? 1 : -1))} />
        )}
      </Answer>
    </div>
  );
};

const IncidentsPage = ({ id }: { readonly id?: string }) => (
  <AntFrame>{id === undefined ? <IncidentList /> : <IncidentPage id={id} />}</AntFrame>
);

export default IncidentsPage;
