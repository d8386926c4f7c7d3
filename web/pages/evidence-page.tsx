/** Evidence and recordings: what is stored, what is expected, what it belongs to. */
import { Table, Tabs, Tag } from 'antd';
import { useState } from 'react';

import type { Fact } from '../../src/console/board.js';
import { AntFrame } from '../parts/ant-frame.js';
import { Answer, EmptyLine, GoTo, Listed } from '../parts/answer.js';
import { EvidenceItem } from '../parts/evidence-item.js';
import { Moment } from '../parts/times.js';
import { useNames } from '../reference.js';
import { hrefOf } from '../routes.js';
import { useMay } from '../session.js';
import { useSay } from '../texts/texts.js';
import { useList } from '../use-fetched.js';
import { RetentionPart } from './retention-part.js';
import type { EvidenceEntry, RecordingEntry } from '../wire.js';

/** Looking something up changes nothing of the list. */
const concernsEvidence = (fact: Fact): boolean =>
  fact.type.startsWith('evidence.') && fact.type !== 'evidence.consulted' && fact.type !== 'evidence.viewed';
const concernsRecordings = (fact: Fact): boolean =>
  fact.type.startsWith('recording.') || fact.type === 'evidence.received';

const EvidenceList = () => {
  const say = useSay();
  const evidence = useList<EvidenceEntry>('/evidence', concernsEvidence);
  return (
    <Listed
      of={evidence}
      nothing={
        <EmptyLine
          next={
            <>
              <GoTo page="incidents" /> <GoTo page="devices" />
            </>
          }
        >
          {say('evidence.empty')}
        </EmptyLine>
      }
    >
      {(items) => (
        <ul className="evidence-list">
          {items.map((item) => (
            <EvidenceItem key={item.id} item={item} withIncident />
          ))}
        </ul>
      )}
    </Listed>
  );
};

const RecordingList = () => {
  const say = useSay();
  const names = useNames();
  const recordings = useList<RecordingEntry>('/recordings', concernsRecordings);
  return (
    <Answer of={recordings}>
      {({ items }) => (
        <Table<RecordingEntry>
          aria-label={say('recordings.title')}
          size="middle"
          rowKey="id"
          dataSource={[...items]}
          locale={{ emptyText: <EmptyLine next={<GoTo page="devices" />}>{say('sound.empty')}</EmptyLine> }}
          pagination={false}
          columns={[
            { title: say('recordings.device'), render: (_, item) => names.device(item.device) },
            { title: say('recordings.place'), render: (_, item) => names.fullPlace(item.place) },
            { title: say('recordings.from'), render: (_, item) => <Moment at={item.startedAt} /> },
            {
              title: say('recordings.state'),
              render: (_, item) => <Tag>{say(`recordings.${item.state}`)}</Tag>,
            },
            {
              title: say('recordings.incident'),
              render: (_, item) =>
                item.incident === undefined ? (
                  '—'
                ) : (
                  <a href={hrefOf('incidents', item.incident)}>{say('incident.open')}</a>
                ),
            },
          ]}
        />
      )}
    </Answer>
  );
};

const EvidencePage = () => {
  const say = useSay();
  const mayEvidence = useMay('evidence:read');
  const mayRecordings = useMay('recording:read');
  const [tab, setTab] = useState(mayEvidence ? 'evidence' : 'recordings');
  return (
    <AntFrame>
      <div className="page">
        <Tabs
          activeKey={tab}
          onChange={setTab}
          items={[
            ...(mayEvidence
              ? [
                  { key: 'evidence', label: say('evidence.title'), children: <EvidenceList /> },
                  { key: 'retention', label: say('retention.title'), children: <RetentionPart /> },
                ]
              : []),
            ...(mayRecordings
              ? [{ key: 'recordings', label: say('recordings.title'), children: <RecordingList /> }]
              : []),
          ]}
        />
      </div>
    </AntFrame>
  );
};

export default EvidencePage;
