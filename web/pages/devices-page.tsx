/** The devices of the court and how each one is. */
import { Segmented, Table, type TableColumnType } from 'antd';
import { useState } from 'react';

import type { Fact } from '../../src/console/board.js';
import { AntFrame } from '../parts/ant-frame.js';
import { Answer, EmptyLine, ShowAll } from '../parts/answer.js';
import { Moment } from '../parts/times.js';
import { useNames } from '../reference.js';
import { hrefOf } from '../routes.js';
import { useMay } from '../session.js';
import { sayOf, useSay } from '../texts/texts.js';
import { useWhole } from '../use-fetched.js';
import type { DeviceReport } from '../wire.js';
import { HealthLine } from './device-health.js';
import { DevicePart } from './device-page.js';
import { EnrolForm } from './enrol-form.js';

const concerns = (fact: Fact): boolean => fact.type.startsWith('device.') || fact.type.startsWith('trouble.');

/** A telephone has room for what, where and how it is; the rest stands on the device's own page. */
const onDesk: Pick<TableColumnType<DeviceReport>, 'responsive'> = { responsive: ['md'] };

const isWell = ({ health }: DeviceReport): boolean => health === 'green';

/** Those that fit what was looked for, what is wrong first; the columns are those of all. */
const DeviceTable = ({
  devices,
  all,
  onAll,
}: {
  readonly devices: readonly DeviceReport[];
  readonly all: readonly DeviceReport[];
  readonly onAll: () => void;
}) => {
  const say = useSay();
  const names = useNames();
  return (
    <Table<DeviceReport>
      aria-label={say('page.devices')}
      size="middle"
      tableLayout="fixed"
      rowKey="id"
      dataSource={devices.toSorted((a, b) => Number(isWell(a)) - Number(isWell(b)))}
      pagination={false}
      locale={{
        emptyText: <EmptyLine next={<ShowAll onAll={onAll} />}>{say('devices.none-such')}</EmptyLine>,
      }}
      onRow={(device) => ({ 'data-testid': 'device-row', 'data-device': device.id }) as object}
      columns={[
        {
          title: say('devices.name'),
          render: (_, device) => <a href={hrefOf('devices', device.id)}>{device.name}</a>,
        },
        { title: say('devices.id'), dataIndex: 'id', className: 'number', ...onDesk },
        { title: say('devices.kind'), ...onDesk, render: (_, device) => sayOf(say, 'kind', device.kind) },
        { title: say('devices.place'), render: (_, device) => names.fullPlace(device.place) },
        {
          title: say('devices.state'),
          render: (_, device) => <HealthLine device={device} />,
        },
        {
          title: say('devices.since'),
          ...onDesk,
          render: (_, device) => (device.since === undefined ? '—' : <Moment at={device.since} />),
        },
        ...(all.some((device) => device.lastHeardAt !== undefined)
          ? [
              {
                title: say('devices.heard'),
                ...onDesk,
                render: (_: unknown, { lastHeardAt }: DeviceReport) =>
                  lastHeardAt === undefined ? '—' : <Moment at={lastHeardAt} />,
              },
            ]
          : []),
        ...(all.some((device) => device.battery !== undefined)
          ? [
              {
                title: say('devices.battery'),
                ...onDesk,
                className: 'number',
                render: (_: unknown, { battery }: DeviceReport) =>
                  battery === undefined ? '—' : `${battery} %`,
              },
            ]
          : []),
      ]}
    />
  );
};

const DevicesPage = ({ id }: { readonly id?: string }) => {
  const say = useSay();
  const names = useNames();
  const devices = useWhole<DeviceReport>('/devices', concerns);
  const mayManage = useMay('device:manage');
  const [kind, setKind] = useState('all');
  const [query, setQuery] = useState('');
  const kinds = ['all', 'button', 'gate', 'recorder', 'door', 'siren'];
  return (
    <AntFrame>
      <div className="page">
        {id === undefined && mayManage ? <EnrolForm onEnrolled={devices.reload} /> : null}
        <div className="page-tools" hidden={id !== undefined}>
          <Segmented
            value={kind}
            onChange={setKind}
            options={kinds.map((value) => ({
              value,
              label: value === 'all' ? say('devices.all') : sayOf(say, 'kind', value),
            }))}
          />
          <input
            type="search"
            aria-label={say('find.title')}
            placeholder={say('devices.find')}
            value={query}
            onChange={({ target }) => setQuery(target.value)}
          />
        </div>
        <Answer of={devices}>
          {({ items }) => {
            const one = items.find((device) => device.id === id);
            if (one !== undefined) return <DevicePart device={one} onChanged={devices.reload} />;
            const wanted = query.trim().toLowerCase();
            const shown = items.filter(
              (device) =>
                (kind === 'all' || device.kind === kind) &&
                `${device.name} ${device.id} ${names.fullPlace(device.place)}`.toLowerCase().includes(wanted),
            );
            return items.length === 0 ? (
              <EmptyLine>{say('devices.empty')}</EmptyLine>
            ) : (
              <DeviceTable
                devices={shown}
                all={items}
                onAll={() => {
                  setKind('all');
                  setQuery('');
                }}
              />
            );
          }}
        </Answer>
      </div>
    </AntFrame>
  );
};

export default DevicesPage;
