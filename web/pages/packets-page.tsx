/** Packets for the clerk and the approver: what waits, what is being made, what was handed over. */
import { Segmented } from 'antd';
import { useState } from 'react';

import type { Fact, IncidentItem } from '../../src/console/board.js';
import { PacketCard } from '../packet/packet-card.js';
import { AntFrame } from '../parts/ant-frame.js';
import { Answer } from '../parts/answer.js';
import { Moment } from '../parts/times.js';
import { useNames } from '../reference.js';
import { hrefOf } from '../routes.js';
import { useMay } from '../session.js';
import { useSay } from '../texts/texts.js';
import { useList } from '../use-fetched.js';
import type { PacketEntry } from '../wire.js';

const concernsPackets = (fact: Fact): boolean => fact.type.startsWith('packet.');
const concernsIncidents = (fact: Fact): boolean => /^(incident|packet|finding)\./.test(fact.type);

const Incidents = () => {
  const say = useSay();
  const names = useNames();
  const incidents = useList<IncidentItem>('/incidents', concernsIncidents);
  return (
    <section className="part" aria-labelledby="without-packet">
      <h2 id="without-packet">{say('packets.incidents')}</h2>
      <Answer of={incidents}>
        {({ items }) => {
          const without = items.filter((incident) => incident.packets.length === 0);
          return without.length === 0 ? (
            <p className="empty">{say('packets.no-incidents')}</p>
          ) : (
            <ul className="page-links">
              {without.map((incident) => (
                <li key={incident.id} data-testid="incident-row" data-incident={incident.id}>
                  <a href={hrefOf('incidents', incident.id)}>{names.fullPlace(incident.place)}</a>{' '}
                  <span className="quiet">
                    <Moment at={incident.openedAt} />
                    {' · '}
                    {incident.findings
                      .filter((finding) => finding.status !== 'rejected')
                      .map((finding) => finding.code)
                      .join(' ') || say('packets.no-finding')}
                  </span>
                </li>
              ))}
            </ul>
          );
        }}
      </Answer>
    </section>
  );
};

const groups = {
  waiting: ['asked'],
  making: ['approved', 'building', 'failed'],
  done: ['sealed', 'handed-over'],
} as const;
type Group = keyof typeof groups;

const PacketsPage = () => {
  const say = useSay();
  const packets = useList<PacketEntry>('/packets', concernsPackets);
  const mayAsk = useMay('packet:ask');
  const mayReadIncidents = useMay('incident:read');
  const [group, setGroup] = useState<Group | 'all'>('all');
  return (
    <AntFrame>
      <div className="page packets-columns">
        <section className="part" aria-labelledby="all-packets">
          <h2 id="all-packets">{say('page.packets')}</h2>
          <Segmented
            value={group}
            onChange={setGroup}
            options={(['all', 'waiting', 'making', 'done'] as const).map((value) => ({
              value,
              label: say(`packets.${value}`),
            }))}
          />
          <Answer of={packets}>
            {({ items }) => {
              const shown = items.filter(
                (packet) => group === 'all' || (groups[group] as readonly string[]).includes(packet.state),
              );
              return shown.length === 0 ? (
                <p className="empty">{say('packets.empty')}</p>
              ) : (
                <ul className="packets">
                  {shown.map((packet) => (
                    <div key={packet.id} className="packet-of">
                      {mayReadIncidents ? (
                        <a href={hrefOf('incidents', packet.incident)}>{say('incident.open')}</a>
                      ) : null}
                      <PacketCard id={packet.id} state={packet.state} />
                    </div>
                  ))}
                </ul>
              );
            }}
          </Answer>
        </section>
        {mayAsk && mayReadIncidents ? <Incidents /> : null}
      </div>
    </AntFrame>
  );
};

export default PacketsPage;
